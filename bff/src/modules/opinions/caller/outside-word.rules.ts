import { can, targetOf } from '@linli/shared/machine'
import {
  opinionMachine,
  type OpinionEvent,
  type OpinionStatus,
} from '@linli/shared/opinions/opinions.machine'
import type { OutsideStatus } from '@linli/shared/opinions/outside.kinds'

export type OutsideEvent = Extract<OpinionEvent, 'sign' | 'start' | 'reply' | 'hand_back' | 'hand_back_again'>

/**
 * What the word of the organisation that leads a case does to it, as its people would do it one after the other.
 * Empty where it changes nothing: said again, too late, or “done” without a word that a resident could read.
 */
export function outsideEvents(
  said: OutsideStatus,
  found: {
    readonly status: OpinionStatus
    readonly text: string
    /** Handed back from now on it goes to the street. */
    readonly lastReturn: boolean
    /** The street has settled that it is theirs. */
    readonly final: boolean
  },
): readonly OutsideEvent[] {
  switch (said) {
    case 'received':
      return possible(found.status, ['sign'])
    case 'in_progress':
      return found.status === 'dispatched'
        ? possible(found.status, ['sign', 'start'])
        : found.status === 'signed'
          ? ['start']
          : []
    case 'done':
      return found.text === '' ? [] : possible(found.status, ['reply'])
    case 'refused':
    case 'transferred':
      return found.final ? [] : possible(found.status, [found.lastReturn ? 'hand_back_again' : 'hand_back'])
  }
}

function possible(from: OpinionStatus, events: readonly OutsideEvent[]): readonly OutsideEvent[] {
  let status = from
  for (const event of events) {
    if (!can(opinionMachine, status, event)) return []
    status = targetOf(opinionMachine, status, event)
  }
  return events
}
