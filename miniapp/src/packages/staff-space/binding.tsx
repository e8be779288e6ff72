import { RequestPage } from '@/features/staff-homes/request-panel'
import { usePageParam } from '@/platform/page-params'

export default function StaffBindingPage() {
  return <RequestPage id={usePageParam('id') ?? ''} />
}
