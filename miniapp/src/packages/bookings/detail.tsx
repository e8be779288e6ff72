import { BookingBar, hasBookingBar } from '@/features/bookings/booking-bar'
import { BookingDetail } from '@/features/bookings/booking-detail'
import { useBooking } from '@/features/bookings/queries'
import { SignInFirst } from '@/features/session/sign-in-first'
import { usePageParam } from '@/platform/page-params'
import { Page } from '@/ui/page'
import { QueryView } from '@/ui/query-view'

function OneBooking() {
  const booking = useBooking(usePageParam('id'))
  return (
    <Page
      title="预约详情"
      heading={booking.data === undefined}
      backTo="/packages/bookings/mine"
      bar={booking.data && hasBookingBar(booking.data) ? <BookingBar booking={booking.data} /> : undefined}
    >
      <QueryView query={booking}>{(data) => <BookingDetail booking={data} />}</QueryView>
    </Page>
  )
}

export default function BookingDetailPage() {
  return (
    <SignInFirst title="预约详情" lead="登录后看您的预约">
      <OneBooking />
    </SignInFirst>
  )
}
