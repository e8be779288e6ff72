import { ChangeAnswers } from '@/features/bookings/change-answers'
import { ConfirmBooking } from '@/features/bookings/confirm-booking'
import { useBooking } from '@/features/bookings/queries'
import { WaitForRoom } from '@/features/bookings/wait-for-room'
import { useService } from '@/features/services/queries'
import { SignInFirst } from '@/features/session/sign-in-first'
import { usePageParam } from '@/platform/page-params'
import { Page } from '@/ui/page'
import { QueryView } from '@/ui/query-view'

const TITLE = '填写并预约'

function Confirm({ slotId }: { readonly slotId: string }) {
  const service = useService(usePageParam('code'))
  const forPersonId = usePageParam('for')
  const [waits, deskId, day] = [usePageParam('wait'), usePageParam('desk'), usePageParam('day')]
  if (service.data !== undefined && waits !== undefined)
    return <WaitForRoom service={service.data} {...{ slotId, deskId, day, forPersonId }} />
  if (service.data !== undefined)
    return <ConfirmBooking service={service.data} slotId={slotId} forPersonId={forPersonId} />
  return (
    <Page title={TITLE} backTo="/pages/services">
      <QueryView query={service}>{() => null}</QueryView>
    </Page>
  )
}

function Change({ id }: { readonly id: string }) {
  const booking = useBooking(id)
  if (booking.data !== undefined) return <ChangeAnswers booking={booking.data} />
  return (
    <Page title="填写" backTo="/packages/bookings/mine">
      <QueryView query={booking}>{() => null}</QueryView>
    </Page>
  )
}

export default function ConfirmPage() {
  const [slotId, bookingId] = [usePageParam('slot'), usePageParam('booking')]
  return (
    <SignInFirst title={TITLE} lead="登录后就能预约">
      {bookingId !== undefined ? <Change id={bookingId} /> : <Confirm slotId={slotId ?? ''} />}
    </SignInFirst>
  )
}
