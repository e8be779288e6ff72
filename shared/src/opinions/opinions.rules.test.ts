import { calendar2026, createCalendar } from '../calendar/workdays'
import { can, statusesOf } from '../machine'
import { instantOf } from '../time'
import {
  extendClock,
  finishClock,
  pauseClock,
  resumeClock,
  startClock,
  type ClockPromise,
} from './opinions.clock'
import { opinionMachine, opinionStatuses, type OpinionEvent, type OpinionStatus } from './opinions.machine'
import {
  clockMessage,
  clockRule,
  clockSentence,
  clockShort,
  explainClock,
  nextStep,
  opinionTitle,
  overdueText,
  statusAt,
} from './opinions.rules'

const calendar = createCalendar([calendar2026])
const at = (day: string, hours = 10) => instantOf(day, hours * 60)
const answer: ClockPromise = { kind: 'answer', startedBy: 'accept', unit: 'workdays', amount: 5 }
const acceptance: ClockPromise = { kind: 'acceptance', startedBy: 'submit', unit: 'workdays', amount: 1 }
const clock = startClock(calendar, answer, at('2026-11-23'))

const table: Record<OpinionStatus, readonly OpinionEvent[]> = {
  submitted: ['accept', 'dispatch', 'reject', 'request_info', 'withdraw', 'merge'],
  needs_info: ['supplement', 'accept', 'dispatch', 'withdraw', 'reject', 'merge'],
  accepted: ['start', 'dispatch', 'request_more', 'hold', 'refer', 'reply', 'reject', 'withdraw', 'merge'],
  dispatched: ['sign', 'dispatch', 'take', 'hand_back', 'hand_back_again', 'reply', 'withdraw', 'merge'],
  signed: [
    ...(['start', 'dispatch', 'take', 'hand_back', 'hand_back_again'] as const),
    ...(['request_more', 'hold', 'reply', 'withdraw', 'merge'] as const),
  ],
  in_progress: [
    ...(['dispatch', 'take', 'hand_back', 'hand_back_again', 'refer'] as const),
    ...(['request_more', 'hold', 'reply', 'withdraw', 'merge'] as const),
  ],
  waiting: ['resume', 'dispatch', 'reply', 'withdraw', 'merge'],
  returned: ['dispatch', 'take', 'refer', 'request_more', 'reply', 'withdraw', 'merge'],
  adjudicating: ['adjudicate', 'withdraw'],
  answered: ['rate', 'reopen', 'lapse'],
  closed: ['reopen'],
  rejected: [],
  withdrawn: [],
  merged: [],
}
const events = [...new Set(Object.values(table).flat())]

test.each(opinionStatuses.flatMap((status) => events.map((event) => [status, event] as const)))(
  'in %s the event %s is allowed exactly when the table says so',
  (status, event) => {
    expect(can(opinionMachine, status, event)).toBe(table[status].includes(event))
  },
)

test('every status is listed and reachable', () => {
  expect([...opinionStatuses].sort()).toEqual(statusesOf(opinionMachine).sort())
  const targets = new Set<string>(Object.values(opinionMachine).flatMap((row) => Object.values(row)))
  expect(opinionStatuses.filter((status) => status !== 'submitted' && !targets.has(status))).toEqual([])
})

test('a running clock says who answers by when, and why then', () => {
  const view = explainClock(calendar, clock, at('2026-11-25'), 'resident')
  expect(view).toMatchObject({
    state: 'running',
    sentence: '社区最晚 11月30日 18:00 前答复您',
    rule: '从 11月23日受理的次日起，5 个工作日，周末不计',
    workdaysLeft: 3,
    workdaysTotal: 5,
    provisional: false,
  })
  expect(view.strip.map((cell) => `${cell.label}/${cell.kind}`)).toEqual([
    '受理/start',
    '1/counted',
    '今天 2/today',
    '3/counted',
    '4/counted',
    '休/rest',
    '休/rest',
    '5 到期/due',
  ])
})

test.each([
  ['2026-11-23', '社区最晚 11月30日 18:00 前答复居民'],
  ['2026-11-29', '社区最晚明天 18:00 前答复居民'],
  ['2026-11-30', '社区最晚今天 18:00 前答复居民'],
])('staff read the same deadline on %s as "%s"', (day, sentence) => {
  expect(clockSentence(calendar, clock, at(day), 'staff')).toBe(sentence)
})

