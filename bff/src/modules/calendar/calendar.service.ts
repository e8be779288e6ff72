import {
  createCalendar,
  publishedYears,
  type Calendar,
  type CalendarYear,
} from '@linli/shared/calendar/workdays'
import type { Clock } from '../../platform/clock'
import type { CalendarRepository } from './calendar.repository'

/** A notice comes once a year; every process sees it within this time. */
const CACHE_MS = 10_000

export interface CalendarService {
  /** The calendar in force, at most 10 s old: the years this release knows, and what has been loaded since. */
  current(): Promise<Calendar>
  /** Names the calendar in force: another one when a year was loaded. */
  version(): Promise<string>
  /** Loads the notice of a year; a job of the opinions computes open promises again. */
  load(year: CalendarYear): Promise<void>
  /** One year as it stands, never from memory: what is read here is written over. */
  standing(year: number): Promise<StandingYear>
  /** Loads the notice unless somebody has since `version`; false when overtaken. */
  replace(year: CalendarYear, version: number): Promise<boolean>
}

export interface StandingYear extends CalendarYear {
  /** 0 until somebody has written the year down. */
  readonly version: number
  /** False while the year is provisional. */
  readonly isKnown: boolean
}

/** Working days of the whole deployment (domain facts §3.4); a year whose notice is missing is provisional. */
export function createCalendarService(deps: { years: CalendarRepository; clock: Clock }): CalendarService {
  const { years, clock } = deps
  let kept: { value: Calendar; version: string; until: number } | undefined

  async function inForce() {
    const now = clock.now().getTime()
    if (kept && kept.until > now) return kept
    const loaded = await years.years()
    const known = new Map([...publishedYears, ...loaded].map((year) => [year.year, year]))
    const all = [...known.values()]
    kept = { value: createCalendar(all), version: JSON.stringify(all), until: now + CACHE_MS }
    return kept
  }

  return {
    current: async () => (await inForce()).value,
    version: async () => (await inForce()).version,
    async load(year) {
      await years.put(year)
      kept = undefined
    },
    async standing(year) {
      const written = (await years.years()).find((one) => one.year === year)
      const known = written ?? publishedYears.find((one) => one.year === year)
      return {
        ...{ year, daysOff: known?.daysOff ?? [], workedWeekends: known?.workedWeekends ?? [] },
        ...{ version: written?.version ?? 0, isKnown: known !== undefined },
      }
    },
    async replace(year, version) {
      const isWritten = await years.replace(year, version)
      if (isWritten) kept = undefined
      return isWritten
    },
  }
}
