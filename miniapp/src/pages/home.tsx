import { EmptyState } from '@/ui/empty-state'
import { Page } from '@/ui/page'
import { Surface } from '@/ui/surface'

export default function HomePage() {
  return (
    <Page title="首页" tab="home">
      <Surface>
        <EmptyState icon="home">这里还没有内容</EmptyState>
      </Surface>
    </Page>
  )
}
