import { LookSettings } from '@/features/me/look-settings'
import { Page } from '@/ui/page'

export default function LookPage() {
  return (
    <Page title="字号和深浅">
      <LookSettings />
    </Page>
  )
}
