import { SignIn } from '@/features/session/sign-in'
import { usePageParam } from '@/platform/page-params'
import { Page } from '@/ui/page'

export default function SignInPage() {
  return (
    <Page title="登录" heading={false}>
      <SignIn from={usePageParam('from')} />
    </Page>
  )
}
