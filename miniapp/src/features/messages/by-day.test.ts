import type { MessageView } from '@linli/shared/messages/messages.schema'
import { byDay } from './by-day'

const message = (id: string, createdAt: string): MessageView => ({
  id,
  topic: 'notice',
  targetId: null,
  title: '',
  text: '',
  needsAct: false,
  read: true,
  createdAt,
})

test('messages stand under the Shanghai day they came on, newest day first', () => {
  const days = byDay([
    message('c', '2026-11-23T00:10:00.000Z'),
    message('b', '2026-11-22T16:30:00.000Z'),
    message('a', '2026-11-22T15:30:00.000Z'),
  ])
  expect(days.map(({ day, messages }) => [day, messages.map(({ id }) => id)])).toEqual([
    ['2026-11-23', ['c', 'b']],
    ['2026-11-22', ['a']],
  ])
})
