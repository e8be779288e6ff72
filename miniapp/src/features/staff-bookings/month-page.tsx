import type { DeskBookingView, DeskMonthView } from '@linli/shared/bookings/hall.schema'
import { addDays, dayOf, dayText, weekdayName, type IsoDay } from '@linli/shared/time'
import { useState } from 'react'
import { bookingTone } from '@/features/bookings/booking-words'
import { StaffConsole } from '@/features/staff-shell/staff-console'
import { pageUrl } from '@/platform/navigate'
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
import { daysOfMonth, roomText, spanOf } from './day-words'
import { useDeskMonth } from './queries'
import './staff-bookings.scss'

const EVERY_ROOM = ''
/** Days of a stretch, as the server gives them. */
const LENGTH = 31
const TODAY = '/packages/staff-bookings/today'

function Use({ item, namedRooms }: { readonly item: DeskBookingView; readonly namedRooms: boolean }) {
  const { group, service, forLabel, status, statusLabel } = item
  const what = group === null ? service.label : group.purpose
  const room = roomText(item, namedRooms, new Date())
  const who = [group?.organisation, forLabel, group !== null && `${group.heads} 人`]
  return (
    <ListRow
      title={what}
      detail={[spanOf(item), room, ...who].filter(Boolean).join('，')}
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
        <EmptyState icon="calendar">
          {roomId === EVERY_ROOM ? '这 31 天还没有人约' : '这一间这 31 天还没有人约'}
        </EmptyState>
      </Surface>
    )
  return (
    <>
      {days.map(({ day, items }) => (
        <Box key={day}>
          <SectionTitle
            title={`${dayText(day, today)} ${weekdayName(day)}`}
            note={`${items.length} 个`}
            more="去这一天"
            to={pageUrl(TODAY, { day })}
          />
          <Surface>
            {items.map((item) => (
              <Use key={item.id} item={item} namedRooms={month.rooms.length > 0} />
            ))}
          </Surface>
        </Box>
      ))}
    </>
  )
}

/** Which of several rooms; nothing where they have no names. */
function RoomChips({
  rooms,
  roomId,
  onChange,
}: {
  readonly rooms: DeskMonthView['rooms']
  readonly roomId: string
  readonly onChange: (roomId: string) => void
}) {
  if (rooms.length === 0) return null
  return (
    <FilterChips
      label="哪一间"
      chips={[
        { value: EVERY_ROOM, label: '每一间' },
        ...rooms.map(({ id, name }) => ({ value: id, label: name })),
      ]}
      chosen={[roomId]}
      onChange={([id]) => onChange(id ?? EVERY_ROOM)}
    />
  )
}

/** 一个月的安排: who has which room when, so that the office sees what is free without opening day after day. */
export function MonthPage({ deskId }: { readonly deskId: string }) {
  const today = dayOf(new Date())
  const [from, setFrom] = useState<IsoDay>(today)
  // Here and not below the query: who looks at one room goes on looking at it in the next stretch.
  const [roomId, setRoom] = useState(EVERY_ROOM)
  const { known } = useBookingDesk()
  const query = useDeskMonth(deskId, from)
  const name = known.find(({ id }) => id === deskId)?.name
  const span = `${dayText(from, today)} 至 ${dayText(addDays(from, LENGTH - 1), today)}`
  return (
    <StaffConsole title="一个月的安排" inside current="bookings" backTo={TODAY}>
      <Box as="p" className="desk-span">
        {[name, span].filter(Boolean).join('，')}
      </Box>
      {/* Outside the query too: a stretch that does not load must not keep anybody in it. */}
      <Box className="desk-ways">
        <Button kind="outline" small onTap={() => setFrom(addDays(from, -LENGTH))}>
          往前 31 天
        </Button>
        {from !== today && (
          <Button kind="outline" small onTap={() => setFrom(today)}>
            回到今天
          </Button>
        )}
        <Button kind="outline" small onTap={() => setFrom(addDays(from, LENGTH))}>
          往后 31 天
        </Button>
      </Box>
      <QueryView query={query}>
        {(month) => (
          <>
            <RoomChips rooms={month.rooms} roomId={roomId} onChange={setRoom} />
            <Days month={month} roomId={roomId} />
          </>
        )}
      </QueryView>
    </StaffConsole>
  )
}
