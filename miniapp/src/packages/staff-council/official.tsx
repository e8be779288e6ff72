import { OfficialPage } from '@/features/staff-polls/official-page'
import { usePageParam } from '@/platform/page-params'

export default function StaffOfficialPage() {
  return <OfficialPage id={usePageParam('id') ?? ''} />
}
