import { calendarRoutes } from '@linli/shared/calendar/calendar.routes'
import { calendarSchemas } from '@linli/shared/calendar/calendar.schema'
import { implement, type FeatureRoutes } from '../../http/implement'
import type { CalendarDesk } from './calendar-desk.service'

export const createCalendarRoutes = (desk: CalendarDesk): FeatureRoutes =>
  implement(
    calendarRoutes,
    calendarSchemas,
  )({
    get: ({ actor }) => desk.get(actor),
    write: ({ actor, params, body: { version, ...days } }) =>
      desk.write(actor, { year: Number(params.year), ...days }, version),
  })
