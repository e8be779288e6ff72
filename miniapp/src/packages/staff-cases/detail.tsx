import { CaseDetail } from '@/features/staff-cases/case-detail'
import { usePageId } from '@/platform/page-params'

export default function CaseDetailPage() {
  return <CaseDetail id={usePageId()} />
}
