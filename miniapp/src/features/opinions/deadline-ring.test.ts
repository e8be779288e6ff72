import type { DeadlineView } from '@linli/shared/opinions/opinions.parts.schema'
import { ringOf } from './deadline-ring'

const deadline = (part: Partial<DeadlineView>): DeadlineView => ({
  kind: 'answer',
  state: 'running',
  dueAt: '2026-11-30T10:00:00.000Z',
  sentence: '',
  short: '',
  rule: '',
  unit: 'workdays',
  workdaysLeft: 3,
  workdaysTotal: 5,
  provisional: false,
  strip: [],
  ...part,
})

test('the arc is the time used and the number the working days left', () => {
  expect(ringOf(deadline({}))).toEqual({ tone: 'run', used: 0.4, number: '3' })
})

test('an overdue ring is full and carries a mark, not a number', () => {
  expect(ringOf(deadline({ state: 'overdue', workdaysLeft: 0 }))).toEqual({
    tone: 'late',
    used: 1,
    number: '!',
  })
})

test('a paused ring shows no number, and a limit of no days divides by nothing', () => {
  expect(ringOf(deadline({ state: 'paused' })).number).toBeUndefined()
  expect(ringOf(deadline({ state: 'due-today', workdaysLeft: 0, workdaysTotal: 0 })).used).toBe(1)
})
