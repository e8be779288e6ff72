import { Consents } from '@/features/privacy/consents'
import { SignInFirst } from '@/features/session/sign-in-first'
import { Page } from '@/ui/page'

export default function ConsentsPage() {
  return (
    <SignInFirst title="同意与开关" lead="登录后看您同意过什么">
      <Page title="同意与开关" heading={false} backTo="/packages/account/my-data">
        <Consents />
      </Page>
    </SignInFirst>
  )
}
