import { EmptyState } from '@/ui/empty-state'
import { Page } from '@/ui/page'
import { Surface } from '@/ui/surface'

/** Where a mistyped address or an old link ends: it says so, and leads on. */
export default function NotFoundPage() {
  return (
    <Page title="没有这个页面">
      <Surface>
        <EmptyState icon="search" act="回首页" to="/pages/home">
          网址可能少了几个字，或者这个页面已经搬走了。要找的东西多半能从首页点进去
        </EmptyState>
      </Surface>
    </Page>
  )
}
