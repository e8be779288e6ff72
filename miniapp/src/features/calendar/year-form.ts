import { readDayList } from '@linli/shared/calendar/day-list'
import type { CalendarYear } from '@linli/shared/calendar/workdays'
import { yearFaults } from '@linli/shared/calendar/year.rules'

export interface TypedYear {
  readonly daysOff: string
  readonly workedWeekends: string
}
type FieldName = keyof TypedYear

export interface ReadYear {
  readonly read: CalendarYear
  /** One sentence beside each field that cannot be taken. */
  readonly issues: Readonly<Partial<Record<FieldName, string>>>
}

/** What somebody typed or copied from the notice, and what is wrong with it; the server judges it again. */
export function readTyped(year: number, typed: TypedYear): ReadYear {
  const lists = {
    daysOff: readDayList(year, typed.daysOff),
    workedWeekends: readDayList(year, typed.workedWeekends),
  }
  const read = { year, daysOff: lists.daysOff.days, workedWeekends: lists.workedWeekends.days }
  const faults = yearFaults(read)
  const issueOf = (field: FieldName): string | undefined => {
    const { unread } = lists[field]
    if (unread.length > 0) return `看不懂“${unread.join('”“')}”，请写成 1月1日至3日`
    return faults.find((fault) => fault.field === field)?.text
  }
  const issues = (['daysOff', 'workedWeekends'] as const).flatMap((field) => {
    const issue = issueOf(field)
    return issue === undefined ? [] : [[field, issue] as const]
  })
  return { read, issues: Object.fromEntries(issues) }
}
