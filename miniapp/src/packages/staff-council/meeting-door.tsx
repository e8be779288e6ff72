import { MeetingDoorPage } from '@/features/staff-council/meeting-door-page'
import { usePageId } from '@/platform/page-params'

export default function StaffMeetingDoorPage() {
  return <MeetingDoorPage id={usePageId()} />
}
