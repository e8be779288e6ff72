import { calendarPermissions } from '@linli/shared/calendar/calendar.permissions'
import type { Actor } from '../../platform/actor'
import { judgeBy } from '../../platform/permission'
import type { Judgement } from '../../platform/scope'

/** The district's operators write down the holidays of everybody. */
export const judgeCalendar = (actor: Actor): Judgement => judgeBy(actor, calendarPermissions.write)
