import type { CalendarYear } from '@linli/shared/calendar/workdays'
import type { Connection } from 'mongoose'
import { calendarYearModel } from './calendar-year.model'

export interface CalendarRepository {
  /** The years that have been loaded, oldest first. */
  years(): Promise<CalendarYear[]>
  /** Puts a year in the place of what was known of it. */
  put(year: CalendarYear): Promise<void>
}

/** More years than any deployment lives to see. */
const MOST_YEARS = 100

export function createCalendarRepository(connection: Connection): CalendarRepository {
  const years = calendarYearModel(connection)
  return {
    async years() {
      const rows = await years.find().sort({ _id: 1 }).limit(MOST_YEARS).lean()
      return rows.map(({ year, daysOff, workedWeekends }) => ({ year, daysOff, workedWeekends }))
    },
    async put({ year, daysOff, workedWeekends }) {
      await years.updateOne({ _id: year }, { $set: { year, daysOff, workedWeekends } }, { upsert: true })
    },
  }
}
