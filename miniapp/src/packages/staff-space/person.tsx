import { PersonDetail } from '@/features/staff-people/person-detail'
import { usePageParam } from '@/platform/page-params'

export default function StaffPersonPage() {
  return <PersonDetail id={usePageParam('id') ?? ''} />
}
