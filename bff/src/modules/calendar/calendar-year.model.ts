import type { CalendarYear } from '@linli/shared/calendar/workdays'
import { Schema, type Connection, type Model } from 'mongoose'

/** A year of the State Council's holiday notice: a collection of the deployment itself, the same for every community. */
export type CalendarYearRow = CalendarYear & { _id: number; version?: number }

const yearSchema = new Schema<CalendarYearRow>(
  {
    _id: { type: Number, required: true },
    year: { type: Number, required: true },
    daysOff: { type: [String], required: true },
    workedWeekends: { type: [String], required: true },
    version: { type: Number },
  },
  { collection: 'calendar_years', strict: 'throw', autoIndex: false, versionKey: false },
)

export const calendarYearModel = (connection: Connection): Model<CalendarYearRow> =>
  connection.models.CalendarYear ?? connection.model<CalendarYearRow>('CalendarYear', yearSchema)
