import { nameIn } from '@linli/shared/bookings/whom.rules'
import type { BookingItemView } from '@linli/shared/bookings/bookings.parts.schema'
import { pageUrl } from '@/platform/navigate'
import { Box } from '@/ui/box'
import { ListRow } from '@/ui/list-row'
import { StatusPill } from '@/ui/status-pill'
import { timeText } from './availability'
import { bookingTone, inQueue } from './booking-words'

/** The ticket while it is in the queue, otherwise what was booked. */
export const bookingUrl = ({ id, status }: Pick<BookingItemView, 'id' | 'status'>): string =>
  pageUrl(`/packages/bookings/${inQueue(status) ? 'ticket' : 'detail'}`, { id })

/** An own booking in a list. */
export function BookingRow({ item }: { readonly item: BookingItemView }) {
  const when = item.startsAt === null ? '现场取号' : timeText(item.startsAt, item.endsAt, new Date())
  const whom = item.forSelf ? '' : `替${nameIn(item.forLabel)}`
  return (
    <ListRow
      disc="calendar"
      title={item.service.label}
      detail={[when, item.deskName].join('，')}
      to={bookingUrl(item)}
      label={[item.service.label, when, item.deskName, whom, item.statusLabel].filter(Boolean).join('，')}
      meta={
        <>
          <StatusPill tone={bookingTone(item.status)}>{item.statusLabel}</StatusPill>
          {whom !== '' && <Box as="span">{whom}</Box>}
          <Box as="span">{item.number}</Box>
        </>
      }
    />
  )
}
