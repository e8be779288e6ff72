import { ServicesTab } from '@/features/services/services-tab'
import { Page } from '@/ui/page'

export default function ServicesPage() {
  return (
    <Page title="办事" tab="services">
      <ServicesTab />
    </Page>
  )
}
