import * as z from 'zod/mini'
import type { SchemaTable } from '../contract'
import { isoDay, version } from '../scalars.schema'
import type { calendarRoutes } from './calendar.routes'
import { calendar2026 } from './workdays'

/** A year has no more days. */
const days = z.array(isoDay).check(z.maxLength(120, '最多 120 天'))

const year = z
  .object({
    year: z.number(),
    /** 0 until somebody has written the year down here. */
    version,
    /** False while due times rest on weekends and fixed dates alone (暂定). */
    isKnown: z.boolean(),
    daysOff: z.array(z.string()),
    workedWeekends: z.array(z.string()),
  })
  .register(z.globalRegistry, { id: 'CalendarYear' })
export type CalendarYearView = z.infer<typeof year>

const known: CalendarYearView = {
  ...{ year: 2026, version: 0, isKnown: true },
  ...{ daysOff: [...calendar2026.daysOff], workedWeekends: [...calendar2026.workedWeekends] },
}

export const calendarSchemas = {
  get: {
    response: z.object({ years: z.array(year), mayWrite: z.boolean() }),
    errors: [],
    examples: {
      response: {
        years: [known, { year: 2027, version: 0, isKnown: false, daysOff: [], workedWeekends: [] }],
        mayWrite: false,
      },
    },
  },
  write: {
    params: z.strictObject({ year: z.string().check(z.regex(/^\d{4}$/, '年份不对')) }),
    body: z.strictObject({ version, daysOff: days, workedWeekends: days }),
    response: year,
    errors: ['not_found', 'version_conflict'],
    examples: {
      body: {
        version: 0,
        daysOff: [...calendar2026.daysOff],
        workedWeekends: [...calendar2026.workedWeekends],
      },
      response: { ...known, version: 1 },
    },
  },
} satisfies SchemaTable<typeof calendarRoutes>
