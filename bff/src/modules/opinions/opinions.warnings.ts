import type { Calendar } from '@linli/shared/calendar/workdays'
import type { ClockFacts } from '@linli/shared/opinions/opinions.clock'
import {
  nextWarning,
  rungLabel,
  type LadderFigures,
  type Warned,
} from '@linli/shared/opinions/opinions.ladder'
import { openStatuses, type OpinionStatus } from '@linli/shared/opinions/opinions.machine'
import type { OpinionCategory } from './opinion-parts.model'
import type { OpinionRow } from './opinion.model'
import { nextClock } from './opinions.queue'

/** What of a case its warnings depend on. */
export interface WarnedFacts {
  readonly status: OpinionStatus
  readonly category: Pick<OpinionCategory, 'urgent' | 'rules'>
  readonly clock: ClockFacts
  readonly handling?: { readonly signing: ClockFacts } | undefined
  readonly warned?: Warned | undefined
}

const isOpen = (status: OpinionStatus): boolean => openStatuses.some((open) => open === status)

/** The promise that is owed next, or null when nobody owes anything. */
export const owedClock = (facts: Pick<WarnedFacts, 'status' | 'clock' | 'handling'>): ClockFacts | null =>
  isOpen(facts.status) ? nextClock(facts) : null

/** The figures of the ladder of one category. */
export const ladderOf = <Figures extends LadderFigures>(
  settings: Figures,
  { rules }: Pick<OpinionCategory, 'rules'>,
): Figures => (rules?.warnDays === undefined ? settings : { ...settings, warnDays: rules.warnDays })

/** When the sweep has to warn next; null when it has not. */
export function warnTime(
  facts: WarnedFacts,
  { calendar, settings, now }: { calendar: Calendar; settings: LadderFigures; now: Date },
): Date | null {
  const owed = owedClock(facts)
  const { warned, category } = facts
  return owed === null
    ? null
    : (nextWarning(calendar, owed, ladderOf(settings, category), { warned, urgent: category.urgent, now })
        ?.at ?? null)
}

/** How far an overdue case has gone up, for its line on the workbench: `已报社区负责人`. */
export function escalationOf(row: OpinionRow, status: OpinionStatus): string {
  const owed = owedClock({ ...row, status })
  const { warned } = row
  if (!owed || !warned || warned.rung === 'near') return ''
  return warned.dueAt.getTime() === owed.dueAt.getTime() ? rungLabel[warned.rung] : ''
}
