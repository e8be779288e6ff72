import type { TaskView } from '@linli/shared/council/chain.schema'
import { isSentBack, lateText, wordsText } from './task-words'

const now = new Date('2026-12-30T04:00:00.000Z')

test('a late task says for how many days, by the days of Shanghai, and who knows of it', () => {
  const late = { dueAt: '2026-12-11T10:00:00.000Z', toldTo: 'street' } as const
  expect(lateText(late, now)).toBe('过了期限 19 天，已经告诉社区负责人和街道')
  expect(lateText({ ...late, toldTo: 'desk' }, now)).toBe('过了期限 19 天，已经提醒社区')
  expect(lateText({ dueAt: '2026-12-30T03:00:00.000Z', toldTo: 'nobody' }, now)).toBe('今天过了期限')
  // Half past midnight of the next day in Shanghai is still the day before in London.
  expect(lateText({ ...late, toldTo: 'nobody' }, new Date('2026-12-11T16:30:00.000Z'))).toBe('过了期限 1 天')
})

test('what neighbours say is counted, with the own word', () => {
  const task = { yes: 0, no: 0, needed: 3, mine: null }
  expect(wordsText(task)).toBe('还没有居民说，有 3 人说法一样就定下来')
  expect(wordsText({ ...task, yes: 1, no: 2, mine: false })).toBe(
    '1 人说做好了，2 人说还没做好，有 3 人说法一样就定下来。您说还没做好',
  )
})

test('a task that was called done and is open again was sent back, whatever stands before', () => {
  const report = (isDone: boolean): TaskView['reports'][number] => ({
    ...{ id: 'r', text: '', photos: [], by: '', at: now.toISOString() },
    isDone,
  })
  expect(isSentBack({ status: 'open', reports: [report(true)] })).toBe(true)
  expect(isSentBack({ status: 'open', reports: [report(true), report(false)] })).toBe(false)
  expect(isSentBack({ status: 'open', reports: [] })).toBe(false)
  expect(isSentBack({ status: 'done', reports: [report(true)] })).toBe(false)
})
