import type { OpinionStatus } from '@linli/shared/opinions/opinions.machine'
import type { Tone } from '@/ui/status-pill'

const tones: Record<OpinionStatus, Tone> = {
  submitted: 'wait',
  needs_info: 'you',
  accepted: 'run',
  dispatched: 'run',
  signed: 'run',
  returned: 'run',
  adjudicating: 'run',
  in_progress: 'run',
  waiting: 'you',
  answered: 'run',
  closed: 'done',
  rejected: 'off',
  withdrawn: 'off',
  merged: 'done',
}

/** Shape and colour of a status; the word comes from the server. What waits for others does not ask the reader. */
export const toneOf = (status: OpinionStatus, waitsForMe = true): Tone =>
  status === 'waiting' && !waitsForMe ? 'wait' : tones[status]
