import { TodayPage } from '@/features/staff-bookings/today-page'
import { usePageParam } from '@/platform/page-params'

const DAY = /^\d{4}-\d{2}-\d{2}$/

export default function StaffBookingsTodayPage() {
  const day = usePageParam('day')
  return <TodayPage from={day !== undefined && DAY.test(day) ? day : undefined} />
}
