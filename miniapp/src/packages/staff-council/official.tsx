import { OfficialPage } from '@/features/staff-polls/official-page'
import { usePageId } from '@/platform/page-params'

export default function StaffOfficialPage() {
  return <OfficialPage id={usePageId()} />
}
