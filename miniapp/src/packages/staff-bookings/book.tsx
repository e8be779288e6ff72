import { BookPage } from '@/features/staff-bookings/book-page'
import { usePageParam } from '@/platform/page-params'

export default function StaffBookingsBookPage() {
  return <BookPage deskId={usePageParam('desk')} />
}
