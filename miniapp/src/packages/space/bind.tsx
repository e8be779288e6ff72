import { codeIn } from '@linli/shared/homes/homes.rules'
import { Bind } from '@/features/homes/bind'
import { SignInFirst } from '@/features/session/sign-in-first'
import { usePageParam } from '@/platform/page-params'
import { Page } from '@/ui/page'

export default function BindPage() {
  // From the printed sheet: `code` in the link, `scene` in a mini-program code, `q` when WeChat opens the link itself.
  const [code, scene, link] = [usePageParam('code'), usePageParam('scene'), usePageParam('q')]
  const isChild = usePageParam('for') === 'child'
  return (
    <SignInFirst title="绑定房屋" lead="登录后绑定房屋，邀请码会留着">
      <Page title="绑定房屋" heading={false}>
        <Bind code={codeIn(code ?? scene ?? link)} child={isChild} />
      </Page>
    </SignInFirst>
  )
}
