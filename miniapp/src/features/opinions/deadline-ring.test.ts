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
  minutesLeft: 0,
  used: 0.4,
  provisional: false,
  strip: [],
  ...part,
})

test('the arc is the time used and the number the working days left', () => {
  expect(ringOf(deadline({}))).toEqual({ tone: 'run', used: 0.4, number: '3', unit: '工作日' })
  expect(ringOf(deadline({ unit: 'days' })).unit).toBe('天')
})

test('what runs by the hour tells hours, and minutes within the last of them', () => {
  const byTheHour = { unit: 'workhours', workdaysLeft: 0, workdaysTotal: 0 } as const
  expect(ringOf(deadline({ ...byTheHour, minutesLeft: 210, used: 0.1 }))).toEqual({
    ...{ tone: 'run', used: 0.1, number: '3', unit: '小时' },
  })
  expect(ringOf(deadline({ ...byTheHour, minutesLeft: 25 }))).toMatchObject({ number: '25', unit: '分钟' })
})

test('a day that is the last one is told by the hour too, not as nought days', () => {
  expect(ringOf(deadline({ state: 'due-today', workdaysLeft: 0, minutesLeft: 480 }))).toMatchObject({
    ...{ tone: 'wait', number: '8', unit: '小时' },
  })
})

test('an overdue ring is full and carries a mark, not a number', () => {
  expect(ringOf(deadline({ state: 'overdue', workdaysLeft: 0, used: 1 }))).toEqual({
    ...{ tone: 'late', used: 1, number: '!' },
  })
})

test('a paused ring shows no number', () => {
  expect(ringOf(deadline({ state: 'paused' })).number).toBeUndefined()
})
