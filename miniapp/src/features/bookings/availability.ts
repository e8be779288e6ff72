import type { DeskDayView, SlotView } from '@linli/shared/bookings/desks.schema'
import { rowFrom } from '@linli/shared/bookings/rooms.rules'
import { addDays, clockTime, dayOf, dayText, weekdayName, weekdayOf, type IsoDay } from '@linli/shared/time'

/** `gone`: past, or not offered yet. `elders`: only their seats are left. */
export type DayState = 'gone' | 'closed' | 'full' | 'elders' | 'free'

/** One cell of the calendar. */
export interface DayCell {
  readonly day: IsoDay
  /** `26`, and `12/1` where a month begins. */
  readonly date: string
  /** `余 9`, `有号` for very many, `满`, `休`, or nothing: a seventh of a phone's width. */
  readonly note: string
  readonly state: DayState
  /** The cell as one sentence: `11月26日 周四，还有 9 个名额`. */
  readonly spoken: string
}

const FEWEST_WEEKS = 2
const DAYS_OF_WEEK = 7
const seats = (slots: readonly SlotView[], of: 'left' | 'leftForElders') =>
  slots.reduce((sum, slot) => sum + slot[of], 0)

function stateOf({ slots, reason }: DeskDayView): DayState {
  if (slots.length === 0) return reason === '' ? 'gone' : 'closed'
  if (seats(slots, 'left') > 0) return 'free'
  return seats(slots, 'leftForElders') > 0 ? 'elders' : 'full'
}

/** Nobody chooses a day by whether it has a hundred or two; three digits run into the next day in large type. */
const MOST_COUNTED = 99

function noteOf(state: DayState, left: number): string {
  if (state === 'free') return left > MOST_COUNTED ? '有号' : `余 ${left}`
  return { gone: '', closed: '休', full: '满', elders: '长辈' }[state]
}

function meaningOf(state: DayState, left: number, reason: string): string {
  if (state === 'free') return `还有 ${left} 个名额`
  return { gone: '不能约', closed: reason, full: '已约满', elders: '只剩长辈名额' }[state]
}

const beginsMonth = (day: IsoDay) => day.endsWith('-01')
const shortDate = (day: IsoDay): string => {
  const [, month, date] = day.split('-').map(Number)
  return beginsMonth(day) ? `${month}/${date}` : String(date)
}

/** Monday of the week a day lies in. */
const mondayOf = (day: IsoDay): IsoDay => addDays(day, -((weekdayOf(day) + 6) % DAYS_OF_WEEK))

/** The last day on which anything can be booked, as far as it is known. */
export const lastOpenDay = (days: readonly DeskDayView[]): IsoDay | undefined =>
  days.filter(({ slots }) => slots.length > 0).at(-1)?.day

/**
 * Whole weeks from Monday on, so many as hold something to book and two at the least. Days that are not known
 * (before today, after what was asked for) are empty cells.
 */
export function weeksOf(days: readonly DeskDayView[], today: IsoDay): readonly (readonly DayCell[])[] {
  const first = days[0]
  if (first === undefined) return []
  const known = new Map(days.map((day) => [day.day, day]))
  const monday = mondayOf(first.day)
  const atLeast = addDays(monday, FEWEST_WEEKS * DAYS_OF_WEEK - 1)
  const open = lastOpenDay(days) ?? first.day
  const until = open > atLeast ? open : atLeast
  const weeks: DayCell[][] = []
  for (let start = monday; start <= until; start = addDays(start, DAYS_OF_WEEK)) {
    weeks.push(
      Array.from({ length: DAYS_OF_WEEK }, (_, index) => {
        const day = addDays(start, index)
        return cellOf(known.get(day) ?? { day, reason: '', left: 0, slots: [] }, today)
      }),
    )
  }
  return weeks
}

function cellOf(day: DeskDayView, today: IsoDay): DayCell {
  const state = stateOf(day)
  const left = seats(day.slots, 'left')
  return {
    day: day.day,
    date: shortDate(day.day),
    note: noteOf(state, left),
    state,
    spoken: `${dayText(day.day, today)} ${weekdayName(day.day)}，${meaningOf(state, left, day.reason)}`,
  }
}

/** `11月至12月`, `11月`. */
export function monthsText(weeks: readonly (readonly DayCell[])[]): string {
  const months = [...new Set(weeks.flat().map(({ day }) => `${Number(day.slice(5, 7))}月`))]
  return months.length <= 1 ? (months[0] ?? '') : `${months[0]}至${months.at(-1)}`
}

/** A time somebody has, from its beginning to its end. */
export interface OwnTime {
  readonly startsAt: string | null
  readonly endsAt: string | null
  /** The room it is in, where rooms have names. */
  readonly room?: { readonly id: string } | null
}

