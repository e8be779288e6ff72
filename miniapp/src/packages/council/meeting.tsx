import { hasMeetingBar, MeetingBar } from '@/features/council/meeting-bar'
import { MeetingDetail } from '@/features/council/meeting-detail'
import { useMeeting } from '@/features/council/meeting-queries'
import { pageUrl } from '@/platform/navigate'
import { usePageId } from '@/platform/page-params'
import { useShareCard } from '@/platform/share'
import { Page } from '@/ui/page'
import { QueryView } from '@/ui/query-view'

export default function MeetingPage() {
  const id = usePageId()
  const meeting = useMeeting(id)
  useShareCard({
    title: meeting.data?.title ?? '议事会会议',
    path: pageUrl('/packages/council/meeting', { id }),
  })
  return (
    <Page
      title="议事会会议"
      heading={meeting.data === undefined}
      backTo="/packages/council/meetings"
      bar={meeting.data && hasMeetingBar(meeting.data) ? <MeetingBar meeting={meeting.data} /> : undefined}
    >
      <QueryView query={meeting}>{(data) => <MeetingDetail meeting={data} />}</QueryView>
    </Page>
  )
}
