import { HallScreen } from '@/features/staff-bookings/hall-screen'
import { usePageParam } from '@/platform/page-params'
import { Page } from '@/ui/page'

export default function HallScreenPage() {
  const desks = (usePageParam('desk') ?? '').split(',').filter((id) => id !== '')
  return (
    <Page title="大厅叫号" staff wide backTo="/packages/staff-bookings/today">
      <HallScreen deskIds={desks} />
    </Page>
  )
}
