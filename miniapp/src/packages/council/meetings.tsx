import { MeetingsList } from '@/features/council/meetings-list'
import { Page } from '@/ui/page'

export default function MeetingsPage() {
  return (
    <Page title="议事会会议" backTo="/pages/council">
      <MeetingsList />
    </Page>
  )
}
