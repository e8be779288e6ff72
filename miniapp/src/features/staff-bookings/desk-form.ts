import { faultsOf, type Interval } from '@linli/shared/bookings/opening.rules'
import type { DeskInput, DeskView } from '@linli/shared/bookings/desks.schema'
import { roomLimits, type DeskKind } from '@linli/shared/bookings/rooms.rules'
import type { FieldIssue } from '@linli/shared/errors'
import type { IsoDay } from '@linli/shared/time'

/** Part of a day as it is typed: `09:00` to `12:00`. */
export interface Hours {
  readonly from: string
  readonly to: string
}

/** A day that is not as its weekday; without hours it is closed. */
export interface SpecialDay {
  readonly day: IsoDay
  readonly reason: string
  readonly hours: readonly Hours[]
}

/** The figures of a desk as they are typed; minutes unless named otherwise. */
export const figureNames = [
  'lengthMinutes',
  'bufferMinutes',
  'capacity',
  'walkIn',
  'elder',
  'leadMinutes',
  'horizonDays',
  'changeMinutes',
] as const
export type FigureName = (typeof figureNames)[number]

/** A room as it is called; one that is new has no id yet. */
export interface RoomName {
  readonly id?: string | undefined
  readonly name: string
}

export interface DeskForm extends Readonly<Record<FigureName, string>> {
  readonly name: string
  readonly place: string
  readonly serviceCodes: readonly string[]
  /** Index 0 = Sunday, as in the contract. */
  readonly weekly: readonly (readonly Hours[])[]
  readonly special: readonly SpecialDay[]
  readonly closedOnHolidays: boolean
  /** The weekday whose hours a make-up workday takes; empty leaves it closed as the weekend day it is. */
  readonly makeupAs: string
  readonly horizonUnit: 'days' | 'workdays'
  readonly kind: DeskKind
  /** How many people a room holds; empty when nobody said. */
  readonly mostHeads: string
  /** What each of several rooms is called; all empty where nobody needs to tell them apart. */
  readonly rooms: readonly RoomName[]
  /** Most visits of one series; empty when each is booked alone. */
  readonly mostVisits: string
  /** How many of each kind of people and equipment one booking takes, by its id. */
  readonly needs: Readonly<Record<string, string>>
  /** Minutes before the time from which on unused shares are everybody's; empty keeps them to the end. */
  readonly releaseWalkIn: string
  readonly releaseElder: string
  readonly active: boolean
}

const office: readonly Hours[] = [
  { from: '09:00', to: '12:00' },
  { from: '14:00', to: '17:00' },
]

/** What a new desk begins with: office hours from Monday to Friday. */
export const newDesk: DeskForm = {
  ...{ name: '', place: '', serviceCodes: [], active: true, kind: 'counter', mostHeads: '', rooms: [] },
  ...{ needs: {}, mostVisits: '', releaseWalkIn: '', releaseElder: '' },
  weekly: [[], office, office, office, office, office, []],
  special: [],
  ...{ closedOnHolidays: true, makeupAs: '1', horizonUnit: 'workdays' },
  ...{ lengthMinutes: '30', bufferMinutes: '0', capacity: '4', walkIn: '1', elder: '1' },
  ...{ leadMinutes: '60', horizonDays: '10', changeMinutes: '120' },
}

const clock = (minutes: number): string =>
  `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`
const minutesOf = (text: string): number => {
  const [hours = '', minutes = ''] = text.split(':')
  return hours === '' || minutes === '' ? Number.NaN : Number(hours) * 60 + Number(minutes)
}
const hoursOf = (intervals: readonly Interval[]): Hours[] =>
  intervals.map(({ from, to }) => ({ from: clock(from), to: clock(to) }))
const intervalsOf = (hours: readonly Hours[]): Interval[] =>
  hours.map(({ from, to }) => ({ from: minutesOf(from), to: minutesOf(to) })).sort((a, b) => a.from - b.from)

const textOf = (figure: number | null): string => (figure === null ? '' : String(figure))
const figureOf = (text: string): number | null => (text === '' ? null : Number(text))

