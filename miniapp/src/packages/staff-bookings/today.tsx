import { TodayPage } from '@/features/staff-bookings/today-page'

export default function StaffBookingsTodayPage() {
  return <TodayPage />
}
