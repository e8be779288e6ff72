import { calendar2026, createCalendar, type Calendar } from '@linli/shared/calendar/workdays'
import { defaultCatalogue } from '@linli/shared/opinions/opinions.catalogue'
import type { Clock } from '../../platform/clock'
import { scopeOf } from '../../platform/scope'
import type { OpinionSettings } from './opinion-settings.model'
import type { OpinionSettingsRepository } from './opinion-settings.repository'
import type { OpinionCategory } from './opinion.model'

/** What a new community starts with (domain facts §6.1; 7 days to rate: product §3.5). */
export const defaultSettings: OpinionSettings = {
  acceptanceDays: 1,
  urgentMinutes: 30,
  lapseDays: 7,
  mostReopens: 2,
  reopenDays: 30,
  groups: [...defaultCatalogue],
}
const defaultYears = [calendar2026]

/** Settings change a few times a year; every process sees a change within this time. */
const CACHE_MS = 10_000

export interface OpinionSettingsSource {
  of(communityId: string): Promise<OpinionSettings>
  calendar(): Promise<Calendar>
  /** Writes the defaults for communities that have none yet; for set-up and seed. */
  ensure(communityIds: readonly string[]): Promise<void>
}

/** Tenant data of the opinion box, at most 10 s old. */
export function createOpinionSettings(deps: {
  settings: OpinionSettingsRepository
  clock: Clock
}): OpinionSettingsSource {
  const kept = new Map<string, { value: OpinionSettings; until: number }>()
  let keptCalendar: { value: Calendar; until: number } | undefined

  return {
    async of(communityId) {
      const now = deps.clock.now().getTime()
      const known = kept.get(communityId)
      if (known && known.until > now) return known.value
      const value = (await deps.settings.find(scopeOf([communityId]))) ?? defaultSettings
      kept.set(communityId, { value, until: now + CACHE_MS })
      return value
    },
    async calendar() {
      const now = deps.clock.now().getTime()
      if (keptCalendar && keptCalendar.until > now) return keptCalendar.value
      const years = await deps.settings.calendarYears()
      const value = createCalendar(years.length > 0 ? years : defaultYears)
      keptCalendar = { value, until: now + CACHE_MS }
      return value
    },
    async ensure(communityIds) {
      for (const communityId of communityIds) await deps.settings.insertMissing(communityId, defaultSettings)
      for (const year of defaultYears) await deps.settings.insertMissingYear(year)
    },
  }
}

/** The category of a code as this community's catalogue has it now, or null. */
export function categoryOf(settings: OpinionSettings, code: string): OpinionCategory | null {
  for (const group of settings.groups) {
    const found = group.items.find((item) => item.code === code)
    if (found) {
      const { label, days, urgent = false } = found
      return { code, label, groupLabel: group.label, urgent, days }
    }
  }
  return null
}
