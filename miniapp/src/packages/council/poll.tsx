import { hasPollBar, PollBar } from '@/features/polls/poll-bar'
import { PollDetail } from '@/features/polls/poll-detail'
import { useMyRows, usePoll } from '@/features/polls/queries'
import { SignInFirst } from '@/features/session/sign-in-first'
import { usePageId } from '@/platform/page-params'
import { Page } from '@/ui/page'
import { QueryView } from '@/ui/query-view'

function PollShown() {
  const id = usePageId()
  const poll = usePoll(id)
  const mine = useMyRows(id)
  return (
    <Page
      title="表决"
      heading={poll.data === undefined}
      backTo="/packages/council/list"
      bar={
        poll.data && hasPollBar(poll.data, mine.data) ? (
          <PollBar poll={poll.data} mine={mine.data} />
        ) : undefined
      }
    >
      <QueryView query={poll}>{(data) => <PollDetail poll={data} mine={mine} />}</QueryView>
    </Page>
  )
}

export default function PollPage() {
  return (
    <SignInFirst title="表决" lead="登录后才能看到本社区的表决">
      <PollShown />
    </SignInFirst>
  )
}
