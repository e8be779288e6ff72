import type { MyRowsView, PollView } from '@linli/shared/polls/polls.schema'
import { useState } from 'react'
import { pageUrl, replacePage } from '@/platform/navigate'
import { sentenceOf } from '@/platform/error-words'
import { Banner } from '@/ui/banner'
import { BottomBar } from '@/ui/bottom-bar'
import { Box } from '@/ui/box'
import { Button } from '@/ui/button'
import { CheckLine } from '@/ui/check-line'
import { EmptyState } from '@/ui/empty-state'
import { Names } from '@/ui/names'
import { Page } from '@/ui/page'
import { Sheet } from '@/ui/sheet'
import { useStepStart } from '@/ui/step-start'
import { Surface } from '@/ui/surface'
import { AnswerFields } from './answer-fields'
import { answerText, saysChangeable, shortAnswer, weightText, type MyRow } from './poll-words'
import { PollMeaning, PollTitle } from './poll-detail'
import { SecrecyPart } from './secrecy-part'
import { questionField, useBallot } from './use-ballot'
import { usePaging } from './use-paging'
import './polls.scss'

/** The row to cast for: the one asked for, else the first that still can. */
function rowFor(mine: MyRowsView, asked: string | undefined): MyRow | undefined {
  const able = mine.rows.filter((row) => row.isVoter && (!row.voted || mine.abilities.change))
  return able.find(({ rowId }) => rowId === asked) ?? able.find((row) => !row.voted) ?? able[0]
}

/** Why there is nothing to cast here, and where to go instead. */
function NoBallot({ poll, mine }: { readonly poll: PollView; readonly mine: MyRowsView }) {
  const hasVoted = mine.rows.some(({ voted }) => voted)
  const words =
    poll.phase !== 'open'
      ? '现在不能投票，请看投票的开始和截止时间'
      : hasVoted
        ? '您已经投过票了，投出的票不能改'
        : '您不在这次的名册上，不能投票'
  return (
    <Page title="投票" heading={false} backTo={pageUrl('/packages/council/poll', { id: poll.id })}>
      <PollTitle poll={poll} />
      <Surface>
        <EmptyState icon="ballot" act="看这次表决" to={pageUrl('/packages/council/poll', { id: poll.id })}>
          {words}
        </EmptyState>
      </Surface>
    </Page>
  )
}

function consequenceOf(poll: PollView, mine: MyRowsView): string {
  if (poll.secrecy === 'secret') return '投出后不能修改，谁也不能，包括工作人员。'
  return mine.abilities.change || saysChangeable(poll)
    ? '截止前可以改，最后一次算数。截止后，名册上的人和居务监督能看到这一票。'
    : '投出后不能修改。截止后，名册上的人和居务监督能看到这一票。'
}

