import type { DeadlineView } from '@linli/shared/opinions/opinions.parts.schema'
import type { RingTone, RingUnit } from '@/ui/ring'

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
  /** What is left of it, absent where nothing counts down. */
  readonly number?: string
  readonly unit?: RingUnit
}

const dayUnits: Record<DeadlineView['unit'], RingUnit> = {
  workdays: '工作日',
  days: '天',
  workhours: '小时',
  minutes: '小时',
}
const HOUR = 60

/** A deadline as the ring draws it: the arc is the time used, the number what is left, by the hour when it is near. */
export function ringOf({ state, unit, used, workdaysLeft, minutesLeft }: DeadlineView): RingFacts {
  const tone = tones[state]
  if (tone === 'late') return { tone, used, number: '!' }
  if (tone === 'paused' || tone === 'done') return { tone, used }
  if (minutesLeft >= HOUR) return { tone, used, number: String(Math.floor(minutesLeft / HOUR)), unit: '小时' }
  if (minutesLeft > 0) return { tone, used, number: String(minutesLeft), unit: '分钟' }
  return { tone, used, number: String(workdaysLeft), unit: dayUnits[unit] }
}
