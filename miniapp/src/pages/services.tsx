import { EmptyState } from '@/ui/empty-state'
import { Page } from '@/ui/page'
import { Surface } from '@/ui/surface'

export default function ServicesPage() {
  return (
    <Page title="办事" tab="services">
      <Surface>
        <EmptyState icon="services">这里还没有内容</EmptyState>
      </Surface>
    </Page>
  )
}