function BallotForm({
  poll,
  mine,
  row,
}: {
  readonly poll: PollView
  readonly mine: MyRowsView
  readonly row: MyRow
}) {
  const ballot = useBallot(poll, row, (kept) =>
    replacePage(
      pageUrl('/packages/council/voted', { id: poll.id, row: row.rowId, lost: kept ? undefined : '1' }),
    ),
  )
  const { pending, choices, sending } = ballot
  const paging = usePaging(poll.questions.length)
  const start = useStepStart(paging.at)
  const isShared = row.sharers.length > 1
  const isUnknown = pending !== undefined && !sending
  const [question] = poll.questions
  const single = poll.questions.length === 1 && question?.method === 'single' && choices[0] !== ''
  const act = row.voted
    ? '改成这样'
    : single && question && (choices[0]?.length ?? 0) === 1
      ? `投给“${shortAnswer(answerText(question, choices[0] ?? ''))}”`
      : '投出这张票'
  return (
    <Page
      title="投票"
      heading={false}
      backTo={pageUrl('/packages/council/poll', { id: poll.id })}
      bar={
        pending === undefined ? (
          <BottomBar
            stacked
            note={paging.isLast ? '下一步会请您再确认一次' : `一共 ${poll.questions.length} 题，一题一页`}
          >
            {paging.isLast ? (
              <Button busy={sending && '正在投出'} onTap={ballot.ask}>
                {act}
              </Button>
            ) : (
              <Button onTap={() => ballot.pass(paging.at) && paging.go(paging.at + 1)}>下一题</Button>
            )}
            {paging.isPaged && paging.at > 0 && (
              <Button kind="outline" onTap={() => paging.go(paging.at - 1)}>
                上一题
              </Button>
            )}
          </BottomBar>
        ) : (
          <BottomBar stacked note="再送一次不会变成两票">
            <Button busy={sending && '正在确认'} onTap={ballot.resend}>
              再确认一次
            </Button>
          </BottomBar>
        )
      }
    >
      <PollTitle poll={poll} />
      <PollMeaning poll={poll} />
      {isUnknown && (
        <Banner kind="wait">
          {`正在确认是否投出${ballot.error ? `：${sentenceOf(ballot.error)}` : ''}。您选的已经锁定，点“再确认一次”`}
        </Banner>
      )}
      {!isUnknown && ballot.error && <Banner kind="alert">{sentenceOf(ballot.error)}</Banner>}
      {ballot.drawError !== undefined && <Banner kind="alert">{ballot.drawError}</Banner>}
      <Box className="ballot-for">
        <Names>{`${row.asProxy ? '您替别人投：' : ''}${row.label}，${weightText(row)}`}</Names>
      </Box>
      {pending === undefined ? (
        poll.questions.map((one, index) => {
          const answer = ballot.answers[index]
          return answer === undefined || !paging.shows(index) ? null : (
            <AnswerFields
              key={one.id}
              id={questionField(index)}
              start={index === paging.at ? start : undefined}
              question={one}
              number={poll.questions.length > 1 ? `第 ${index + 1} 题` : undefined}
              answer={answer}
              fault={ballot.faults[index]}
              onChange={(next) => ballot.change(index, next)}
            />
          )
        })
      ) : (
        <Surface padded label="您选的">
          {poll.questions.map((one, index) => (
            <Box key={one.id} className="ballot-chosen">
              <Box className="ballot-chosen__question">{one.text}</Box>
              <Box className="ballot-chosen__answer">{answerText(one, pending.choices[index] ?? '')}</Box>
            </Box>
          ))}
        </Surface>
      )}
      {poll.secrecy === 'secret' && <SecrecyPart />}
      <Box className="poll-other">也可以领纸票来投，在哪里领请看公告，或者打电话问社区</Box>
      <Sheet
        open={ballot.asking}
        title={row.voted ? '改成这样吗' : '就这样投吗'}
        agreed
        onClose={ballot.stopAsking}
        acts={
          <>
            <Button kind="outline" onTap={ballot.stopAsking}>
              再想想
            </Button>
            <Button
              disabled={isShared && poll.secrecy === 'named' && !ballot.othersAgree}
              busy={sending && '正在投出'}
              onTap={ballot.confirm}
            >
              {row.voted ? '改成这样' : '投出'}
            </Button>
          </>
        }
      >
        {poll.questions.map((one, index) => (
          <Box key={one.id} className="ballot-chosen">
            <Box className="ballot-chosen__question">{one.text}</Box>
            <Box className="ballot-chosen__answer">{answerText(one, choices[index] ?? '')}</Box>
          </Box>
        ))}
        {consequenceOf(poll, mine)}
        {isShared && poll.secrecy === 'named' && (
          <CheckLine
            id="others-agree"
            title="我和共有人商量好了"
            detail={`${row.sharers
              .filter(({ isMe }) => !isMe)
              .map(({ name }) => name)
              .join('、')}会收到消息，不同意可以让这一票先不算`}
            checked={ballot.othersAgree}
            onChange={ballot.setOthersAgree}
          />
        )}
      </Sheet>
    </Page>
  )
}

/** The ballot on one screen; the words of the question and its options are never changed, only enlarged. */
export function Ballot({
  poll,
  mine,
  asked,
}: {
  readonly poll: PollView
  readonly mine: MyRowsView
  readonly asked: string | undefined
}) {
  const able = poll.phase === 'open' ? rowFor(mine, asked) : undefined
  // Begun once: when the ballot is in, the row has voted, and the page still belongs to it until the receipt opens.
  const [begun, begin] = useState(able)
  if (begun === undefined && able !== undefined) begin(able)
  const row = begun ?? able
  if (row === undefined) return <NoBallot poll={poll} mine={mine} />
  return <BallotForm poll={poll} mine={mine} row={row} />
}
