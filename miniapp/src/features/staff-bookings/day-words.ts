import type { BookingStatus } from '@linli/shared/bookings/bookings.machine'
import type { DeskBookingView } from '@linli/shared/bookings/hall.schema'
import type { DeskView } from '@linli/shared/bookings/desks.schema'
import { hasQueue, type DeskKind } from '@linli/shared/bookings/rooms.rules'
import { clockTime, dayOf, type IsoDay } from '@linli/shared/time'

export type DayFilter = 'waiting' | 'expected' | 'skipped' | 'over' | 'unrecorded' | 'all'

const groups: Readonly<Record<Exclude<DayFilter, 'all'>, readonly BookingStatus[]>> = {
  waiting: ['waiting', 'called'],
  expected: ['booked', 'requested'],
  skipped: ['skipped', 'missed'],
  over: ['done', 'cancelled', 'refused', 'excused'],
  unrecorded: ['unrecorded'],
}

interface FilterWords {
  readonly value: DayFilter
  readonly label: string
  readonly empty: string
}

const atCounter: readonly FilterWords[] = [
  { value: 'waiting', label: '排队中', empty: '现在没有人在排队' },
  { value: 'expected', label: '还没到', empty: '约好的人都到了' },
  { value: 'skipped', label: '过号和没来', empty: '没有过号的人' },
  { value: 'over', label: '已办完', empty: '今天还没有办完的' },
  { value: 'all', label: '全部', empty: '这一天没有预约，也没有人取号' },
]

/** Nobody waits for a room or a visit, and nobody is called. */
const withoutQueue: readonly FilterWords[] = [
  { value: 'expected', label: '还没到', empty: '这一天没有还要来的' },
  { value: 'skipped', label: '没来', empty: '没有约了不来的' },
  { value: 'over', label: '已结束', empty: '这一天还没有结束的' },
  { value: 'all', label: '全部', empty: '这一天没有预约' },
]
const ofVisits: Partial<Record<DayFilter, Omit<FilterWords, 'value'>>> = {
  expected: { label: '还没去', empty: '这一天没有还要去的' },
  skipped: { label: '没见到人', empty: '没有去了见不到人的' },
}

/** Only a day that is over has any. */
const unrecorded: FilterWords = {
  ...{ value: 'unrecorded', label: '未登记结果' },
  empty: '这一天的结果都登记了',
}

/** What the chips of a desk say; what the counter has not written down, where there is any, in front. */
export function dayFiltersOf(kind: DeskKind, withUnrecorded = false): readonly FilterWords[] {
  return [...(withUnrecorded ? [unrecorded] : []), ...filtersOf(kind)]
}

function filtersOf(kind: DeskKind): readonly FilterWords[] {
  if (hasQueue(kind)) return atCounter
  return kind === 'visit' ? withoutQueue.map((one) => ({ ...one, ...ofVisits[one.value] })) : withoutQueue
}

/** The part of the day a chip shows. */
export const filtered = (items: readonly DeskBookingView[], filter: DayFilter): readonly DeskBookingView[] =>
  filter === 'all' ? items : items.filter(({ status }) => groups[filter].includes(status))

const tidy = (text: string) => text.toUpperCase().replaceAll(/[^\dA-Z]/g, '')
const FEWEST_DIGITS = 2

/**
 * Who is meant by what was typed or scanned: the queue number (`A012`, `a12`), the whole booking number of the
 * ticket's code, or its last digits.
 */
export function foundBy(items: readonly DeskBookingView[], text: string): readonly DeskBookingView[] {
  const wanted = tidy(text)
  if (wanted.length < FEWEST_DIGITS) return []
  const lane = /^([ABL])0*(\d+)$/.exec(wanted)
  const queue = lane && `${lane[1]}${(lane[2] ?? '').padStart(3, '0')}`
  const byQueue = items.filter((item) => item.queueNumber !== null && item.queueNumber === queue)
  if (byQueue.length > 0) return byQueue
  return items.filter(({ number }) => tidy(number).endsWith(wanted))
}

/** `09:30`, or how somebody came. */
export const timeOf = ({ startsAt }: Pick<DeskBookingView, 'startsAt'>): string =>
  startsAt === null ? '现场' : clockTime(new Date(startsAt))

/** `19:00 至 21:00`: of a room it matters until when. */
export const spanOf = ({ startsAt, endsAt }: Pick<DeskBookingView, 'startsAt' | 'endsAt'>): string =>
  [timeOf({ startsAt }), endsAt !== null && clockTime(new Date(endsAt))].filter(Boolean).join(' 至 ')

/**
 * Which room it is, or why none is named although the rooms of the desk have names; undefined where there is nothing to
 * say. Rooms have had names only since they were given some.
 */
export function roomText(
  { group, room, status, endsAt }: Pick<DeskBookingView, 'group' | 'room' | 'status' | 'endsAt'>,
  haveNames: boolean,
  now: Date,
): string | undefined {
  if (room !== null) return room.name
  if (group === null || !haveNames || status === 'cancelled' || status === 'refused') return undefined
  return endsAt !== null && new Date(endsAt) > now
    ? '没有一间能从头用到尾，请换个时间，或和对方商量'
    : '那时没有记下是哪一间'
}

/** Days that have something, in order; of one room when it is named. */
export function daysOfMonth(
  items: readonly DeskBookingView[],
  roomId: string,
): readonly { readonly day: IsoDay; readonly items: readonly DeskBookingView[] }[] {
  const days = new Map<IsoDay, DeskBookingView[]>()
  for (const item of items) {
    if (item.startsAt === null || (roomId !== '' && item.room?.id !== roomId)) continue
    const day = dayOf(new Date(item.startsAt))
    days.set(day, [...(days.get(day) ?? []), item])
  }
  return [...days].map(([day, ofDay]) => ({ day, items: ofDay }))
}

/** Who is old comes first in a queue; a room and a visit have none. */
export const comesFirst = ({ elder, group, atHome }: DeskBookingView): boolean =>
  elder && group === null && !atHome

/** The row as one sentence. */
export const rowName = (item: DeskBookingView): string =>
  [
    item.queueNumber ?? item.number,
    item.service.label,
    timeOf(item),
    item.room?.name,
    item.forLabel,
    comesFirst(item) && '长辈优先',
    item.statusLabel,
  ]
    .filter(Boolean)
    .join('，')

const lanes = { A: '预约', B: '现场', L: '长辈' } as const

/** Without a network numbers are written by hand: from which on, lane by lane (`预约 A013，现场 B001，长辈 L004`). */
export function paperNumbers(items: readonly DeskBookingView[]): string {
  return Object.entries(lanes)
    .map(([letter, name]) => {
      const last = items
        .filter(({ queueNumber }) => queueNumber?.startsWith(letter))
        .reduce((most, { queueNumber }) => Math.max(most, Number(queueNumber?.slice(1) ?? 0)), 0)
      return `${name} ${letter}${String(last + 1).padStart(3, '0')}`
    })
    .join('，')
}

type CheckedTime = NonNullable<DeskView['check']>['times'][number]

/** `有 1 个名额没有预约，有 2 个预约没有名额`. */
export const checkedText = ({ noBooking, noSeat, countOff }: CheckedTime): string =>
  [
    noBooking > 0 && `有 ${noBooking} 个名额没有预约`,
    noSeat > 0 && `有 ${noSeat} 个预约没有名额`,
    countOff !== 0 && `剩下的名额${countOff > 0 ? '少' : '多'}数了 ${Math.abs(countOff)} 个`,
  ]
    .filter(Boolean)
    .join('，')
