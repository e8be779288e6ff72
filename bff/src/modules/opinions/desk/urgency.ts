import { queuePlace } from '../opinions.queue'
import type { Step } from '../opinions.transition'
import { warnTime } from '../opinions.warnings'
import type { JudgedCase } from '../staff-acts'

/**
 * Puts a case before everything else that runs, or back into the line (domain facts §6.1: what is urgent stands in no
 * line). The promise to the resident stays what it was; only its place in the work changes.
 */
export function urgencyStep(
  { row, base, context }: JudgedCase,
  { urgent, reason }: { readonly urgent: boolean; readonly reason: string },
): Pick<Step, 'act' | 'effects' | 'trace' | 'audited'> {
  const category = { ...row.category, urgent }
  const warnAt = warnTime({ ...row, category }, { ...context, now: base.now })
  return {
    act: urgent ? 'mark_urgent' : 'unmark_urgent',
    effects: {
      set: { category, ...queuePlace({ ...row, category }), ...(warnAt ? { warnAt } : {}) },
      ...(warnAt ? {} : { unset: ['warnAt' as const] }),
    },
    trace: { reason },
    audited: {},
  }
}
