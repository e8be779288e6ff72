import { location } from '../errors'

const MINUTE = 60_000
const DAY = 86_400_000

/** Milliseconds to add to UTC for local time at an instant. */
export type Zone = (instant: number) => number

const zones = new Map<string, Zone>()

/** A named zone, read through Intl: the offset is what the zone's clock shows minus UTC. */
function namedZone(name: string): Zone {
  let format: Intl.DateTimeFormat
  try {
    format = new Intl.DateTimeFormat('en-US', {
      timeZone: name,
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
      era: 'short',
    })
  } catch {
    throw location(40485, `unrecognized time zone identifier: "${name}"`)
  }
  return (instant) => {
    const second = Math.floor(instant / 1000) * 1000
    const parts = new Map(format.formatToParts(second).map(({ type, value }) => [type, value]))
    const part = (type: Intl.DateTimeFormatPartTypes) => Number(parts.get(type))
    const year = parts.get('era') === 'BC' ? 1 - part('year') : part('year')
    return utc(year, part('month'), part('day'), part('hour'), part('minute'), part('second'), 0) - second
  }
}

/** `Asia/Shanghai`, `UTC`, `+08:00`, `+0800` or `+08`. @throws ServerError 40485 for an unknown zone */
export function zoneOf(name: string): Zone {
  const known = zones.get(name)
  if (known) return known
  const fixed = /^([+-])(\d{2})(?::?(\d{2}))?$/.exec(name)
  let zone: Zone
  if (fixed) {
    const offset = (fixed[1] === '-' ? -1 : 1) * (Number(fixed[2]) * 60 + Number(fixed[3] ?? 0)) * MINUTE
    zone = () => offset
  } else if (['UTC', 'GMT', 'Z'].includes(name)) zone = () => 0
  else zone = namedZone(name)
  zones.set(name, zone)
  return zone
}

/** UTC milliseconds of a calendar date; parts beyond their range carry over. */
export function utc(
  year: number,
  month: number,
  day: number,
  hour = 0,
  minute = 0,
  second = 0,
  milli = 0,
): number {
  const date = new Date(0)
  date.setUTCFullYear(year, month - 1, day)
  date.setUTCHours(hour, minute, second, milli)
  return date.getTime()
}

/** The instant at which a zone's clock shows `local` (given as if it were UTC). */
export function instantOf(local: number, zone: Zone): number {
  const guess = local - zone(local)
  return local - zone(guess)
}

/** Calendar parts of a local time given as if it were UTC. */
export interface Parts {
  year: number
  month: number
  day: number
  hour: number
  minute: number
  second: number
  milli: number
  /** 1 = Sunday … 7 = Saturday. */
  weekday: number
  /** 1 = Monday … 7 = Sunday. */
  isoWeekday: number
  dayOfYear: number
  /** Weeks begin on Sunday; days before the first Sunday are week 0. */
  week: number
  isoWeek: number
  isoYear: number
}

export function partsOf(local: number): Parts {
  const date = new Date(local)
  const year = date.getUTCFullYear()
  const day = Math.floor(local / DAY)
  const dayOfYear = day - Math.floor(utc(year, 1, 1) / DAY) + 1
  const weekday = date.getUTCDay() + 1
  const isoWeekday = date.getUTCDay() === 0 ? 7 : date.getUTCDay()
  // The ISO year is the year of the week's Thursday.
  const thursday = new Date((day + 4 - isoWeekday) * DAY)
  const isoYear = thursday.getUTCFullYear()
  const isoWeek = Math.floor((thursday.getTime() - utc(isoYear, 1, 1)) / DAY / 7) + 1
  return {
    year,
    month: date.getUTCMonth() + 1,
    day: date.getUTCDate(),
    hour: date.getUTCHours(),
    minute: date.getUTCMinutes(),
    second: date.getUTCSeconds(),
    milli: date.getUTCMilliseconds(),
    weekday,
    isoWeekday,
    dayOfYear,
    week: Math.floor((dayOfYear + 6 - date.getUTCDay()) / 7),
    isoWeek,
    isoYear,
  }
}

/** UTC milliseconds of a day of an ISO week. */
export function isoDate(year: number, week: number, weekday: number): number {
  const fourth = utc(year, 1, 4)
  const monday = fourth - (partsOf(fourth).isoWeekday - 1) * DAY
  return monday + ((week - 1) * 7 + weekday - 1) * DAY
}

export const UNITS = [
  'year',
  'quarter',
  'month',
  'week',
  'day',
  'hour',
  'minute',
  'second',
  'millisecond',
] as const
export type Unit = (typeof UNITS)[number]

