import { MergePage } from '@/features/staff-people/merge-page'
import { usePageId, usePageParam } from '@/platform/page-params'

export default function StaffMergePage() {
  return <MergePage keepId={usePageId()} other={usePageParam('other')} />
}
