import type { NotMeView } from '@linli/shared/polls/poll-doubts.schema'
import type { PollDeskView } from '@linli/shared/polls/poll-desk.schema'
import { useState } from 'react'
import { findingStanding, saidAt, SaidItem } from '@/features/polls/said-item'
import { ActSheet } from '@/features/staff-people/act-sheet'
import { ApiError } from '@/platform/api-error'
import { Box } from '@/ui/box'
import { Button } from '@/ui/button'
import { OptionGroup } from '@/ui/option-group'
import { QueryView } from '@/ui/query-view'
import { SectionTitle } from '@/ui/section-title'
import { Surface } from '@/ui/surface'
import { TextField } from '@/ui/text-field'
import { showToast } from '@/ui/toast'
import { doubtTexts, effectText } from './doubt-texts'
import { useAnswerNotMe, useNotMes } from './queries'
import './staff-polls.scss'

function About({ item }: { readonly item: NotMeView }) {
  return (
    <>
      {doubtTexts(item).map((line) => (
        <Box key={line}>{line}</Box>
      ))}
    </>
  )
}

function AnswerSheet({
  poll,
  item,
  onClose,
}: {
  readonly poll: PollDeskView
  readonly item: NotMeView
  readonly onClose: () => void
}) {
  const answer = useAnswerNotMe(poll.id)
  const [upheld, setUpheld] = useState<boolean>()
  const [reason, setReason] = useState('')
  const issue = answer.error instanceof ApiError ? answer.error.issueAt('reason') : undefined
  return (
    <ActSheet
      open
      title={`答复第 ${item.serial} 号`}
      thing="这次表决"
      act="答复"
      busy={answer.isPending && '正在答复'}
      disabled={upheld === undefined || reason.trim().length < 2}
      error={issue === undefined ? answer.error : null}
      onAct={() =>
        answer.mutate(
          { rowId: item.rowId, saidAt: item.at, upheld: upheld === true, reason: reason.trim() },
          {
            onSuccess: ({ finding }) => {
              showToast(finding?.annulled ? '已答复，这一票作废，本人可以重投' : '已答复，本人会收到')
              onClose()
            },
          },
        )
      }
      onClose={onClose}
    >
      <About item={item} />
      {item.text}
      <OptionGroup
        id="answer-upheld"
        label="查下来"
        options={[
          { value: 'yes', title: '记录确实不对', detail: effectText(item, poll) },
          { value: 'no', title: '没有查实', detail: '票数不变，理由写清楚' },
        ]}
        chosen={upheld === undefined ? [] : [upheld ? 'yes' : 'no']}
        onChange={([value]) => setUpheld(value === 'yes')}
      />
      <TextField
        id="answer-reason"
        label="查了什么、理由"
        lines={3}
        maxLength={300}
        value={reason}
        onChange={setReason}
        error={issue}
      />
    </ActSheet>
  )
}

/** Who says that the record of the own vote is wrong, with what the roll knows of it, and what was found. */
export function DoubtsPart({ poll }: { readonly poll: PollDeskView }) {
  const notMes = useNotMes(poll.id, poll.notMe > 0)
  const [answering, setAnswering] = useState<NotMeView>()
  if (poll.notMe === 0) return null
  const waits = poll.openNotMe > 0 ? `${poll.openNotMe} 行等答复` : `${poll.notMe} 行`
  return (
    <>
      <SectionTitle title="说投票记录不对" note={waits} />
      <QueryView query={notMes}>
        {({ items }) => (
          <Surface>
            {items.map((item) => (
              <SaidItem
                key={item.rowId}
                standing={findingStanding(item.finding)}
                waits={item.finding === null}
                head={`${item.serial} · ${item.label}，${saidAt(item.at)}`}
                about={<About item={item} />}
                text={item.text}
                answer={item.finding}
              >
                {item.finding === null && !item.abilities.answer && (
                  <Box className="doubt-others">要由没有经手这张票的工作人员来答复</Box>
                )}
                {item.abilities.answer && (
                  <Button
                    kind="tint"
                    small
                    label={`答复第 ${item.serial} 号`}
                    onTap={() => setAnswering(item)}
                  >
                    答复
                  </Button>
                )}
              </SaidItem>
            ))}
          </Surface>
        )}
      </QueryView>
      {answering && <AnswerSheet poll={poll} item={answering} onClose={() => setAnswering(undefined)} />}
    </>
  )
}