/** Length of a unit in milliseconds; undefined for units of months. */
const LENGTH: Partial<Record<Unit, number>> = {
  week: 7 * DAY,
  day: DAY,
  hour: 3_600_000,
  minute: MINUTE,
  second: 1000,
  millisecond: 1,
}
const MONTHS: Partial<Record<Unit, number>> = { year: 12, quarter: 3, month: 1 }

/** `date + amount units`: months clamp to the month's last day, days follow the zone's clock, hours do not. */
export function addUnits(instant: number, unit: Unit, amount: number, zone: Zone): number {
  const months = MONTHS[unit]
  if (months === undefined && unit !== 'day' && unit !== 'week') return instant + amount * (LENGTH[unit] ?? 1)
  const local = instant + zone(instant)
  if (months === undefined) return instantOf(local + amount * (LENGTH[unit] ?? DAY), zone)
  const { year, month, day } = partsOf(local)
  const target = year * 12 + month - 1 + amount * months
  const targetYear = Math.floor(target / 12)
  const targetMonth = target - targetYear * 12 + 1
  const last = partsOf(utc(targetYear, targetMonth + 1, 0)).day
  const moved = utc(targetYear, targetMonth, Math.min(day, last)) + (local - Math.floor(local / DAY) * DAY)
  return instantOf(moved, zone)
}

/** Number of the unit that holds a local time, counted from a fixed origin. @param firstDay 1 = Monday … 7 = Sunday */
function ordinal(local: number, unit: Unit, firstDay: number): number {
  const months = MONTHS[unit]
  if (months !== undefined) {
    const { year, month } = partsOf(local)
    return Math.floor((year * 12 + month - 1) / months)
  }
  // 1970-01-01 was a Thursday, ISO day 4.
  if (unit === 'week') return Math.floor((Math.floor(local / DAY) + 4 - firstDay) / 7)
  return Math.floor(local / (LENGTH[unit] ?? 1))
}

/** How many unit boundaries lie between two instants. */
export function differenceIn(start: number, end: number, unit: Unit, zone: Zone, firstDay: number): number {
  // Hours and shorter pass at the same pace everywhere; only where they begin depends on the zone.
  const count = (instant: number) => ordinal(instant + zone(instant), unit, firstDay)
  const short = MONTHS[unit] === undefined && unit !== 'week' && unit !== 'day'
  return short
    ? ordinal(end + zone(start), unit, firstDay) - ordinal(start + zone(start), unit, firstDay)
    : count(end) - count(start)
}

/** Start of the bin of `size` units that holds an instant; bins are counted from the year 2000. */
export function truncateTo(instant: number, unit: Unit, size: number, zone: Zone, firstDay: number): number {
  const local = instant + zone(instant)
  const origin = ordinal(utc(2000, 1, 1), unit, firstDay) + (unit === 'week' && firstDay !== 6 ? 1 : 0)
  const bin = origin + Math.floor((ordinal(local, unit, firstDay) - origin) / size) * size
  const months = MONTHS[unit]
  if (months !== undefined) return instantOf(utc(0, 1 + bin * months, 1), zone)
  if (unit === 'week') return instantOf((bin * 7 - 4 + firstDay) * DAY, zone)
  const start = bin * (LENGTH[unit] ?? 1)
  return unit === 'day' ? instantOf(start, zone) : start - zone(instant)
}

/** An ISO 8601 text as UTC milliseconds; without an offset it is UTC. Undefined when it is none. */
export function parseInstant(text: string): number | undefined {
  const match =
    /^(\d{4})-(\d{2})-(\d{2})(?:[T ](\d{2}):(\d{2})(?::(\d{2})(?:\.(\d{1,9}))?)?\s*(Z|[+-]\d{2}(?::?\d{2})?)?)?$/.exec(
      text.trim(),
    )
  if (!match) return undefined
  const [, year, month, day, hour = '0', minute = '0', second = '0', fraction = '', offset = 'Z'] = match
  const milli = Number(fraction.padEnd(3, '0').slice(0, 3))
  if (
    Number(month) < 1 ||
    Number(month) > 12 ||
    Number(hour) > 23 ||
    Number(minute) > 59 ||
    Number(second) > 59
  ) {
    return undefined
  }
  const local = utc(
    Number(year),
    Number(month),
    Number(day),
    Number(hour),
    Number(minute),
    Number(second),
    milli,
  )
  if (partsOf(local).day !== Number(day)) return undefined
  return local - zoneOf(offset)(local)
}
