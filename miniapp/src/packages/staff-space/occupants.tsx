import { OccupantsPage } from '@/features/staff-people/occupants-page'
import { usePageId } from '@/platform/page-params'

export default function StaffOccupantsPage() {
  return <OccupantsPage roomId={usePageId()} />
}
