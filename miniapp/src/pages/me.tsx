import { EmptyState } from '@/ui/empty-state'
import { Page } from '@/ui/page'
import { Surface } from '@/ui/surface'

export default function MePage() {
  return (
    <Page title="我的" tab="me">
      <Surface>
        <EmptyState icon="me">这里还没有内容</EmptyState>
      </Surface>
    </Page>
  )
}
