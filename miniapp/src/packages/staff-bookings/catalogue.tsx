import { CataloguePage } from '@/features/staff-bookings/catalogue-page'

export default function StaffBookingsCataloguePage() {
  return <CataloguePage />
}
