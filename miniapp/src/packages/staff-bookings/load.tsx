import { LoadPage } from '@/features/staff-bookings/load-page'

export default function StaffBookingsLoadPage() {
  return <LoadPage />
}
