import { DataKindPage } from '@/features/privacy/data-kind'
import { SignInFirst } from '@/features/session/sign-in-first'
import { usePageParam } from '@/platform/page-params'
import { Page } from '@/ui/page'

export default function AccountDataKindPage() {
  const kind = usePageParam('kind')
  return (
    <SignInFirst title="我的数据" lead="登录后看邻里智治存了您的哪些信息">
      <Page title="我的数据" heading={false} backTo="/packages/account/my-data">
        <DataKindPage kind={kind} />
      </Page>
    </SignInFirst>
  )
}
