import { dayOf, instantOf, weekdayOf, type IsoDay } from '../time'
import type { CalendarYear } from './workdays'

export interface ReadYear {
  readonly year: CalendarYear | null
  /** One sentence for everything that is wrong, in Chinese. */
  readonly faults: readonly string[]
}

/** Reads the holiday notice of a year from a file; a slip of the pen would move every due time of a district. */
export function readCalendarYear(text: string): ReadYear {
  const value = parse(text)
  if (value === null) return { year: null, faults: ['不是 JSON 文件'] }
  const { year, daysOff, workedWeekends } = value
  if (typeof year !== 'number' || !Number.isInteger(year) || year < 2020 || year > 2100)
    return { year: null, faults: ['year 要写年份，例如 2027'] }
  const off = daysIn(year, 'daysOff', daysOff)
  const worked = daysIn(year, 'workedWeekends', workedWeekends)
  const faults = [
    ...off.faults,
    ...worked.faults,
    ...(off.faults.length === 0 && off.days.length < 5 ? ['放假不到 5 天，请核对通知'] : []),
    ...worked.days
      .filter((day) => ![0, 6].includes(weekdayOf(day)))
      .map((day) => `${day} 不是周末，本来就上班`),
    ...worked.days.filter((day) => off.days.includes(day)).map((day) => `${day} 又放假又上班`),
  ]
  return faults.length > 0
    ? { year: null, faults }
    : { year: { year, daysOff: off.days, workedWeekends: worked.days }, faults: [] }
}

function parse(text: string): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : null
  } catch {
    return null
  }
}

function daysIn(year: number, name: string, value: unknown): { days: IsoDay[]; faults: string[] } {
  if (!Array.isArray(value)) return { days: [], faults: [`${name} 要写成日期的列表`] }
  const wrong = value
    .filter((day) => !isDayOf(year, day))
    .map((day) => `${name} 里的 ${String(day)} 不是 ${year} 年的日期`)
  const days = value.filter((day): day is IsoDay => isDayOf(year, day))
  return { days: [...new Set(days)].toSorted(), faults: wrong }
}

const isDayOf = (year: number, day: unknown): boolean =>
  typeof day === 'string' &&
  /^\d{4}-\d{2}-\d{2}$/.test(day) &&
  day.startsWith(`${year}-`) &&
  !Number.isNaN(Date.parse(`${day}T00:00:00Z`)) &&
  dayOf(instantOf(day)) === day
