import { useActor } from '@/platform/session'
import { SectionTitle } from '@/ui/section-title'
import { Surface } from '@/ui/surface'
import { BookingRow } from './booking-row'
import { useMyBookings } from './queries'

const SHOWN = 2

/** The own bookings to come, above the catalogue; nothing while there is none. */
export function NextBooking() {
  const actor = useActor()
  const known = useMyBookings('coming').data?.pages[0]?.items
  const coming = known ?? []
  if (actor === undefined) return null
  return (
    <>
      <SectionTitle
        title="我的预约"
        note={known?.length === 0 ? '没有要去办的' : undefined}
        more="全部"
        to="/packages/bookings/mine"
      />
      {coming.length > 0 && (
        <Surface label="我的预约">
          {coming.slice(0, SHOWN).map((item) => (
            <BookingRow key={item.id} item={item} />
          ))}
        </Surface>
      )}
    </>
  )
}
