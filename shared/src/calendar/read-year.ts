import type { IsoDay } from '../time'
import type { CalendarYear } from './workdays'
import { yearFaults } from './year.rules'

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
  const off = daysIn('daysOff', daysOff)
  const worked = daysIn('workedWeekends', workedWeekends)
  const read = { year, daysOff: off.days, workedWeekends: worked.days }
  const shape = [...off.faults, ...worked.faults]
  const faults = shape.length > 0 ? shape : yearFaults(read).map(({ text }) => text)
  return faults.length > 0 ? { year: null, faults } : { year: read, faults: [] }
}

function parse(text: string): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : null
  } catch {
    return null
  }
}

function daysIn(name: string, value: unknown): { days: IsoDay[]; faults: string[] } {
  if (!Array.isArray(value)) return { days: [], faults: [`${name} 要写成日期的列表`] }
  return { days: [...new Set(value.map(String))].toSorted(), faults: [] }
}
