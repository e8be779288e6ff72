import type { DeskDayView } from '@linli/shared/bookings/desks.schema'
import { addDays } from '@linli/shared/time'
import {
  asLongAs,
  firstOpenDay,
  isAsBefore,
  lastOpenDay,
  monthsText,
  partsOfDay,
  roomRow,
  timeText,
  weeksOf,
  withOwn,
} from './availability'

const slot = (startsAt: string, left: number, leftForElders = left) => ({
  id: startsAt,
  startsAt,
  endsAt: startsAt,
  left,
  leftForElders,
})
const day = (date: string, reason = '', ...slots: ReturnType<typeof slot>[]): DeskDayView => ({
  day: date,
  reason,
  left: slots.reduce((sum, { left }) => sum + left, 0),
  slots,
})
const NINE = 'T01:00:00.000Z'

test('the calendar has whole weeks from Monday, two at the least, and says what is left in words', () => {
  const weeks = weeksOf(
    [
      day('2026-11-26', '', slot(`2026-11-26${NINE}`, 3), slot('2026-11-26T06:00:00.000Z', 2)),
      day('2026-11-27', '', slot(`2026-11-27${NINE}`, 0)),
      day('2026-11-28', '', slot(`2026-11-28${NINE}`, 0, 1)),
      day('2026-11-29', '不开放'),
    ],
    '2026-11-26',
  )
  expect(weeks).toHaveLength(2)
  expect(weeks[0]?.[0]).toMatchObject({ day: '2026-11-23', state: 'gone', note: '' })
  expect(weeks[0]?.slice(3).map(({ note }) => note)).toEqual(['余 5', '满', '长辈', '休'])
  expect(weeks[0]?.[3]?.spoken).toBe('11月26日 周四，还有 5 个名额')
  expect(weeks[0]?.[6]?.spoken).toBe('11月29日 周日，不开放')
  expect(weeks[1]?.[1]?.date).toBe('12/1')
  expect(monthsText(weeks)).toBe('11月至12月')
})

test('a hundred and more are not counted on the calendar, whose cells are narrow, and are said in full', () => {
  const [week] = weeksOf(
    [
      day('2026-11-26', '', slot(`2026-11-26${NINE}`, 99)),
      day('2026-11-27', '', slot(`2026-11-27${NINE}`, 432)),
    ],
    '2026-11-26',
  )
  expect(week?.slice(3, 5).map(({ note }) => note)).toEqual(['余 99', '有号'])
  expect(week?.[4]?.spoken).toContain('还有 432 个名额')
})

test('the calendar grows to the last week that can be booked, over the end of a leap February too', () => {
  const days = Array.from({ length: 31 }, (_, index) => {
    const date = addDays('2028-02-14', index)
    return day(date, '', ...(index === 20 ? [slot(`${date}${NINE}`, 1)] : []))
  })
  const weeks = weeksOf(days, '2028-02-14')
  expect(weeks).toHaveLength(3)
  expect(weeks.flat().some(({ day: date }) => date === '2028-02-29')).toBe(true)
  expect(lastOpenDay(days)).toBe('2028-03-05')
  expect(firstOpenDay(days)).toBe('2028-03-05')
})

test('a day with seats is opened before one with elders’ seats alone, and none when everything is gone', () => {
  const elders = day('2026-11-26', '', slot(`2026-11-26${NINE}`, 0, 2))
  const free = day('2026-11-27', '', slot(`2026-11-27${NINE}`, 1))
  expect(firstOpenDay([elders, free])).toBe('2026-11-27')
  expect(firstOpenDay([elders])).toBe('2026-11-26')
  expect(firstOpenDay([day('2026-11-26', '法定节假日')])).toBeUndefined()
  expect(weeksOf([], '2026-11-26')).toEqual([])
})

test('times are those of Shanghai and stand under their part of the day', () => {
  const parts = partsOfDay([
    slot(`2026-11-26${NINE}`, 2),
    slot('2026-11-26T04:00:00.000Z', 0, 1),
    slot('2026-11-26T10:30:00.000Z', 0),
  ])
  expect(parts.map(({ part, cells }) => [part, ...cells.map(({ time, note }) => `${time} ${note}`)])).toEqual(
    [
      ['上午', '09:00 余 2'],
      ['下午', '12:00 长辈优先'],
      ['晚上', '18:30 满'],
    ],
  )
  expect(timeText(`2026-11-26${NINE}`, '2026-11-26T01:30:00.000Z', new Date('2026-11-25T00:00:00Z'))).toBe(
    '11月26日 周四 09:00 至 09:30',
  )
})

test('what somebody has of a room is free for the same person, and a row is as long as it was', () => {
  const at = (hour: number) => `2026-11-26T${String(hour).padStart(2, '0')}:00:00.000Z`
  const hour = (from: number, left: number) => ({ ...slot(at(from), left), endsAt: at(from + 1) })
  const own = { startsAt: at(2), endsAt: at(4) }
  const [mine] = withOwn(
    [day('2026-11-26', '', hour(1, 1), hour(2, 0), hour(3, 0), hour(4, 1), hour(5, 0))],
    own,
  )
  const row = roomRow(mine?.slots ?? [], at(3), 0)
  expect(row.map(({ id }) => id)).toEqual([at(3), at(4)])
  expect(asLongAs(row, own)).toBe(2)
  expect(asLongAs(roomRow(mine?.slots ?? [], at(4), 0), own)).toBe(1)
  expect(roomRow(mine?.slots ?? [], undefined, 0)).toEqual([])
})

test('a row stays in one room: it ends where no room is free all the while, and the own room is the only one of the own time', () => {
  const at = (hour: number) => `2026-11-26T${String(hour).padStart(2, '0')}:00:00.000Z`
  const hour = (from: number, ...rooms: string[]) => ({
    ...slot(at(from), rooms.length),
    ...{ endsAt: at(from + 1), rooms },
  })
  const slots = [hour(1, 'a', 'b'), hour(2, 'b'), hour(3, 'a'), hour(4)]
  expect(roomRow(slots, at(1), 0).map(({ id }) => id)).toEqual([at(1), at(2)])
  expect(roomRow(slots, at(3), 0).map(({ id }) => id)).toEqual([at(3)])
  const own = { startsAt: at(4), endsAt: at(5), room: { id: 'b' } }
  const [mine] = withOwn([day('2026-11-26', '', ...slots)], own)
  expect(roomRow(mine?.slots ?? [], at(3), 0).map(({ id }) => id)).toEqual([at(3)])
  expect(mine?.slots[3]).toMatchObject({ left: 1, rooms: ['b'] })
})

test('what somebody has already is marked as such, and choosing just that changes nothing', () => {
  const own = { startsAt: `2026-11-26${NINE}`, endsAt: '2026-11-26T01:30:00.000Z' }
  const [part] = partsOfDay([{ ...slot(`2026-11-26${NINE}`, 2), endsAt: own.endsAt }], own)
  expect(part?.cells[0]).toMatchObject({ note: '现在约的', state: 'own' })
  expect(isAsBefore(own, own.startsAt, own.endsAt)).toBe(true)
  expect(isAsBefore(own, own.startsAt, '2026-11-26T02:00:00.000Z')).toBe(false)
  expect(isAsBefore(undefined, own.startsAt, own.endsAt)).toBe(false)
})
