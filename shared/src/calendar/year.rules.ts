import { dayOf, instantOf, weekdayOf } from '../time'
import type { CalendarYear } from './workdays'

/** Fewer days off than this are a slip: every notice since 2008 has more than twenty. */
const LEAST_DAYS_OFF = 5

export interface YearFault {
  readonly field: 'daysOff' | 'workedWeekends'
  /** In Chinese, naming the day. */
  readonly text: string
}

/** What is wrong with the notice of a year; a slip of the pen would move every due time of a district. */
export function yearFaults({ year, daysOff, workedWeekends }: CalendarYear): YearFault[] {
  const strange = (field: YearFault['field'], days: readonly string[]): YearFault[] =>
    days.filter((day) => !isDayOf(year, day)).map((day) => ({ field, text: `${day} 不是 ${year} 年的日期` }))
  const wrong = [...strange('daysOff', daysOff), ...strange('workedWeekends', workedWeekends)]
  if (wrong.length > 0) return wrong
  return [
    ...(daysOff.length < LEAST_DAYS_OFF
      ? [{ field: 'daysOff' as const, text: `放假不到 ${LEAST_DAYS_OFF} 天，请核对通知` }]
      : []),
    ...workedWeekends
      .filter((day) => ![0, 6].includes(weekdayOf(day)))
      .map((day) => ({ field: 'workedWeekends' as const, text: `${day} 不是周末，本来就上班` })),
    ...workedWeekends
      .filter((day) => daysOff.includes(day))
      .map((day) => ({ field: 'workedWeekends' as const, text: `${day} 又放假又上班` })),
  ]
}

/** Whether the text is a day of the year, `2027-02-28`. */
export const isDayOf = (year: number, day: string): boolean =>
  /^\d{4}-\d{2}-\d{2}$/.test(day) &&
  day.startsWith(`${year}-`) &&
  !Number.isNaN(Date.parse(`${day}T00:00:00Z`)) &&
  dayOf(instantOf(day)) === day
