import { ChainDetail } from '@/features/council/chain-detail'
import { useChain } from '@/features/council/chain-queries'
import { SignInFirst } from '@/features/session/sign-in-first'
import { pageUrl } from '@/platform/navigate'
import { usePageId } from '@/platform/page-params'
import { Page } from '@/ui/page'
import { QueryView } from '@/ui/query-view'

function Chain() {
  const id = usePageId()
  const chain = useChain(id)
  return (
    <Page
      title="从意见到落实"
      heading={chain.data === undefined}
      backTo={pageUrl('/packages/council/topic', { id })}
    >
      <QueryView query={chain}>{(data) => <ChainDetail chain={data} />}</QueryView>
    </Page>
  )
}

export default function ChainPage() {
  return (
    <SignInFirst title="从意见到落实" lead="登录后看一件事走到哪一步">
      <Chain />
    </SignInFirst>
  )
}
