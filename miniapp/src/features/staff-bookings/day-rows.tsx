import type { DeskBookingView } from '@linli/shared/bookings/hall.schema'
import { bookingTone } from '@/features/bookings/booking-words'
import { Box } from '@/ui/box'
import type { Column } from '@/ui/data-table.types'
import { ListRow } from '@/ui/list-row'
import { Pill } from '@/ui/pill'
import { StatusPill, type Tone } from '@/ui/status-pill'
import { comesFirst, timeOf } from './day-words'

/** Staff read the same states from their own side: who is called is being served, who waits is next. */
const staffTone = ({ status }: DeskBookingView): Tone => (status === 'called' ? 'run' : bookingTone(status))

const QueueNumber = ({ item }: { readonly item: DeskBookingView }) => (
  <Box className="desk-number">{item.queueNumber ?? '—'}</Box>
)

const columns: readonly Column<DeskBookingView>[] = [
  { key: 'queue', title: '号', width: '88px', render: (item) => <QueueNumber item={item} /> },
  { key: 'time', title: '约的时间', width: '96px', render: timeOf },
  {
    key: 'what',
    title: '事项',
    render: (item) => (
      <>
        <Box className="desk-what">{item.service.label}</Box>
        <Box className="desk-who">
          {[item.room?.name, item.forLabel, item.number].filter(Boolean).join(' · ')}
        </Box>
      </>
    ),
  },
  {
    key: 'elder',
    title: '优先',
    width: '88px',
    render: (item) => (comesFirst(item) ? <Pill>长辈优先</Pill> : null),
  },
  {
    key: 'status',
    title: '状态',
    width: '112px',
    render: (item) => <StatusPill tone={staffTone(item)}>{item.statusLabel}</StatusPill>,
  },
]

/** Nobody has a number, or goes before others, where there is no queue. */
export const dayColumnsOf = (queue: boolean): readonly Column<DeskBookingView>[] =>
  queue ? columns : columns.filter(({ key }) => key !== 'queue' && key !== 'elder')

/** The same booking on a phone. */
export function DayRow({ item, onTap }: { readonly item: DeskBookingView; readonly onTap: () => void }) {
  return (
    <ListRow
      lead={<Box className="desk-lead">{item.queueNumber ?? timeOf(item)}</Box>}
      title={item.service.label}
      detail={[item.room?.name, item.forLabel, item.queueNumber !== null && timeOf(item)]
        .filter(Boolean)
        .join('，')}
      onTap={onTap}
      meta={
        <>
          <StatusPill tone={staffTone(item)}>{item.statusLabel}</StatusPill>
          {comesFirst(item) && <Pill>长辈优先</Pill>}
        </>
      }
    />
  )
}
