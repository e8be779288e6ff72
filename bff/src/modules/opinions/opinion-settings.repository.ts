import type { CalendarYear } from '@linli/shared/calendar/workdays'
import type { Connection } from 'mongoose'
import { inScope, type Scope } from '../../platform/scope'
import {
  calendarYearModel,
  opinionSettingsModel,
  type OpinionSettings,
  type OpinionSettingsRow,
} from './opinion-settings.model'

export interface OpinionSettingsRepository {
  find(scope: Scope): Promise<OpinionSettingsRow | null>
  /** Writes the settings of a community that has none; what it has is left alone. */
  insertMissing(communityId: string, settings: OpinionSettings): Promise<void>
  /** The holiday notices loaded for this deployment. */
  calendarYears(): Promise<CalendarYear[]>
  insertMissingYear(year: CalendarYear): Promise<void>
}

export function createOpinionSettingsRepository(connection: Connection): OpinionSettingsRepository {
  const settings = opinionSettingsModel(connection)
  const years = calendarYearModel(connection)
  return {
    find: (scope) => settings.findOne(inScope(scope)).lean<OpinionSettingsRow>(),
    async insertMissing(communityId, row) {
      await settings.updateOne(
        { _id: communityId },
        { $setOnInsert: { communityId, ...row } },
        { upsert: true },
      )
    },
    async calendarYears() {
      const rows = await years.find().sort({ _id: 1 }).limit(100).lean()
      return rows.map(({ year, daysOff, workedWeekends }) => ({ year, daysOff, workedWeekends }))
    },
    async insertMissingYear(year) {
      await years.updateOne({ _id: year.year }, { $setOnInsert: { ...year } }, { upsert: true })
    },
  }
}
