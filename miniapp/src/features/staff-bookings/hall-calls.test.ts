import { callsOf, newCalls, spokenCall } from './hall-calls'

const call = (queueNumber: string, calledAt: string, deskName = '1 号窗口') => ({
  queueNumber,
  calledAt,
  deskName,
})

test('the counters of a hall stand on one board, the newest call first', () => {
  const board = callsOf([
    {
      deskName: '1 号窗口',
      waiting: 2,
      called: [{ queueNumber: 'A001', calledAt: '2026-11-26T01:00:00.000Z' }],
    },
    {
      deskName: '2 号窗口',
      waiting: 0,
      called: [{ queueNumber: 'L001', calledAt: '2026-11-26T01:05:00.000Z' }],
    },
  ])
  expect(board.map(({ queueNumber, deskName }) => `${queueNumber} ${deskName}`)).toEqual([
    'L001 2 号窗口',
    'A001 1 号窗口',
  ])
})

test('each call is said once, a number called again once more, and what stood there before never', () => {
  const first = call('A001', '2026-11-26T01:00:00.000Z')
  const again = call('A001', '2026-11-26T01:02:00.000Z')
  const next = call('A002', '2026-11-26T01:03:00.000Z')
  expect(newCalls([first], [first])).toEqual([])
  expect(newCalls([first], [next, again])).toEqual([again, next])
  expect(spokenCall(next)).toBe('请 A 0 0 2 号，到 1 号窗口')
})
