import { HallCodePage } from '@/features/staff-bookings/hall-code-page'
import { usePageParam } from '@/platform/page-params'

export default function StaffBookingsHallCodePage() {
  return <HallCodePage deskId={usePageParam('desk') ?? ''} />
}
