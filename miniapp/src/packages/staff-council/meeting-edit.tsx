import { MeetingEditPage } from '@/features/staff-council/meeting-edit-page'
import { usePageParam } from '@/platform/page-params'

export default function StaffMeetingEditPage() {
  return <MeetingEditPage id={usePageParam('id')} />
}