export const formOf = (desk: DeskView): DeskForm => ({
  ...{ name: desk.name, place: desk.place, serviceCodes: desk.serviceCodes, active: desk.active },
  weekly: desk.plan.weekly.map(hoursOf),
  special: desk.plan.exceptions.map(({ day, reason, intervals }) => ({
    day,
    reason,
    hours: hoursOf(intervals),
  })),
  closedOnHolidays: desk.plan.closedOnHolidays,
  makeupAs: desk.plan.makeupAs === null ? '' : String(desk.plan.makeupAs),
  horizonUnit: desk.window.horizonUnit,
  lengthMinutes: String(desk.pattern.lengthMinutes),
  bufferMinutes: String(desk.pattern.bufferMinutes),
  capacity: String(desk.shares.capacity),
  walkIn: String(desk.shares.walkIn),
  elder: String(desk.shares.elder),
  leadMinutes: String(desk.window.leadMinutes),
  horizonDays: String(desk.window.horizonDays),
  changeMinutes: String(desk.changeMinutes),
  kind: desk.kind,
  mostHeads: textOf(desk.mostHeads),
  mostVisits: textOf(desk.mostVisits),
  rooms: desk.rooms,
  needs: Object.fromEntries(desk.needs.map(({ deskId, count }) => [deskId, String(count)])),
  releaseWalkIn: textOf(desk.release.walkIn),
  releaseElder: textOf(desk.release.elder),
})

/** A room is asked for each time; means are not booked at all. */
export const takesSeries = (kind: DeskKind): boolean => kind !== 'room' && kind !== 'means'

/** One field for each of several rooms; a single one is called as its desk. */
export const roomNamesOf = ({ kind, capacity, rooms }: DeskForm): readonly RoomName[] => {
  const count = kind === 'room' && /^\d+$/.test(capacity) ? Number(capacity) : 0
  return count < 2 || count > roomLimits.rooms
    ? []
    : Array.from({ length: count }, (_, index) => rooms[index] ?? { name: '' })
}
const hasNames = (rooms: readonly RoomName[]): boolean => rooms.some(({ name }) => name.trim() !== '')

export const inputOf = (form: DeskForm): DeskInput => ({
  name: form.name.trim(),
  place: form.place.trim(),
  serviceCodes: [...form.serviceCodes],
  plan: {
    weekly: form.weekly.map(intervalsOf),
    closedOnHolidays: form.closedOnHolidays,
    makeupAs: form.makeupAs === '' ? null : Number(form.makeupAs),
    exceptions: form.special.map(({ day, reason, hours }) => ({
      ...{ day, reason: reason.trim() },
      intervals: intervalsOf(hours),
    })),
  },
  pattern: { lengthMinutes: Number(form.lengthMinutes), bufferMinutes: Number(form.bufferMinutes) },
  shares: { capacity: Number(form.capacity), walkIn: Number(form.walkIn), elder: Number(form.elder) },
  window: {
    ...{ leadMinutes: Number(form.leadMinutes), horizonDays: Number(form.horizonDays) },
    horizonUnit: form.horizonUnit,
  },
  changeMinutes: Number(form.changeMinutes),
  kind: form.kind,
  mostHeads: form.kind === 'room' ? figureOf(form.mostHeads) : null,
  mostVisits: takesSeries(form.kind) ? figureOf(form.mostVisits) : null,
  rooms: hasNames(roomNamesOf(form))
    ? roomNamesOf(form).map(({ id, name }) => ({ name: name.trim(), ...(id !== undefined && { id }) }))
    : [],
  needs: Object.entries(form.needs)
    .filter(([, count]) => Number(count) > 0)
    .map(([deskId, count]) => ({ deskId, count: Number(count) })),
  release: { walkIn: figureOf(form.releaseWalkIn), elder: figureOf(form.releaseElder) },
})

/** A desk as it is set up, whoever gave its rooms their ids. */
export const isSameDesk = (one: DeskForm, other: DeskForm): boolean => wordsOf(one) === wordsOf(other)

const wordsOf = (form: DeskForm): string => {
  const input = inputOf(form)
  return JSON.stringify({ ...input, active: form.active, rooms: input.rooms?.map(({ name }) => name) })
}

