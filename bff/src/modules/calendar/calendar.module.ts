import type { Connection } from 'mongoose'
import type { Clock } from '../../platform/clock'
import { createCalendarRepository } from './calendar.repository'
import { createCalendarService, type CalendarService } from './calendar.service'

/** The calendar of working days, for every feature that promises something by a day. */
export function createCalendarModule(deps: { connection: Connection; clock: Clock }): CalendarService {
  return createCalendarService({ ...deps, years: createCalendarRepository(deps.connection) })
}
