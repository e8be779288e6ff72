import type { DeadlineView } from '@linli/shared/opinions/opinions.parts.schema'
import type { RingTone } from '@/ui/ring'

const tones: Record<DeadlineView['state'], RingTone> = {
  running: 'run',
  'due-today': 'wait',
  overdue: 'late',
  paused: 'paused',
  done: 'done',
}

export interface RingFacts {
  readonly tone: RingTone
  /** Share of the time used, 0 to 1. */
  readonly used: number
  readonly number?: string
}

/** A deadline as the ring draws it: the arc is the time used, the number the working days left. */
export function ringOf({ state, workdaysLeft, workdaysTotal }: DeadlineView): RingFacts {
  const tone = tones[state]
  const used =
    state === 'overdue' || state === 'done' || workdaysTotal === 0 ? 1 : 1 - workdaysLeft / workdaysTotal
  if (tone === 'late') return { tone, used, number: '!' }
  return tone === 'paused' || tone === 'done' ? { tone, used } : { tone, used, number: String(workdaysLeft) }
}
