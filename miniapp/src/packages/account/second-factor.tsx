import { SecondFactor } from '@/features/second-factor/second-factor'
import { SignInFirst } from '@/features/session/sign-in-first'
import { Page } from '@/ui/page'

export default function SecondFactorPage() {
  return (
    <SignInFirst title="动态码" lead="登录后设置动态码">
      <Page title="动态码" backTo="/pages/me">
        <SecondFactor />
      </Page>
    </SignInFirst>
  )
}
