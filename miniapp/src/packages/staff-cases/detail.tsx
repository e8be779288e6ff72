import { CaseDetail } from '@/features/staff-cases/case-detail'
import { usePageParam } from '@/platform/page-params'

export default function CaseDetailPage() {
  return <CaseDetail id={usePageParam('id') ?? ''} />
}
