import type { CalendarYear } from '@linli/shared/calendar/workdays'
import type { CategoryGroup } from '@linli/shared/opinions/opinions.catalogue'
import { Schema, type Connection, type Model } from 'mongoose'

/** What a community decides for itself about opinions (product §2.3: figures are tenant data). */
export interface OpinionSettings {
  /** Working days until a community says whether it accepts. */
  acceptanceDays: number
  /** Minutes until somebody reacts to an urgent case, round the clock. */
  urgentMinutes: number
  /** Days to rate an answer before the case closes as unrated. */
  lapseDays: number
  /** How often one case may be taken up again. */
  mostReopens: number
  /** Days after the answer in which that may happen. */
  reopenDays: number
  groups: CategoryGroup[]
}

export interface OpinionSettingsRow extends OpinionSettings {
  /** The community. */
  _id: string
  communityId: string
}

const part = { _id: false, strict: 'throw' } as const
const item = new Schema(
  {
    code: { type: String, required: true },
    label: { type: String, required: true },
    urgent: Boolean,
    days: { type: Number, required: true },
  },
  part,
)
const group = new Schema(
  {
    code: { type: String, required: true },
    label: { type: String, required: true },
    items: { type: [item] },
  },
  part,
)

const settingsSchema = new Schema<OpinionSettingsRow>(
  {
    _id: { type: String, required: true },
    communityId: { type: String, required: true },
    acceptanceDays: { type: Number, required: true },
    urgentMinutes: { type: Number, required: true },
    lapseDays: { type: Number, required: true },
    mostReopens: { type: Number, required: true },
    reopenDays: { type: Number, required: true },
    groups: { type: [group], required: true },
  },
  { collection: 'opinion_settings', strict: 'throw', autoIndex: false, versionKey: false },
)

/** A year of the State Council's holiday notice, the same for the whole deployment. */
export type CalendarYearRow = CalendarYear & { _id: number }

const yearSchema = new Schema<CalendarYearRow>(
  {
    _id: { type: Number, required: true },
    year: { type: Number, required: true },
    daysOff: { type: [String], required: true },
    workedWeekends: { type: [String], required: true },
  },
  { collection: 'calendar_years', strict: 'throw', autoIndex: false, versionKey: false },
)

export const opinionSettingsModel = (connection: Connection): Model<OpinionSettingsRow> =>
  connection.models.OpinionSettings ?? connection.model<OpinionSettingsRow>('OpinionSettings', settingsSchema)

export const calendarYearModel = (connection: Connection): Model<CalendarYearRow> =>
  connection.models.CalendarYear ?? connection.model<CalendarYearRow>('CalendarYear', yearSchema)
