import { MergePage } from '@/features/staff-people/merge-page'
import { usePageParam } from '@/platform/page-params'

export default function StaffMergePage() {
  return <MergePage keepId={usePageParam('id') ?? ''} other={usePageParam('other')} />
}
