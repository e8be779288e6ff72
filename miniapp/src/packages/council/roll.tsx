import { PollAndMine } from '@/features/polls/poll-and-mine'
import { ObjectButton, RollPart } from '@/features/polls/roll-page'
import { pageUrl } from '@/platform/navigate'
import { usePageId } from '@/platform/page-params'
import { BottomBar } from '@/ui/bottom-bar'
import { Page } from '@/ui/page'

export default function RollPage() {
  const id = usePageId()
  return (
    <PollAndMine id={id} title="名册">
      {(poll, mine) => (
        <Page
          title="名册"
          heading={false}
          backTo={pageUrl('/packages/council/poll', { id })}
          bar={
            mine.abilities.object ? (
              <BottomBar>
                <ObjectButton poll={poll} />
              </BottomBar>
            ) : undefined
          }
        >
          <RollPart poll={poll} mine={mine} />
        </Page>
      )}
    </PollAndMine>
  )
}