/** Whether a time lies in what somebody has already. */
export const isOwn = (own: OwnTime | undefined, slot: Pick<SlotView, 'startsAt' | 'endsAt'>): boolean => {
  const { startsAt, endsAt } = own ?? {}
  return Boolean(startsAt && endsAt && slot.startsAt >= startsAt && slot.endsAt <= endsAt)
}

/** Whether a choice is just what somebody has already: nothing would change. */
export const isAsBefore = (own: OwnTime | undefined, startsAt: string, endsAt: string): boolean =>
  own !== undefined && own.startsAt === startsAt && own.endsAt === endsAt

/**
 * What somebody has of a room is free for the same person: it may be had longer, shorter or a little later. Where rooms
 * have names it is the same room.
 */
export const withOwn = (days: readonly DeskDayView[], own: OwnTime | undefined): readonly DeskDayView[] =>
  days.map((day) => ({
    ...day,
    slots: day.slots.map((slot) =>
      isOwn(own, slot)
        ? { ...slot, left: Math.max(1, slot.left), ...(own?.room && { rooms: [own.room.id] }) }
        : slot,
    ),
  }))

/** A free time of a room. */
export interface RoomTime {
  readonly id: string
  readonly startsAt: Date
  readonly endsAt: Date
}

/** The chosen time of a room and the free ones right behind it. */
export const roomRow = (
  slots: readonly SlotView[],
  first: string | undefined,
  bufferMinutes: number,
): readonly RoomTime[] =>
  first === undefined
    ? []
    : rowFrom(
        slots.map(({ id, startsAt, endsAt, left, rooms }) => ({
          ...{ id, startsAt: new Date(startsAt), endsAt: new Date(endsAt), rooms },
          free: left > 0,
        })),
        ({ id }) => id === first,
        bufferMinutes,
      )

/** How many times of a row are about as long as what somebody has now. */
export function asLongAs(row: readonly RoomTime[], own: OwnTime): number {
  const [first] = row
  if (first === undefined || own.startsAt === null || own.endsAt === null) return 1
  const wanted = Date.parse(own.endsAt) - Date.parse(own.startsAt)
  const long = row.findIndex(({ endsAt }) => endsAt.getTime() - first.startsAt.getTime() >= wanted)
  return long < 0 ? row.length : long + 1
}

/** `own`: it is what the person has already. */
export type SlotState = 'free' | 'elders' | 'full' | 'own'

/** One time of a day. */
export interface SlotCell {
  readonly id: string
  readonly time: string
  readonly note: string
  readonly state: SlotState
  readonly spoken: string
}

const NOON = '12:00'
const EVENING = '18:00'
const partOf = (time: string) => (time < NOON ? '上午' : time < EVENING ? '下午' : '晚上')

function stateOfSlot(slot: SlotView, own: OwnTime | undefined): SlotState {
  if (isOwn(own, slot)) return 'own'
  if (slot.left > 0) return 'free'
  return slot.leftForElders > 0 ? 'elders' : 'full'
}

function slotCell(slot: SlotView, own: OwnTime | undefined): SlotCell {
  const time = clockTime(new Date(slot.startsAt))
  const state = stateOfSlot(slot, own)
  const note = { free: `余 ${slot.left}`, elders: '长辈优先', full: '满', own: '现在约的' }[state]
  const meaning = {
    free: `还有 ${slot.left} 个名额`,
    elders: '留给长辈的名额',
    full: '已约满',
    own: '您现在约的',
  }[state]
  return { id: slot.id, time, note, state, spoken: `${time}，${meaning}` }
}

/** The times of a day under 上午, 下午 and 晚上; parts without any are left out. */
export function partsOfDay(
  slots: readonly SlotView[],
  own?: OwnTime,
): readonly { readonly part: string; readonly cells: readonly SlotCell[] }[] {
  const cells = slots.map((slot) => slotCell(slot, own))
  return ['上午', '下午', '晚上']
    .map((part) => ({ part, cells: cells.filter(({ time }) => partOf(time) === part) }))
    .filter((one) => one.cells.length > 0)
}

/** The first day worth opening: with seats, else with the elders' seats. */
export const firstOpenDay = (days: readonly DeskDayView[]): IsoDay | undefined =>
  (days.find((day) => stateOf(day) === 'free') ?? days.find((day) => stateOf(day) === 'elders'))?.day

/** `11月26日 周四 09:30 至 10:00`. */
export function timeText(startsAt: string, endsAt: string | null, now: Date): string {
  const start = new Date(startsAt)
  const day = dayOf(start)
  const until = endsAt === null ? '' : ` 至 ${clockTime(new Date(endsAt))}`
  return `${dayText(day, dayOf(now))} ${weekdayName(day)} ${clockTime(start)}${until}`
}
