import type { OpinionStatus } from '@linli/shared/opinions/opinions.machine'
import type { Tone } from '@/ui/status-pill'

const tones: Record<OpinionStatus, Tone> = {
  submitted: 'wait',
  needs_info: 'you',
  accepted: 'run',
  in_progress: 'run',
  waiting: 'you',
  answered: 'run',
  closed: 'done',
  rejected: 'off',
  withdrawn: 'off',
}

/** Shape and colour of a status; the word comes from the server. */
export const toneOf = (status: OpinionStatus): Tone => tones[status]
