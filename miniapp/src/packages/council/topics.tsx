import { TopicsList } from '@/features/council/topics-list'
import { SignInFirst } from '@/features/session/sign-in-first'
import { Page } from '@/ui/page'

export default function TopicsPage() {
  return (
    <SignInFirst title="议题" lead="登录后看邻居提了哪些议题，也可以支持">
      <Page title="议题" backTo="/pages/council">
        <TopicsList />
      </Page>
    </SignInFirst>
  )
}
