import { RequestPage } from '@/features/staff-homes/request-panel'
import { usePageId } from '@/platform/page-params'

export default function StaffBindingPage() {
  return <RequestPage id={usePageId()} />
}
