import { PeoplePage } from '@/features/staff-people/people-page'

export default function StaffPeoplePage() {
  return <PeoplePage />
}
