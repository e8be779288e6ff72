import { SlotBar, SlotPicker } from '@/features/bookings/slot-picker'
import { useBooking } from '@/features/bookings/queries'
import { useSlotForm } from '@/features/bookings/use-slot-form'
import { useService } from '@/features/services/queries'
import { ChooseCommunity } from '@/features/space/choose-community'
import { useCommunityId } from '@/features/space/queries'
import { usePageParam } from '@/platform/page-params'
import { Page } from '@/ui/page'
import { QueryView } from '@/ui/query-view'

export default function SlotPage() {
  const communityId = useCommunityId()
  const bookingId = usePageParam('booking')
  const service = useService(usePageParam('code'))
  const booking = useBooking(bookingId)
  const moved = bookingId === undefined ? undefined : booking.data
  const form = useSlotForm(service.data, moved)
  const known = service.data !== undefined && (bookingId === undefined || moved !== undefined)
  return (
    <Page
      title={bookingId === undefined ? '选时间' : '改时间'}
      heading={service.data === undefined}
      backTo="/pages/services"
      bar={known && form.deskId !== undefined ? <SlotBar moved={moved} form={form} /> : undefined}
    >
      {communityId === undefined && <ChooseCommunity />}
      {communityId !== undefined && (
        <QueryView query={service}>
          {(data) =>
            bookingId === undefined ? (
              <SlotPicker service={data} moved={undefined} form={form} />
            ) : (
              <QueryView query={booking}>
                {(one) => <SlotPicker service={data} moved={one} form={form} />}
              </QueryView>
            )
          }
        </QueryView>
      )}
    </Page>
  )
}
