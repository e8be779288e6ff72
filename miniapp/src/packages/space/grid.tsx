import { GridCard } from '@/features/space/grid-card'
import { Page } from '@/ui/page'

export default function GridPage() {
  return (
    <Page title="我的网格" heading={false}>
      <GridCard />
    </Page>
  )
}
