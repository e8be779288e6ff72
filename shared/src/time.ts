/** Everything is stored in UTC and shown in Asia/Shanghai, whatever the phone says (product §2.8). No DST since 1991. */
export const SHANGHAI_OFFSET_MINUTES = 480
const DAY_MS = 86_400_000
const OFFSET_MS = SHANGHAI_OFFSET_MINUTES * 60_000

export type IsoDay = string

/** Days are counted from 1970-01-01, a Thursday. */
const WEEKDAY_OF_DAY_0 = 4
/** Bounds what is remembered of each direction: some ten years of days, far more than a town asks about. */
const MOST_REMEMBERED = 4_000

// A page of cases asks for the same few weeks hundreds of times, and writing a date as text is what it costs.
const texts = new Map<number, IsoDay>()
const numbers = new Map<IsoDay, number>()

function remembered<K, V>(known: Map<K, V>, key: K, make: () => V): V {
  const before = known.get(key)
  if (before !== undefined) return before
  if (known.size >= MOST_REMEMBERED) known.clear()
  const made = make()
  known.set(key, made)
  return made
}

const textOfDay = (number: number): IsoDay =>
  remembered(texts, number, () => new Date(number * DAY_MS).toISOString().slice(0, 10))

const numberOfDay = (day: IsoDay): number =>
  remembered(numbers, day, () => Date.parse(`${day}T00:00:00Z`) / DAY_MS)

/** The Shanghai calendar day of an instant, `2026-11-23`. */
export function dayOf(instant: Date): IsoDay {
  return textOfDay(Math.floor((instant.getTime() + OFFSET_MS) / DAY_MS))
}

/** The instant at which a Shanghai day begins, plus minutes into that day. */
export function instantOf(day: IsoDay, minutes = 0): Date {
  return new Date(numberOfDay(day) * DAY_MS - OFFSET_MS + minutes * 60_000)
}

/** The day `days` natural days later (negative: earlier). */
export function addDays(day: IsoDay, days: number): IsoDay {
  return textOfDay(numberOfDay(day) + days)
}

/** Natural days from `from` to `to`; 0 on the same day. */
export function daysBetween(from: IsoDay, to: IsoDay): number {
  return numberOfDay(to) - numberOfDay(from)
}

/** 0 = Sunday … 6 = Saturday. */
export function weekdayOf(day: IsoDay): number {
  return (((numberOfDay(day) + WEEKDAY_OF_DAY_0) % 7) + 7) % 7
}

const weekdayNames = ['周日', '周一', '周二', '周三', '周四', '周五', '周六'] as const

/** `周三`. */
export function weekdayName(day: IsoDay): string {
  return weekdayNames[weekdayOf(day)] ?? ''
}

/** `18:00` in Shanghai. */
export function clockTime(instant: Date): string {
  return new Date(instant.getTime() + OFFSET_MS).toISOString().slice(11, 16)
}

/** `11月30日`, with the year only when it is not `today`'s. */
export function dayText(day: IsoDay, today: IsoDay): string {
  const [year, month, date] = day.split('-').map(Number)
  const short = `${month}月${date}日`
  return day.slice(0, 4) === today.slice(0, 4) ? short : `${year}年${short}`
}

/** `11月30日 18:00`, never `明天`: for what is read on another day than it was written. */
export const dateAndTime = (instant: Date, now: Date): string =>
  `${dayText(dayOf(instant), dayOf(now))} ${clockTime(instant)}`

/** `今天 08:30`, `昨天 08:30`, `11月30日 18:00`. */
export function momentText(instant: Date, now: Date): string {
  const today = dayOf(now)
  const day = dayOf(instant)
  const names: Record<number, string> = { [-1]: '昨天', 0: '今天', 1: '明天' }
  return `${names[daysBetween(today, day)] ?? dayText(day, today)} ${clockTime(instant)}`
}
