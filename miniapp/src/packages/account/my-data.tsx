import { MyData } from '@/features/privacy/my-data'
import { SignInFirst } from '@/features/session/sign-in-first'
import { Page } from '@/ui/page'

export default function MyDataPage() {
  return (
    <SignInFirst title="我的数据" lead="登录后看邻里智治存了您的哪些信息">
      <Page title="我的数据" heading={false} backTo="/pages/me">
        <MyData />
      </Page>
    </SignInFirst>
  )
}
