import { EmptyState } from '@/ui/empty-state'
import { Page } from '@/ui/page'
import { Surface } from '@/ui/surface'

export default function CouncilPage() {
  return (
    <Page title="议事" tab="council">
      <Surface>
        <EmptyState icon="council">这里还没有内容</EmptyState>
      </Surface>
    </Page>
  )
}
