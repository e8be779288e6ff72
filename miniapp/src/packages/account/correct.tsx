import { CorrectForm } from '@/features/privacy/correct-form'
import { SignInFirst } from '@/features/session/sign-in-first'
import { Page } from '@/ui/page'

export default function CorrectPage() {
  return (
    <SignInFirst title="申请更正" lead="登录后申请更正名册上的内容">
      <Page title="申请更正" heading={false} backTo="/packages/account/my-data">
        <CorrectForm />
      </Page>
    </SignInFirst>
  )
}
