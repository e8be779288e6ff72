import { MeetingsPage } from '@/features/staff-council/meetings-page'

export default function StaffMeetingsPage() {
  return <MeetingsPage />
}
