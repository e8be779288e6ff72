import { useRouter } from '@tarojs/taro'
import { SignIn } from '@/features/session/sign-in'
import { Page } from '@/ui/page'

export default function SignInPage() {
  const { from } = useRouter().params
  return (
    <Page title="登录" heading={false}>
      <SignIn from={from === undefined ? undefined : decodeURIComponent(from)} />
    </Page>
  )
}
