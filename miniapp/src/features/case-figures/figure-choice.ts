import {
  exclusionReasons,
  figureParts,
  measures,
  type ExclusionReason,
} from '@linli/shared/opinions/figures.rules'
import { monthOf } from './months'
import type { FigureChoice } from './queries'

const reasons = Object.keys(exclusionReasons) as ExclusionReason[]
const groupings = ['category', 'grid', 'organisation'] as const

/** The figure an address names; what it does not name is all of this month. */
export function figureChoiceOf(param: (name: string) => string | undefined, now: Date): FigureChoice {
  const month = param('month')
  return {
    month: month !== undefined && /^20\d\d-\d\d$/.test(month) ? month : monthOf(now),
    by: groupings.find((one) => one === param('by')) ?? 'category',
    key: param('key'),
    measure: measures.find((one) => one === param('measure')),
    part: figureParts.find((one) => one === param('part')) ?? 'all',
    reason: reasons.find((one) => one === param('reason')),
  }
}
