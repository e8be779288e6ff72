import { PersonDetail } from '@/features/staff-people/person-detail'
import { usePageId } from '@/platform/page-params'

export default function StaffPersonPage() {
  return <PersonDetail id={usePageId()} />
}
