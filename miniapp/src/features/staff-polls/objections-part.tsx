import type { DeskObjectionView, PollDeskView } from '@linli/shared/polls/poll-desk.schema'
import { useState } from 'react'
import { objectionStanding, saidAt, SaidItem } from '@/features/polls/said-item'
import { Box } from '@/ui/box'
import { Button } from '@/ui/button'
import { EmptyState } from '@/ui/empty-state'
import { QueryView } from '@/ui/query-view'
import { SectionTitle } from '@/ui/section-title'
import { Surface } from '@/ui/surface'
import { showToast } from '@/ui/toast'
import { FindingSheet } from './finding-sheet'
import { objectorTexts } from './objector-texts'
import { useDecide, useObjections } from './queries'
import './staff-polls.scss'

/** Who objects and what the roll says of them; nothing for whoever only looks, or once the roll is frozen. */
function Objectors({ by, hasRoll }: Pick<DeskObjectionView, 'by'> & { readonly hasRoll: boolean }) {
  if (by === null) return null
  const lines = objectorTexts(by, hasRoll)
  return (
    <>
      {lines.map((line) => (
        <Box key={line}>{line}</Box>
      ))}
    </>
  )
}

function DecideSheet({
  poll,
  objection,
  onClose,
}: {
  readonly poll: PollDeskView
  readonly objection: DeskObjectionView
  readonly onClose: () => void
}) {
  const decide = useDecide(poll.id)
  return (
    <FindingSheet
      id="decide"
      title="答复这条异议"
      question="成立不成立"
      yes={{ title: '成立', detail: '请收回名册，改好房屋或居民登记后重新公示' }}
      no={{ title: '不成立', detail: '名册不变，理由写清楚' }}
      reasonLabel="理由"
      isPending={decide.isPending}
      error={decide.error}
      onAnswer={(accepted, reason) =>
        decide.mutate(
          { objectionId: objection.id, accepted, reason },
          {
            onSuccess: () => {
              showToast('已经答复，记录在案')
              onClose()
            },
          },
        )
      }
      onClose={onClose}
    >
      <Objectors by={objection.by} hasRoll={poll.roll !== null} />
      {objection.text}
    </FindingSheet>
  )
}

/** Objections to the roll with their decisions. */
export function ObjectionsPart({ poll }: { readonly poll: PollDeskView }) {
  const objections = useObjections(poll.id)
  const [deciding, setDeciding] = useState<DeskObjectionView>()
  const hasRoll = poll.roll !== null
  // After 收回名册 an accepted objection is what the work is about; before the first roll there is nothing to show.
  if (!hasRoll && (objections.data?.items.length ?? 0) === 0) return null
  const mayDecide =
    poll.abilities['write'] === true && (poll.phase === 'preparing' || poll.phase === 'roll_published')
  return (
    <>
      <SectionTitle
        title="名册异议"
        note={poll.openObjections > 0 ? `${poll.openObjections} 条等答复` : undefined}
      />
      <QueryView query={objections}>
        {({ items }) => (
          <Surface>
            {items.length === 0 && <EmptyState icon="check">没有人提异议</EmptyState>}
            {items.map((objection) => (
              <SaidItem
                key={objection.id}
                standing={objectionStanding(objection.decision)}
                waits={objection.decision === null}
                head={saidAt(objection.at)}
                about={objection.by && <Objectors by={objection.by} hasRoll={hasRoll} />}
                text={objection.text}
                answer={objection.decision}
              >
                {objection.decision === null && mayDecide && (
                  <Button kind="tint" small onTap={() => setDeciding(objection)}>
                    答复
                  </Button>
                )}
              </SaidItem>
            ))}
          </Surface>
        )}
      </QueryView>
      {deciding && <DecideSheet poll={poll} objection={deciding} onClose={() => setDeciding(undefined)} />}
    </>
  )
}
