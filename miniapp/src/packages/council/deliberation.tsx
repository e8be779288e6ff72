import { DeliberationPage } from '@/features/council/deliberation-page'
import { SignInFirst } from '@/features/session/sign-in-first'
import { usePageId } from '@/platform/page-params'

export default function CouncilDeliberationPage() {
  const id = usePageId()
  return (
    <SignInFirst title="协商" lead="登录后看大家怎么说">
      <DeliberationPage id={id} />
    </SignInFirst>
  )
}
