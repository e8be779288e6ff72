import { PollList } from '@/features/polls/poll-list'
import { SignInFirst } from '@/features/session/sign-in-first'
import { Page } from '@/ui/page'

export default function PollListPage() {
  return (
    <SignInFirst title="表决" lead="登录并绑定房屋后，可以在这里投票，也可以自己核对票数">
      <Page title="表决" backTo="/pages/council">
        <PollList />
      </Page>
    </SignInFirst>
  )
}
