import { Services } from '@/features/home/services'
import { Page } from '@/ui/page'

export default function ServicesPage() {
  return (
    <Page title="办事" tab="services">
      <Services />
    </Page>
  )
}
