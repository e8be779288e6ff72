import type { DeskBookingView, DeskMonthView } from '@linli/shared/bookings/hall.schema'
import { addDays, dayOf, dayText, weekdayName, type IsoDay } from '@linli/shared/time'
import { useState } from 'react'
import { bookingTone } from '@/features/bookings/booking-words'
import { StaffConsole } from '@/features/staff-shell/staff-console'
import { Box } from '@/ui/box'
import { Button } from '@/ui/button'
import { EmptyState } from '@/ui/empty-state'
import { FilterChips } from '@/ui/filter-chips'
import { ListRow } from '@/ui/list-row'
import { QueryView } from '@/ui/query-view'
import { SectionTitle } from '@/ui/section-title'
import { StatusPill } from '@/ui/status-pill'
import { Surface } from '@/ui/surface'
import { useBookingDesk } from './chosen-desk'
import { daysOfMonth, spanOf } from './day-words'
import { useDeskMonth } from './queries'
import './staff-bookings.scss'

const EVERY_ROOM = ''

function Use({ item }: { readonly item: DeskBookingView }) {
  const { group, room, service, forLabel, status, statusLabel } = item
  const what = group === null ? service.label : group.purpose
  const who = [group?.organisation, forLabel, group !== null && `${group.heads} 人`]
  return (
    <ListRow
      title={what}
      detail={[spanOf(item), room?.name, ...who].filter(Boolean).join('，')}
      meta={<StatusPill tone={bookingTone(status)}>{statusLabel}</StatusPill>}
    />
  )
}

/** Day after day of those that have something; of one room where they have names and one is chosen. */
function Days({ month, roomId }: { readonly month: DeskMonthView; readonly roomId: string }) {
  const today = dayOf(new Date())
  const days = daysOfMonth(month.items, roomId)
  if (days.length === 0)
    return (
      <Surface>
        <EmptyState icon="calendar">这 31 天还没有人约</EmptyState>
      </Surface>
    )
  return (
    <>
      {days.map(({ day, items }) => (
        <Box key={day}>
          <SectionTitle title={`${dayText(day, today)} ${weekdayName(day)}`} note={`${items.length} 个`} />
          <Surface>
            {items.map((item) => (
              <Use key={item.id} item={item} />
            ))}
          </Surface>
        </Box>
      ))}
    </>
  )
}

function Stretch({
  month,
  onFrom,
}: {
  readonly month: DeskMonthView
  readonly onFrom: (day: IsoDay) => void
}) {
  const [roomId, setRoom] = useState(EVERY_ROOM)
  const { from, to, rooms } = month
  const today = dayOf(new Date())
  const length = 31
  return (
    <>
      {rooms.length > 0 && (
        <FilterChips
          label="哪一间"
          chips={[
            { value: EVERY_ROOM, label: '每一间' },
            ...rooms.map(({ id, name }) => ({ value: id, label: name })),
          ]}
          chosen={[roomId]}
          onChange={([id]) => setRoom(id ?? EVERY_ROOM)}
        />
      )}
      <Box className="desk-ways">
        <Button kind="outline" small onTap={() => onFrom(addDays(from, -length))}>
          往前 31 天
        </Button>
        {from !== today && (
          <Button kind="outline" small onTap={() => onFrom(today)}>
            回到今天
          </Button>
        )}
        <Button kind="outline" small onTap={() => onFrom(addDays(to, 1))}>
          往后 31 天
        </Button>
      </Box>
      <Days month={month} roomId={roomId} />
    </>
  )
}

/** 一个月的安排: who has which room when, so that the office sees what is free without opening day after day. */
export function MonthPage({ deskId }: { readonly deskId: string }) {
  const [from, setFrom] = useState<IsoDay>(dayOf(new Date()))
  const { known } = useBookingDesk()
  const query = useDeskMonth(deskId, from)
  const name = known.find(({ id }) => id === deskId)?.name
  return (
    <StaffConsole
      title="一个月的安排"
      note={name}
      inside
      current="bookings"
      backTo="/packages/staff-bookings/today"
    >
      <QueryView query={query}>{(month) => <Stretch month={month} onFrom={setFrom} />}</QueryView>
    </StaffConsole>
  )
}
