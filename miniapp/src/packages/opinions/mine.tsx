import { MyOpinions } from '@/features/opinions/my-opinions'
import { SignInFirst } from '@/features/session/sign-in-first'
import { Page } from '@/ui/page'

export default function MyOpinionsPage() {
  return (
    <SignInFirst title="我的意见" lead="登录后看您提的意见办到哪一步">
      <Page title="我的意见">
        <MyOpinions />
      </Page>
    </SignInFirst>
  )
}
