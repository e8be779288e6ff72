import { Receipt } from '@/features/opinions/receipt'
import { useOpinion } from '@/features/opinions/queries'
import { SignInFirst } from '@/features/session/sign-in-first'
import { usePageId } from '@/platform/page-params'
import { Page } from '@/ui/page'
import { QueryView } from '@/ui/query-view'

function OpinionReceipt() {
  const opinion = useOpinion(usePageId())
  return (
    <Page title="已收到" heading={opinion.data === undefined} backTo="/packages/opinions/mine">
      <QueryView query={opinion}>{(data) => <Receipt opinion={data} />}</QueryView>
    </Page>
  )
}

export default function OpinionReceiptPage() {
  return (
    <SignInFirst title="已收到" lead="登录后看您提交的意见">
      <OpinionReceipt />
    </SignInFirst>
  )
}
