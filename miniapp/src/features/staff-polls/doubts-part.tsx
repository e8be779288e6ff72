import type { NotMeView } from '@linli/shared/polls/poll-doubts.schema'
import type { PollDeskView } from '@linli/shared/polls/poll-desk.schema'
import { useState } from 'react'
import { findingStanding, saidAt, SaidItem } from '@/features/polls/said-item'
import { Box } from '@/ui/box'
import { Button } from '@/ui/button'
import { QueryView } from '@/ui/query-view'
import { SectionTitle } from '@/ui/section-title'
import { Surface } from '@/ui/surface'
import { showToast } from '@/ui/toast'
import { doubtTexts, effectText, whoAnswers } from './doubt-texts'
import { FindingSheet } from './finding-sheet'
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
  return (
    <FindingSheet
      id="answer-not-me"
      title={`答复第 ${item.serial} 号`}
      question="查下来"
      yes={{ title: '记录确实不对', detail: effectText(item, poll) }}
      no={{ title: '没有查实', detail: '票数不变，理由写清楚' }}
      reasonLabel="查了什么、理由"
      isPending={answer.isPending}
      error={answer.error}
      onAnswer={(upheld, reason) =>
        answer.mutate(
          { rowId: item.rowId, saidAt: item.at, upheld, reason },
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
      {`本人说：“${item.text}”`}
    </FindingSheet>
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
                  <Box className="doubt-others">{whoAnswers[item.answerer]}</Box>
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
