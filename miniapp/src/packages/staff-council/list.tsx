import { DeskList } from '@/features/staff-polls/desk-list'

export default function StaffPollListPage() {
  return <DeskList />
}