test.each([
  ['2026-11-23', '社区最晚 11月30日 18:00 前答复居民'],
  ['2026-11-30', '社区最晚 11月30日 18:00 前答复居民'],
  ['2026-12-02', '社区没有按时答复居民，期限是 11月30日 18:00'],
])('what is stored on %s is as true when it is read later', (day, sentence) => {
  expect(clockMessage(calendar, clock, at(day), 'staff')).toBe(sentence)
})

test('whoever leads the case owes the answer by name', () => {
  expect(clockSentence(calendar, clock, at('2026-11-25'), 'resident', '锦程物业')).toBe(
    '锦程物业最晚 11月30日 18:00 前答复您',
  )
})

test('time granted on top is said and counted', () => {
  const extended = extendClock(calendar, clock, 3)
  expect(extended.dueAt).toEqual(at('2026-12-03', 18))
  expect(clockRule(calendar, extended, at('2026-11-25'))).toBe(
    '从 11月23日受理的次日起，5 个工作日，延期 3 个工作日，周末不计',
  )
})

test('signing is promised in hours of the office, and says which hours those are', () => {
  const hours = [
    [540, 720],
    [840, 1080],
  ] as const
  const signing = startClock(
    calendar,
    { kind: 'signing', startedBy: 'dispatch', unit: 'workhours', amount: 4, hours },
    at('2026-11-27', 17),
  )
  expect(signing.dueAt).toEqual(at('2026-11-30', 12))
  expect(explainClock(calendar, signing, at('2026-11-27', 17), 'staff', '锦程物业')).toMatchObject({
    sentence: '锦程物业最晚 11月30日 12:00 前签收',
    rule: '从派单时起 4 个工作小时，只计上班时间：9:00 至 12:00、14:00 至 18:00',
    strip: [],
  })
})

test('a promise in natural days counts every day', () => {
  const days = startClock(calendar, { ...answer, unit: 'days' }, at('2026-11-27'))
  expect(days.dueAt).toEqual(at('2026-12-02', 18))
  expect(clockRule(calendar, days, at('2026-11-27'))).toBe('从 11月27日受理的次日起，5 天')
})

test('an overdue clock says by how much, in hours first and in working days later', () => {
  expect(clockSentence(calendar, clock, at('2026-11-30', 19), 'resident')).toBe(
    '社区没有按时答复您，已逾期 1 小时',
  )
  expect(overdueText(calendar, clock, new Date(at('2026-11-30', 18).getTime() + 60_000))).toBe(
    '逾期不到 1 小时',
  )
  expect(overdueText(calendar, clock, at('2026-12-03', 19))).toBe('逾期 3 个工作日')
  expect(overdueText(calendar, clock, at('2026-11-30', 18))).toBe('')
})

test.each([
  ['2026-11-25', '还剩 3 个工作日'],
  ['2026-11-30', '今天 18:00 前'],
  ['2026-12-01', '逾期 16 小时'],
])('a row of the queue has room for a few words: on %s %s', (day, short) => {
  expect(clockShort(calendar, clock, at(day))).toBe(short)
  expect(clockShort(calendar, pauseClock(clock, at('2026-11-24')), at(day))).toBe('已暂停')
})

test('a standing clock says for whom it waits, and its strip ends today', () => {
  const paused = pauseClock(clock, at('2026-11-24'))
  const view = explainClock(calendar, paused, at('2026-11-26'), 'resident')
  expect(view).toMatchObject({ state: 'paused', sentence: '正在等您补充，期间不计时', workdaysLeft: 4 })
  expect(view.strip.map((cell) => cell.label)).toEqual(['受理', '1', '停', '今天停'])
  const resumed = resumeClock(calendar, paused, at('2026-11-26'))
  expect(clockRule(calendar, resumed, at('2026-11-26'))).toBe(
    '从 11月23日受理的次日起，5 个工作日，周末不计，等居民补充的 2 个工作日不计',
  )
})