export type DeskFaults = Partial<Record<string, string>>
const faultWords = {
  range: '请填好开始和结束的时间',
  order: '结束要晚于开始',
  overlap: '两段时间重叠了，请改开',
} as const

/** Why hours cannot be as typed, in one sentence; undefined when they can. */
export function hoursFault(hours: readonly Hours[]): string | undefined {
  const [first] = faultsOf(intervalsOf(hours))
  return first && faultWords[first]
}

/** What is missing or wrong on this device; the server has the last word. */
export function deskFaults(form: DeskForm): DeskFaults {
  const faults: DeskFaults = {}
  if (form.name.trim() === '') faults.name = '请填窗口的名字，如 1 号窗口'
  if (form.place.trim() === '') faults.place = '请填在哪里，居民照着找'
  if (form.kind !== 'means' && form.serviceCodes.length === 0) faults.serviceCodes = '至少选一个事项'
  form.weekly.forEach((hours, weekday) => {
    const fault = hoursFault(hours)
    if (fault !== undefined) faults[`weekly.${weekday}`] = fault
  })
  form.special.forEach(({ reason, hours }, index) => {
    const fault = hoursFault(hours) ?? (reason.trim() === '' ? '请写原因，居民会看到' : undefined)
    if (fault !== undefined) faults[`special.${index}`] = fault
  })
  const called = roomNamesOf(form).map(({ name }) => name.trim())
  if (called.some((name) => name !== ''))
    called.forEach((name, index) => {
      if (name === '') faults[`room.${index}`] = '请写这一间叫什么，几间都写或都不写'
      else if (called.indexOf(name) !== index) faults[`room.${index}`] = '两间不能同名'
    })
  for (const [deskId, count] of Object.entries(form.needs))
    if (!/^\d*$/.test(count)) faults[`need.${deskId}`] = '请填整数'
  for (const name of figureNames) if (!/^\d+$/.test(form[name])) faults[name] = '请填整数'
  if (faults.walkIn === undefined && Number(form.walkIn) > Number(form.capacity))
    faults.walkIn = '现场名额不能多于总名额'
  return faults
}

/** The server's issues by field: `body.plan.weekly.1` belongs to Monday. */
export function deskFaultsFrom(issues: readonly FieldIssue[], sent?: Pick<DeskInput, 'needs'>): DeskFaults {
  const faults: DeskFaults = {}
  for (const { path, message } of issues) {
    const [first = '', second = '', third = ''] = path.replace(/^body\./, '').split('.')
    const name =
      first === 'plan'
        ? `${second === 'exceptions' ? 'special' : second}.${third}`
        : ['pattern', 'shares', 'window'].includes(first)
          ? second
          : first === 'needs'
            ? `need.${sent?.needs?.[Number(second)]?.deskId ?? ''}`
            : first === 'release'
              ? `release${second === 'elder' ? 'Elder' : 'WalkIn'}`
              : first === 'rooms'
                ? `room.${second === '' ? '0' : second}`
                : first
    faults[name] ??= message
  }
  return faults
}

/** How many times a week brings and how many of its seats can be booked online, for the preview. */
export function weekOf(form: DeskForm): { readonly times: number; readonly seats: number } {
  const [length, buffer] = [Number(form.lengthMinutes), Number(form.bufferMinutes)]
  if (!(length > 0) || Number.isNaN(buffer)) return { times: 0, seats: 0 }
  const times = form.weekly
    .flatMap(intervalsOf)
    .filter(({ from, to }) => to > from)
    .reduce(
      (sum, { from, to }) => sum + Math.max(0, Math.floor((to - from - length) / (length + buffer)) + 1),
      0,
    )
  return { times, seats: times * Math.max(0, Number(form.capacity) - Number(form.walkIn)) }
}

/** `09:00 至 12:00，14:00 至 17:00`, `不开`. */
export const hoursText = (hours: readonly Hours[]): string =>
  hours.length === 0 ? '不开' : hours.map(({ from, to }) => `${from} 至 ${to}`).join('，')
