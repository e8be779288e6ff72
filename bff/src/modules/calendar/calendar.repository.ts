import type { CalendarYear } from '@linli/shared/calendar/workdays'
import type { Connection } from 'mongoose'
import { isDuplicateKey } from '../../platform/mongo-errors'
import { calendarYearModel } from './calendar-year.model'

/** A year that has been written down, and how often. */
export interface WrittenYear extends CalendarYear {
  readonly version: number
}

export interface CalendarRepository {
  /** The years that have been loaded, oldest first. */
  years(): Promise<WrittenYear[]>
  /** Puts a year in the place of what was known of it. */
  put(year: CalendarYear): Promise<void>
  /** The same, if nobody has written it since `version`; 0 for a year that nobody has written. False when overtaken. */
  replace(year: CalendarYear, version: number): Promise<boolean>
}

/** More years than any deployment lives to see. */
const MOST_YEARS = 100
/** What a year that was loaded before versions were kept counts as. */
const FIRST = 1

export function createCalendarRepository(connection: Connection): CalendarRepository {
  const years = calendarYearModel(connection)
  return {
    async years() {
      const rows = await years.find().sort({ _id: 1 }).limit(MOST_YEARS).lean()
      return rows.map(({ year, daysOff, workedWeekends, version = FIRST }) => ({
        ...{ year, daysOff, workedWeekends, version },
      }))
    },
    async put({ year, daysOff, workedWeekends }) {
      await years.updateOne(
        { _id: year },
        { $set: { year, daysOff, workedWeekends }, $inc: { version: 1 } },
        { upsert: true },
      )
    },
    async replace({ year, daysOff, workedWeekends }, version) {
      if (version === 0) {
        try {
          await years.create([{ _id: year, year, daysOff, workedWeekends, version: FIRST }])
          return true
        } catch (error) {
          if (isDuplicateKey(error)) return false
          throw error
        }
      }
      const { modifiedCount } = await years.updateOne(
        { _id: year, version: version === FIRST ? { $in: [FIRST, null] } : version },
        { $set: { daysOff, workedWeekends, version: version + 1 } },
      )
      return modifiedCount === 1
    },
  }
}
