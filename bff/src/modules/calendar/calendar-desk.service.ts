import type { CalendarYearView } from '@linli/shared/calendar/calendar.schema'
import type { CalendarYear } from '@linli/shared/calendar/workdays'
import { yearFaults } from '@linli/shared/calendar/year.rules'
import { dayOf } from '@linli/shared/time'
import type { Actor } from '../../platform/actor'
import type { Audit } from '../../platform/audit/audit'
import type { Clock } from '../../platform/clock'
import { AppError } from '../../platform/problem-error'
import { demand } from '../../platform/scope'
import type { UnitOfWork } from '../../platform/unit-of-work'
import { judgeCalendar } from './calendar.policy'
import type { CalendarService, StandingYear } from './calendar.service'

export interface CalendarDesk {
  /** This year and the next, for every member of staff. */
  get(actor: Actor): Promise<{ years: CalendarYearView[]; mayWrite: boolean }>
  /**
   * Writes down the notice of a year. What has been closed keeps its days; open promises are computed again by a job.
   * @throws not_found for another year than this one and the next, validation_failed for days that cannot be,
   * version_conflict when a colleague was faster
   */
  write(actor: Actor, year: CalendarYear, version: number): Promise<CalendarYearView>
}

/** The holiday notice as the operators keep it (domain facts §3.4). */
export function createCalendarDesk(deps: {
  readonly calendars: CalendarService
  readonly uow: UnitOfWork
  readonly audit: Audit
  readonly clock: Clock
}): CalendarDesk {
  const { calendars, uow, audit, clock } = deps
  const years = (): number[] => {
    const thisYear = Number(dayOf(clock.now()).slice(0, 4))
    return [thisYear, thisYear + 1]
  }
  const present = ({ year, version, isKnown, daysOff, workedWeekends }: StandingYear): CalendarYearView => ({
    ...{ year, version, isKnown },
    ...{ daysOff: [...daysOff], workedWeekends: [...workedWeekends] },
  })

  return {
    async get(actor) {
      const standing = await Promise.all(years().map((year) => calendars.standing(year)))
      return { years: standing.map(present), mayWrite: judgeCalendar(actor).allowed }
    },
    async write(actor, typed, version) {
      demand(judgeCalendar(actor))
      const { year } = typed
      if (!years().includes(year)) throw new AppError('not_found')
      const faults = yearFaults(typed)
      if (faults.length > 0)
        throw new AppError('validation_failed', {
          errors: faults.map(({ field, text }) => ({ path: `body.${field}`, message: text })),
        })
      const [daysOff, workedWeekends] = [typed.daysOff, typed.workedWeekends].map((days) =>
        [...new Set(days)].toSorted(),
      ) as [string[], string[]]
      await uow.run(async () => {
        if (!(await calendars.replace({ year, daysOff, workedWeekends }, version)))
          throw new AppError('version_conflict')
        await audit.record({
          ...{ actor, action: 'calendar.write', communityId: null },
          ...{ targetType: 'calendar', targetId: String(year) },
          detail: { year, daysOff: daysOff.length, workedWeekends: workedWeekends.length },
        })
      })
      return present(await calendars.standing(year))
    },
  }
}
