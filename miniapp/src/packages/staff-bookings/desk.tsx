import { DeskPage } from '@/features/staff-bookings/desk-page'
import { usePageParam } from '@/platform/page-params'

export default function StaffBookingsDeskPage() {
  return <DeskPage id={usePageParam('id')} />
}
