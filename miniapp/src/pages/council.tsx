import { Council } from '@/features/home/council'
import { useHome } from '@/features/home/queries'
import { Page } from '@/ui/page'

export default function CouncilPage() {
  const query = useHome()
  return (
    <Page title="议事" tab="council">
      <Council query={query} />
    </Page>
  )
}
