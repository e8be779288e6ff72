import { usePoll } from '@/features/polls/queries'
import { Voted } from '@/features/polls/voted'
import { SignInFirst } from '@/features/session/sign-in-first'
import { pageUrl } from '@/platform/navigate'
import { usePageId, usePageParam } from '@/platform/page-params'
import { Page } from '@/ui/page'
import { QueryView } from '@/ui/query-view'

export default function VotedPage() {
  const id = usePageId()
  const rowId = usePageParam('row') ?? ''
  const lost = usePageParam('lost') === '1'
  const poll = usePoll(id)
  return (
    <SignInFirst title="已投出" lead="登录后才能看到本社区的表决">
      <Page
        title="已投出"
        heading={poll.data === undefined}
        backTo={pageUrl('/packages/council/poll', { id })}
      >
        <QueryView query={poll}>{(data) => <Voted poll={data} rowId={rowId} lost={lost} />}</QueryView>
      </Page>
    </SignInFirst>
  )
}
