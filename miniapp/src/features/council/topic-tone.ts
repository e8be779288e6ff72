import type { TopicStatus } from '@linli/shared/council/topics.machine'
import type { Tone } from '@/ui/status-pill'

const tones: Readonly<Record<TopicStatus, Tone>> = {
  submitted: 'wait',
  gathering: 'run',
  supported: 'wait',
  screened_out: 'late',
  objected: 'wait',
  deliberating: 'run',
  moved: 'wait',
  resolved: 'run',
  done: 'done',
  refused: 'off',
  lapsed: 'off',
  withdrawn: 'off',
}

export const topicTone = (status: TopicStatus): Tone => tones[status]
