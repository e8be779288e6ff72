import { MeetingDoorPage } from '@/features/staff-council/meeting-door-page'
import { usePageParam } from '@/platform/page-params'

export default function StaffMeetingDoorPage() {
  return <MeetingDoorPage id={usePageParam('id') ?? ''} />
}
