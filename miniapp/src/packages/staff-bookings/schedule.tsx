import { SchedulePage } from '@/features/staff-bookings/schedule-page'

export default function StaffBookingsSchedulePage() {
  return <SchedulePage />
}
