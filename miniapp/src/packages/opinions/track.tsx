import { TrackCase } from '@/features/opinions/track-case'
import { Page } from '@/ui/page'

export default function TrackPage() {
  return (
    <Page title="查进展">
      <TrackCase />
    </Page>
  )
}
