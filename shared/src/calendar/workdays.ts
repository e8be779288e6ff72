import { addDays, dayOf, instantOf, weekdayOf, type IsoDay } from '../time'

/** One year of the State Council's holiday notice: days off, and weekends worked instead. */
export interface CalendarYear {
  readonly year: number
  readonly daysOff: readonly IsoDay[]
  readonly workedWeekends: readonly IsoDay[]
}

const range = (from: IsoDay, count: number): IsoDay[] =>
  Array.from({ length: count }, (_, i) => addDays(from, i))

/** 2026, State Council notice (reference: domain facts §3.4). */
export const calendar2026: CalendarYear = {
  year: 2026,
  daysOff: [
    ...range('2026-01-01', 3),
    ...range('2026-02-15', 9),
    ...range('2026-04-04', 3),
    ...range('2026-05-01', 5),
    ...range('2026-06-19', 3),
    ...range('2026-09-25', 3),
    ...range('2026-10-01', 7),
  ],
  workedWeekends: ['2026-01-04', '2026-02-14', '2026-02-28', '2026-05-09', '2026-09-20', '2026-10-10'],
}

/** The notices that were out when this release was made. A later one is loaded as data (`calendar.service`). */
export const publishedYears: readonly CalendarYear[] = [calendar2026]

/** Holidays that fall on the same date every year; enough to mark a year whose notice is not out yet as provisional (暂定). */
const fixedHolidays = ['01-01', '05-01', '05-02', '10-01', '10-02', '10-03']

/** Bounds what a calendar remembers: some twelve years of days. */
const MOST_JUDGED = 4_000

export interface Calendar {
  isWorkday(day: IsoDay): boolean
  /** A day off of the notice, weekends inside it among them; a plain weekend is none. */
  isHoliday(day: IsoDay): boolean
  /** True when the year's notice is not loaded and the answer rests on weekends and fixed dates alone. */
  isProvisional(day: IsoDay): boolean
}

/** A calendar over the loaded years. */
export function createCalendar(years: readonly CalendarYear[]): Calendar {
  const off = new Set(years.flatMap((year) => year.daysOff))
  const worked = new Set(years.flatMap((year) => year.workedWeekends))
  const loaded = new Set(years.map((year) => year.year))
  const isProvisional = (day: IsoDay) => !loaded.has(Number(day.slice(0, 4)))
  const judge = (day: IsoDay): boolean => {
    const weekday = weekdayOf(day)
    const weekend = weekday === 0 || weekday === 6
    if (isProvisional(day)) return !weekend && !fixedHolidays.includes(day.slice(5))
    return worked.has(day) || (!weekend && !off.has(day))
  }
  // A workbench asks about the same few weeks for each of its lines.
  const judged = new Map<IsoDay, boolean>()
  return {
    isProvisional,
    isHoliday: (day) => (isProvisional(day) ? fixedHolidays.includes(day.slice(5)) : off.has(day)),
    isWorkday(day) {
      const known = judged.get(day)
      if (known !== undefined) return known
      if (judged.size >= MOST_JUDGED) judged.clear()
      const answer = judge(day)
      judged.set(day, answer)
      return answer
    },
  }
}

/** The day that is `count` working days after `day`; `day` itself does not count (受理当日不计). */
export function addWorkdays(calendar: Calendar, day: IsoDay, count: number): IsoDay {
  let current = day
  for (let left = count; left > 0;) {
    current = addDays(current, 1)
    if (calendar.isWorkday(current)) left -= 1
  }
  return current
}

/** Working days from the day after `from` up to and including `to`; 0 when `to` is not later. */
export function workdaysUntil(calendar: Calendar, from: IsoDay, to: IsoDay): number {
  let days = 0
  for (let day = addDays(from, 1); day <= to; day = addDays(day, 1)) if (calendar.isWorkday(day)) days += 1
  return days
}

/** The instant a deadline of `days` working days from `start` falls due: 18:00 in Shanghai on the last day. */
export function dueAfterWorkdays(calendar: Calendar, start: Date, days: number): Date {
  return instantOf(addWorkdays(calendar, dayOf(start), days), 18 * 60)
}
