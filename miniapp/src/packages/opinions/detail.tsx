import { hasOpinionBar, OpinionBar } from '@/features/opinions/opinion-bar'
import { OpinionDetail } from '@/features/opinions/opinion-detail'
import { useOpinion } from '@/features/opinions/queries'
import { usePageId } from '@/platform/page-params'
import { Page } from '@/ui/page'
import { QueryView } from '@/ui/query-view'

export default function OpinionDetailPage() {
  const opinion = useOpinion(usePageId())
  return (
    <Page
      title="意见详情"
      heading={opinion.data === undefined}
      backTo="/packages/opinions/mine"
      bar={opinion.data && hasOpinionBar(opinion.data) ? <OpinionBar opinion={opinion.data} /> : undefined}
    >
      <QueryView query={opinion}>{(data) => <OpinionDetail opinion={data} />}</QueryView>
    </Page>
  )
}
