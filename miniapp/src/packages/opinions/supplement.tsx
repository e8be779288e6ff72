import { SupplementForm } from '@/features/opinions/supplement-form'
import { useOpinion } from '@/features/opinions/queries'
import { SignInFirst } from '@/features/session/sign-in-first'
import { usePageId } from '@/platform/page-params'
import { Page } from '@/ui/page'
import { QueryView } from '@/ui/query-view'

function SupplementOpinion() {
  const opinion = useOpinion(usePageId())
  if (opinion.data !== undefined) return <SupplementForm opinion={opinion.data} />
  return (
    <Page title="补充" backTo="/packages/opinions/mine">
      <QueryView query={opinion}>{() => null}</QueryView>
    </Page>
  )
}

export default function SupplementOpinionPage() {
  return (
    <SignInFirst title="补充" lead="登录后补充您的意见">
      <SupplementOpinion />
    </SignInFirst>
  )
}
