import { Messages } from '@/features/messages/messages'
import { SignInFirst } from '@/features/session/sign-in-first'
import { Page } from '@/ui/page'

export default function MessagesPage() {
  return (
    <SignInFirst title="消息" lead="登录后看给您的消息">
      <Page title="消息">
        <Messages />
      </Page>
    </SignInFirst>
  )
}
