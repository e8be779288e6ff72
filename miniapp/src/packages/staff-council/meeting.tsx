import { MeetingPage } from '@/features/staff-council/meeting-page'
import { usePageParam } from '@/platform/page-params'

export default function StaffMeetingPage() {
  return <MeetingPage id={usePageParam('id') ?? ''} />
}
