import { MonthPage } from '@/features/staff-bookings/month-page'
import { usePageParam } from '@/platform/page-params'

export default function StaffBookingsMonthPage() {
  return <MonthPage deskId={usePageParam('desk') ?? ''} />
}
