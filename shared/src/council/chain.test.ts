import { chainOf, type ChainFacts, type ChainKey } from './chain.rules'

const at = (day: number): Date => new Date(Date.UTC(2026, 10, day))
const now = at(26)
const facts = (more: Partial<ChainFacts> = {}): ChainFacts => ({
  status: 'gathering',
  sentence: '还差 8 人支持',
  opinions: 2,
  proposedAt: at(1),
  adoptedAt: null,
  statements: 0,
  meetings: [],
  motionAt: null,
  poll: null,
  resolution: null,
  tasks: [],
  ...more,
})
const states = (more: Partial<ChainFacts>): Partial<Record<ChainKey, string>> =>
  Object.fromEntries(chainOf(facts(more), now).map(({ key, state }) => [key, state]))
const textOf = (key: ChainKey, more: Partial<ChainFacts>): string =>
  chainOf(facts(more), now).find((one) => one.key === key)?.text ?? ''

test('while supporters are looked for, the topic is what happens now and says what is missing', () => {
  expect(states({})).toMatchObject({ opinions: 'done', topic: 'now', deliberation: 'next', poll: 'next' })
  expect(textOf('topic', {})).toBe('还差 8 人支持')
})
test('a topic that ended says of every later step that it was not reached', () => {
  expect(textOf('poll', { status: 'lapsed' })).toBe('议题已经结束，没有走到这一步')
})
test('what comes from no opinion says so', () => {
  expect(chainOf(facts({ opinions: 0 }), now)[0]).toMatchObject({ state: 'left_out' })
})
test('a motion waits for its poll, a published poll for its resolution', () => {
  const moved = { status: 'moved', adoptedAt: at(5), motionAt: at(9) } as const
  expect(states(moved)).toMatchObject({
    deliberation: 'done',
    motion: 'done',
    poll: 'now',
    resolution: 'next',
  })
  const poll = { phaseLabel: '已公布', at: at(20), isOut: true, isOver: false }
  expect(states({ ...moved, poll })).toMatchObject({ poll: 'done', resolution: 'now' })
})
test('agreed without a vote, motion and poll are left out in plain words', () => {
  const settled = {
    status: 'resolved',
    adoptedAt: at(5),
    resolution: { at: at(9), passed: true, basis: 'deliberation', closedBecause: null },
  } as const
  expect(states(settled)).toMatchObject({
    motion: 'left_out',
    poll: 'left_out',
    resolution: 'done',
    tasks: 'now',
  })
  expect(textOf('poll', settled)).toBe('协商一致，没有经过表决')
  // What is over is not said to be still to come.
  expect(textOf('deliberation', settled)).toBe('没有人在这里说看法')
  expect(textOf('deliberation', { status: 'deliberating', adoptedAt: at(5) })).toBe('还没有人说看法')
})
test('a meeting to come has not begun: its day is said, and not that it is going on', () => {
  const invited = { meetings: [{ status: 'invited', startsAt: at(30) }] } as const
  expect(states({ adoptedAt: at(5), ...invited })).toMatchObject({ meeting: 'next' })
  expect(textOf('meeting', { adoptedAt: at(5), ...invited })).toMatch(/开会$/)
  const begun = { meetings: [{ status: 'under_way', startsAt: at(26) }] } as const
  expect(states({ adoptedAt: at(5), ...begun })).toMatchObject({ meeting: 'now' })
})
test('what is closed without tasks says why nothing has to be done', () => {
  const closed = {
    status: 'done',
    adoptedAt: at(5),
    resolution: { at: at(9), passed: true, basis: 'deliberation', closedBecause: '只是约定一个时间' },
  } as const
  expect(states(closed)).toMatchObject({ resolution: 'done', tasks: 'left_out', confirmed: 'left_out' })
  expect(textOf('tasks', closed)).toBe('没有要落实的事：只是约定一个时间')
})
test('what did not pass has nothing to carry out', () => {
  const lost = {
    status: 'done',
    adoptedAt: at(5),
    resolution: { at: at(9), passed: false, basis: 'poll', closedBecause: null },
  } as const
  expect(states(lost)).toMatchObject({ resolution: 'done', tasks: 'left_out', confirmed: 'left_out' })
})
test('a late task is said to be late, and all confirmed ends the chain', () => {
  const resolution = { at: at(9), passed: true, basis: 'poll', closedBecause: null } as const
  const base = { adoptedAt: at(5), resolution }
  const task = { status: 'open', dueAt: at(20), at: at(10) } as const
  expect(textOf('tasks', { ...base, tasks: [task] })).toBe('1 件，1 件没有做好，其中 1 件逾期')
  expect(states({ ...base, tasks: [{ ...task, status: 'done' }] })).toMatchObject({
    tasks: 'done',
    confirmed: 'now',
  })
  expect(states({ ...base, tasks: [{ ...task, status: 'confirmed' }] })).toMatchObject({ confirmed: 'done' })
})
