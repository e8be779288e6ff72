import { MeetingPage } from '@/features/staff-council/meeting-page'
import { usePageId } from '@/platform/page-params'

export default function StaffMeetingPage() {
  return <MeetingPage id={usePageId()} />
}
