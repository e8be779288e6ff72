import { RateForm } from '@/features/opinions/rate-form'
import { useOpinion } from '@/features/opinions/queries'
import { SignInFirst } from '@/features/session/sign-in-first'
import { usePageId } from '@/platform/page-params'
import { Page } from '@/ui/page'
import { QueryView } from '@/ui/query-view'

function RateOpinion() {
  const opinion = useOpinion(usePageId())
  return (
    <Page title="评价" heading={opinion.data === undefined} backTo="/packages/opinions/mine">
      <QueryView query={opinion}>{(data) => <RateForm opinion={data} />}</QueryView>
    </Page>
  )
}

export default function RateOpinionPage() {
  return (
    <SignInFirst title="评价" lead="登录后评价您的意见">
      <RateOpinion />
    </SignInFirst>
  )
}
