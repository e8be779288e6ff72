import type { MyRowsView, PollView } from '@linli/shared/polls/polls.schema'
import type { UseQueryResult } from '@tanstack/react-query'
import { useState } from 'react'
import { sentenceOf } from '@/platform/error-words'
import { pageUrl } from '@/platform/navigate'
import { useActor } from '@/platform/session'
import { Banner } from '@/ui/banner'
import { Box } from '@/ui/box'
import { Button } from '@/ui/button'
import { ConfirmSheet } from '@/ui/confirm-sheet'
import { EmptyState } from '@/ui/empty-state'
import { InfoList } from '@/ui/info-list'
import { OptionGroup } from '@/ui/option-group'
import { QueryView } from '@/ui/query-view'
import { SectionTitle } from '@/ui/section-title'
import { Surface } from '@/ui/surface'
import { showToast } from '@/ui/toast'
import { absentText, answerText, standingText, weightText, type MyRow } from './poll-words'
import { useDissent, useNameVoter, useWithdrawMandate } from './queries'
import { NotMeSheet } from './not-me-sheet'
import { findingStanding, saidAt, SaidItem } from './said-item'
import './polls.scss'

/** Whoever shares a secret row settles before opening who casts it. */
function NameVoter({ poll, row }: { readonly poll: PollView; readonly row: MyRow }) {
  const name = useNameVoter(poll.id)
  const isEarly = poll.phase === 'roll_published' || poll.phase === 'waiting'
  if (poll.secrecy !== 'secret' || row.sharers.length < 2 || !isEarly) return null
  return (
    <Box className="poll-part">
      <Box className="poll-part__title">不记名的票只能由一个人投，请先商量好由谁投</Box>
      {name.error && <Banner kind="alert">{sentenceOf(name.error)}</Banner>}
      <OptionGroup
        id={`voter-${row.rowId}`}
        label="由谁投"
        options={row.sharers.map(({ personId, name: who, isMe }) => ({
          value: personId,
          title: isMe ? `${who}（您）` : who,
        }))}
        chosen={row.isVoter ? row.sharers.filter(({ isMe }) => isMe).map(({ personId }) => personId) : []}
        onChange={([personId]) => {
          if (personId !== undefined)
            name.mutate({ rowId: row.rowId, personId }, { onSuccess: () => showToast('已经定好由谁投') })
        }}
      />
    </Box>
  )
}

/** A ballot somebody else cast for a shared row. */
function Dissent({ poll, row }: { readonly poll: PollView; readonly row: MyRow }) {
  const dissent = useDissent(poll.id)
  const [asking, setAsking] = useState(false)
  const may = poll.secrecy === 'named' && poll.phase === 'open' && row.voted && !row.suspended
  if (!may || row.sharers.length < 2 || row.asProxy) return null
  return (
    <>
      <Button kind="outline" onTap={() => setAsking(true)}>
        我不同意这样投
      </Button>
      {dissent.error && <Banner kind="alert">{sentenceOf(dissent.error)}</Banner>}
      <ConfirmSheet
        open={asking}
        question="这一票先不算吗"
        consequence="几个人共有一票，意见不一致就不能算。商量好以后，由您在截止前再投一次，就重新算数。"
        act="先不算"
        busy={dissent.isPending ? '正在记下' : undefined}
        onConfirm={() =>
          dissent.mutate(row.rowId, {
            onSuccess: () => showToast('已经记下，这一票先不算'),
            onSettled: () => setAsking(false),
          })
        }
        onCancel={() => setAsking(false)}
      />
    </>
  )
}

/** The mandate for the own row, as long as nothing has been cast under it. */
function TakeBack({ poll, row }: { readonly poll: PollView; readonly row: MyRow }) {
  const withdraw = useWithdrawMandate(poll.id)
  const [asking, setAsking] = useState(false)
  if (withdraw.error === null && !row.mayTakeBack) return null
  return (
    <>
      {row.mayTakeBack && (
        <Button kind="outline" onTap={() => setAsking(true)}>
          收回委托
        </Button>
      )}
      {withdraw.error && <Banner kind="alert">{sentenceOf(withdraw.error)}</Banner>}
      <ConfirmSheet
        open={asking}
        question="收回这份委托吗"
        consequence={`收回以后，${row.mandate ?? '受委托的人'}不能再替您投这一票，请您在截止前自己投。社区会告诉对方。`}
        act="收回委托"
        busy={withdraw.isPending ? '正在收回' : undefined}
        onConfirm={() =>
          withdraw.mutate(row.rowId, {
            onSuccess: () => showToast('委托已经收回'),
            onSettled: () => setAsking(false),
          })
        }
        onCancel={() => setAsking(false)}
      />
    </>
  )
}

