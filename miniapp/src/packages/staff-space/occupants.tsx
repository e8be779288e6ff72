import { OccupantsPage } from '@/features/staff-people/occupants-page'
import { usePageParam } from '@/platform/page-params'

export default function StaffOccupantsPage() {
  return <OccupantsPage roomId={usePageParam('id') ?? ''} />
}
