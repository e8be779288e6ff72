import { Disclosure } from '@/features/notices/disclosure'
import { Page } from '@/ui/page'
import '@/features/notices/notices.scss'

export default function DisclosurePage() {
  return (
    <Page title="居务公开">
      <Disclosure />
    </Page>
  )
}