function NotMe({ poll, row }: { readonly poll: PollView; readonly row: MyRow }) {
  const [open, setOpen] = useState(false)
  return (
    <>
      <Button kind="plain" onTap={() => setOpen(true)}>
        {row.voted ? '这一票不是我投的' : '我投过票，却没有记录'}
      </Button>
      {open && (
        <NotMeSheet
          id="not-me"
          title={row.voted ? '这一票不是您投的吗' : '您投过票，却没有记录吗'}
          label="怎么回事"
          pollId={poll.id}
          rowId={row.rowId}
          onClose={() => setOpen(false)}
        />
      )}
    </>
  )
}

function OwnRow({
  poll,
  mine,
  row,
}: {
  readonly poll: PollView
  readonly mine: MyRowsView
  readonly row: MyRow
}) {
  const { answers } = row
  const mayVote = mine.abilities.vote && !row.voted && row.isVoter
  const mayChange = mine.abilities.change && row.voted
  const others = row.sharers.filter(({ isMe }) => !isMe).map(({ name }) => name)
  return (
    <Surface padded label="我的这一票">
      <InfoList
        facts={[
          { name: '名册', value: `第 ${row.serial} 号，${row.label}` },
          { name: '分量', value: weightText(row), strong: true },
          ...(row.asProxy
            ? [{ name: '替谁投', value: `${others.join('、') || row.label}。本人书面委托了您，名单里写明` }]
            : others.length > 0
              ? [{ name: '共有', value: `还有 ${others.join('、')}，合起来算这一票` }]
              : []),
          ...(row.mandate === null
            ? []
            : [
                {
                  name: '委托',
                  value: `由${row.mandate}代投，名册上写明${row.isVoter ? '。您也可以自己投，投了就以您的为准' : ''}`,
                },
              ]),
          { name: '投票', value: standingText(poll, row), strong: true },
          ...(answers !== null && answers.length > 0
            ? poll.questions.map((question, index) => ({
                name: poll.questions.length > 1 ? `第 ${index + 1} 题` : '投的是',
                value: answerText(question, answers[index] ?? ''),
              }))
            : []),
        ]}
      />
      <NameVoter poll={poll} row={row} />
      {mine.rows.length > 1 && (mayVote || mayChange) && (
        <Box className="poll-part">
          <Button kind="tint" to={pageUrl('/packages/council/ballot', { id: poll.id, row: row.rowId })}>
            {mayVote ? '投这一票' : '改这一票'}
          </Button>
        </Box>
      )}
      <Box className="poll-part">
        <Dissent poll={poll} row={row} />
        <TakeBack poll={poll} row={row} />
        {row.mayDoubt && <NotMe poll={poll} row={row} />}
      </Box>
      {row.doubt && (
        <Box className="my-doubt">
          <SaidItem
            standing={findingStanding(row.doubt.finding)}
            waits={row.doubt.finding === null}
            head={`您说投票记录不对，${saidAt(row.doubt.at)}`}
            text={row.doubt.text}
            answer={row.doubt.finding}
          />
        </Box>
      )}
    </Surface>
  )
}

function OwnRows({ poll, mine }: { readonly poll: PollView; readonly mine: MyRowsView }) {
  const actor = useActor()
  const isBound = (actor?.homes.length ?? 0) > 0
  return (
    <>
      {mine.rows.map((row) => (
        <OwnRow key={row.rowId} poll={poll} mine={mine} row={row} />
      ))}
      {mine.rows.length === 0 && (
        <Surface>
          {isBound ? (
            <EmptyState icon="people" act="看名册" to={pageUrl('/packages/council/roll', { id: poll.id })}>
              {absentText(mine, poll)}
            </EmptyState>
          ) : (
            <EmptyState icon="my-home" act="绑定房屋" to="/packages/space/bind">
              绑定房屋后才能投票。有邀请码 1 分钟就好，没有就等社区核对，最多 2 个工作日
            </EmptyState>
          )}
        </Surface>
      )}
    </>
  )
}

/** Whether this person is on the roll, with what weight, and how the ballot stands; said as well when it is not known. */
export function MyRows({
  poll,
  mine,
}: {
  readonly poll: PollView
  readonly mine: UseQueryResult<MyRowsView>
}) {
  if (poll.roll === null) return null
  return (
    <>
      <SectionTitle title="我的这一票" />
      <QueryView query={mine}>{(rows) => <OwnRows poll={poll} mine={rows} />}</QueryView>
    </>
  )
}
