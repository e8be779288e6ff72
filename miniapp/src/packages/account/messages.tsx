import { Messages } from '@/features/messages/messages'
import { Page } from '@/ui/page'

export default function MessagesPage() {
  return (
    <Page title="消息">
      <Messages />
    </Page>
  )
}
