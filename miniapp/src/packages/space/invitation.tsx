import { InvitationSheet } from '@/features/homes/invitation-page'
import { SignInFirst } from '@/features/session/sign-in-first'
import { usePageId } from '@/platform/page-params'
import { Page } from '@/ui/page'

export default function InvitationPage() {
  const id = usePageId()
  return (
    <SignInFirst title="邀请码" lead="登录后看邀请码">
      <Page title="邀请码">
        <InvitationSheet id={id} />
      </Page>
    </SignInFirst>
  )
}