test('a done clock says how long it took', () => {
  const done = (day: string) => finishClock(calendar, clock, at(day))
  expect(clockSentence(calendar, done('2026-11-23'), at('2026-12-30'), 'resident')).toBe(
    '社区已答复，当天完成',
  )
  expect(clockSentence(calendar, done('2026-11-25'), at('2026-12-30'), 'resident')).toBe(
    '社区已答复，用时 2 个工作日',
  )
  expect(clockSentence(calendar, done('2026-12-01'), at('2026-12-30'), 'resident')).toBe(
    '社区已答复，用时 6 个工作日，超过了期限',
  )
})

test('holidays and make-up workdays are named in the rule and in the strip', () => {
  const spring = startClock(calendar, { ...answer, amount: 3 }, at('2026-02-13'))
  expect(clockRule(calendar, spring, at('2026-02-13'))).toBe(
    '从 2月13日受理的次日起，3 个工作日，周末和节假日不计，2月14日上班，计入',
  )
  const view = explainClock(calendar, spring, at('2026-02-13'), 'staff')
  expect(view.strip.slice(0, 3).map((cell) => cell.label)).toEqual(['受理', '班 1', '休'])
  expect(view.strip[0]?.kind).toBe('today')
})

test('the acceptance clock promises whether, not what', () => {
  const view = explainClock(
    calendar,
    startClock(calendar, acceptance, at('2026-11-23')),
    at('2026-11-23'),
    'resident',
  )
  expect(view.sentence).toBe('社区最晚明天 18:00 前告诉您是否受理')
  expect(view.rule).toBe('从 11月23日提交的次日起，1 个工作日')
})

test('a clock that counts its first day says so and counts it in the strip', () => {
  const own = startClock(calendar, { ...answer, amount: 3, start: 'same_day' }, at('2026-11-23'))
  expect(clockRule(calendar, own, at('2026-11-23'))).toBe('从 11月23日受理的当天起，3 个工作日')
  const { strip } = explainClock(calendar, own, at('2026-11-23', 11), 'resident')
  expect(strip.map(({ label }) => label)).toEqual(['受理', '2', '3 到期'])
  const late = startClock(calendar, { ...answer, start: 'same_day' }, at('2026-11-23', 19))
  expect(clockRule(calendar, late, at('2026-11-23', 20))).toContain('受理的次日起')
})

test('an urgent clock counts minutes and draws no strip', () => {
  const urgent = startClock(calendar, { ...acceptance, unit: 'minutes', amount: 30 }, at('2026-11-23'))
  const view = explainClock(calendar, urgent, at('2026-11-23'), 'resident')
  expect(view).toMatchObject({ state: 'due-today', strip: [], workdaysTotal: 0 })
  expect(view.sentence).toBe('社区最晚今天 10:30 前告诉您是否受理')
  expect(view.rule).toBe('从提交时起 30 分钟内，夜里和周末也一样')
})

test('a deadline in a year without its holiday notice is marked provisional', () => {
  const late = startClock(calendar, answer, at('2026-12-29'))
  expect(explainClock(calendar, late, at('2026-12-29'), 'resident').provisional).toBe(true)
})

test('an answered opinion is closed at the very instant its time to rate ends', () => {
  const lapsesAt = at('2026-12-01')
  const answered = { status: 'answered' as const, lapsesAt }
  expect(statusAt(answered, new Date(lapsesAt.getTime() - 1))).toBe('answered')
  expect(statusAt(answered, lapsesAt)).toBe('closed')
  expect(statusAt({ status: 'in_progress', lapsesAt }, at('2026-12-02'))).toBe('in_progress')
})

test('every status tells the author what comes next', () => {
  for (const status of opinionStatuses) {
    expect(nextStep(status, { closedAs: null, canReopen: false })).toMatch(/\p{Script=Han}/u)
  }
  expect(nextStep('closed', { closedAs: 'lapsed', canReopen: false })).toContain('没有收到评价')
})

test.each([
  ['楼道堆了旧柜子和纸箱，轮椅过不去。跟物业说过两次了', '楼道堆了旧柜子和纸箱，轮椅过不去'],
  ['  灯坏了\n已经三天  ', '灯坏了'],
  ['一'.repeat(40), `${'一'.repeat(29)}…`],
])('the title of %j is its first sentence, cut when long', (text, title) => {
  expect(opinionTitle(text)).toBe(title)
})
