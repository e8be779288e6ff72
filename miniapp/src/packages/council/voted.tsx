import { PollAndMine } from '@/features/polls/poll-and-mine'
import { Voted } from '@/features/polls/voted'
import { pageUrl } from '@/platform/navigate'
import { usePageId, usePageParam } from '@/platform/page-params'
import { Page } from '@/ui/page'

export default function VotedPage() {
  const id = usePageId()
  const rowId = usePageParam('row')
  const lost = usePageParam('lost') === '1'
  return (
    <PollAndMine id={id} title="投票">
      {(poll, mine) => (
        <Page title="投票" heading={false} backTo={pageUrl('/packages/council/poll', { id })}>
          <Voted poll={poll} mine={mine} asked={rowId} lost={lost} />
        </Page>
      )}
    </PollAndMine>
  )
}
