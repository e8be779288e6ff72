import type { MyRowsView, PollView } from '@linli/shared/polls/polls.schema'
import { PollAndMine } from '@/features/polls/poll-and-mine'
import { useRecount } from '@/features/polls/use-recount'
import { Verify, VerifyBar } from '@/features/polls/verify'
import { pageUrl } from '@/platform/navigate'
import { usePageParam } from '@/platform/page-params'
import { Page } from '@/ui/page'

function VerifyShown({ poll, mine }: { readonly poll: PollView; readonly mine: MyRowsView }) {
  const recount = useRecount(poll.id)
  return (
    <Page
      title="核对选票"
      heading={false}
      backTo={pageUrl('/packages/council/poll', { id: poll.id })}
      bar={<VerifyBar poll={poll} mine={mine} {...recount} />}
    >
      <Verify poll={poll} mine={mine} {...recount} />
    </Page>
  )
}

export default function VerifyPage() {
  return (
    <PollAndMine id={usePageParam('id') ?? ''} title="核对选票">
      {(poll, mine) => <VerifyShown poll={poll} mine={mine} />}
    </PollAndMine>
  )
}
