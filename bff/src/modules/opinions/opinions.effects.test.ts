import { calendar2026, createCalendar } from '@linli/shared/calendar/workdays'
import { can, statusesOf } from '@linli/shared/machine'
import { startClock } from '@linli/shared/opinions/opinions.clock'
import { opinionMachine, type OpinionEvent } from '@linli/shared/opinions/opinions.machine'
import { organisationParty } from '@linli/shared/opinions/parties'
import type { OpinionRow } from './opinion.model'
import { acceptancePromise, currentStatus, effectsOf, type EffectContext } from './opinions.effects'
import { queueRanks, stretchesOf } from './opinions.queue'
import { categoryOf, defaultSettings } from './opinions.settings'

const calendar = createCalendar([calendar2026])
const now = new Date('2026-11-25T02:00:00Z')
const context: EffectContext = {
  now,
  calendar,
  settings: defaultSettings,
  owner: { accountId: 'acc_staff', label: '社区 陈立新' },
  hold: { for: 'vote', note: '12 月开业主大会' },
  assignment: {
    lead: organisationParty('nod_a', '锦程物业'),
    helpers: [],
    instruction: '',
    copy: { text: '楼道堆了旧柜子', photos: [] },
    final: false,
    byAccountId: 'acc_staff',
    byLabel: '社区 陈立新',
    parties: ['organisation:nod_a:锦程物业'],
  },
}
const category = {
  code: 'sanitation.corridor',
  label: '楼道堆物',
  groupLabel: '环境卫生',
  urgent: false,
  days: 5,
}
const submittedAt = new Date('2026-11-23T02:00:00Z')
const row: OpinionRow = {
  _id: 'opn_testOpinionAAAAAAAA',
  communityId: 'nod_a',
  number: 'QH-20261123-0001',
  authorAccountId: 'acc_author',
  authorPersonId: null,
  authorLabel: '周**',
  hideName: true,
  wantsPublic: true,
  notifyMe: true,
  category,
  text: '楼道堆了旧柜子',
  photos: [],
  place: {
    nodeId: 'nod_b',
    kind: 'unit',
    label: '锦和苑 3 号楼 2 单元',
    detail: '',
    publicLabel: '锦和苑 3 号楼',
    gridId: null,
    gridLabel: '',
    path: ['nod_a'],
  },
  status: 'submitted',
  version: 1,
  submittedAt,
  acceptedAt: null,
  answeredAt: null,
  closedAt: null,
  closedAs: null,
  clock: startClock(calendar, acceptancePromise(category, defaultSettings), submittedAt),
  pastClocks: [],
  queueRank: 0,
  queueAt: submittedAt,
  ownerAccountId: null,
  ownerLabel: '',
  rating: null,
  pastRatings: [],
  reopenCount: 0,
  rejection: null,
  entries: [],
  history: [],
  searchTokens: [],
}

const rankOf: Record<string, number> = {
  submitted: queueRanks.running,
  accepted: queueRanks.running,
  dispatched: queueRanks.running,
  signed: queueRanks.running,
  returned: queueRanks.running,
  adjudicating: queueRanks.running,
  in_progress: queueRanks.running,
  needs_info: queueRanks.paused,
  waiting: queueRanks.paused,
  answered: queueRanks.answered,
  closed: queueRanks.ended,
  rejected: queueRanks.ended,
  withdrawn: queueRanks.ended,
  merged: queueRanks.ended,
}
const transitions = statusesOf(opinionMachine).flatMap((status) =>
  (Object.keys(opinionMachine[status]) as OpinionEvent[]).map((event) => [status, event] as const),
)

test.each(transitions)(
  'from %s, %s ends where the machine says, in its place in the queue',
  (status, event) => {
    const { set } = effectsOf(event, { ...row, status }, context)
    expect(can(opinionMachine, status, event)).toBe(true)
    const target = (opinionMachine[status] as Record<string, string>)[event]
    expect(set.status).toBe(target)
    expect(set.queueRank).toBe(rankOf[target ?? ''])
    expect(set.queueAt).toBeInstanceOf(Date)
  },
)

test('what is urgent stands above everything else as long as it runs', () => {
  const urgent = { ...row, category: { ...row.category, urgent: true } }
  expect(effectsOf('accept', urgent, context).set.queueRank).toBe(queueRanks.urgent)
  expect(effectsOf('request_info', urgent, context).set.queueRank).toBe(queueRanks.paused)
  expect(Math.min(...Object.values(queueRanks))).toBe(queueRanks.urgent)
})

test('an event the machine does not know in this status is a mistake of the caller', () => {
  expect(() => effectsOf('rate', row, context)).toThrow(RangeError)
})

test('accepting keeps the first promise and starts the second', () => {
  const { set, pastClock } = effectsOf('accept', row, context)
  expect(pastClock).toMatchObject({ kind: 'acceptance', doneAt: now })
  expect(set.clock).toMatchObject({ kind: 'answer', startedAt: now, dueAt: new Date('2026-12-02T10:00:00Z') })
  expect(set).toMatchObject({ ownerAccountId: 'acc_staff', queueAt: new Date('2026-12-02T10:00:00Z') })
})

test('a question stops the clock, an answer moves its due time, a reply ends it', () => {
  const accepted = { ...row, status: 'accepted' as const, ...effectsOf('accept', row, context).set }
  const waiting = { ...accepted, ...effectsOf('request_more', accepted, context).set }
  expect(waiting.clock.pauses).toEqual([{ from: now, to: null }])
  const later = { ...context, now: new Date('2026-11-27T02:00:00Z') }
  const resumed = effectsOf('resume', waiting, later).set
  expect(resumed.clock?.dueAt).toEqual(new Date('2026-12-04T10:00:00Z'))
  const replied = effectsOf('reply', waiting, later).set
  expect(replied).toMatchObject({ answeredAt: later.now, nextActionAt: new Date('2026-12-04T02:00:00Z') })
  expect(replied.clock).toMatchObject({ doneAt: later.now, pauses: [{ from: now, to: later.now }] })
})

test('what is given away before it was accepted is accepted by that; signing is due before the answer', () => {
  const { set, pastClock } = effectsOf('dispatch', row, context)
  expect(pastClock).toMatchObject({ kind: 'acceptance', doneAt: now })
  expect(set).toMatchObject({ acceptedAt: now, ownerAccountId: null, ownerLabel: '锦程物业' })
  // Wednesday 10:00: two hours until noon, two more from 14:00 on.
  expect(set.handling?.signing.dueAt).toEqual(new Date('2026-11-25T08:00:00Z'))
  expect(set.queueAt).toEqual(set.handling?.signing.dueAt)
  const signed = effectsOf('sign', { ...row, ...set, status: 'dispatched' }, context).set
  expect([signed.queueAt, signed.handling?.signing.doneAt]).toEqual([set.clock?.dueAt, now])
})

test('handing back leaves the clock alone; waiting for another unit does not stop it', () => {
  const given: OpinionRow = { ...row, ...effectsOf('dispatch', row, context).set }
  const back = effectsOf('hand_back', given, context)
  expect(back.set).toMatchObject({ returnCount: 1, ownerAccountId: 'acc_staff' })
  expect([back.set.clock, back.unset]).toEqual([undefined, ['handling', 'parties']])
  const waiting = effectsOf(
    'hold',
    { ...given, status: 'signed' },
    { ...context, hold: { for: 'unit', note: '' } },
  )
  expect([waiting.set.clock, waiting.set.queueRank]).toEqual([undefined, queueRanks.running])
})

test('who answers a case that somebody has taken does not take it away', () => {
  const taken = {
    ...row,
    status: 'accepted' as const,
    ownerAccountId: 'acc_other',
    ownerLabel: '网格员 李敏',
  }
  expect(effectsOf('reply', taken, context).set.ownerAccountId).toBeUndefined()
  expect(effectsOf('start', taken, context).set.ownerAccountId).toBe('acc_staff')
})

test('closing for want of a rating dates from the moment the time was over', () => {
  const nextActionAt = new Date('2026-11-26T02:00:00Z')
  const answered = { ...row, status: 'answered' as const, nextActionAt }
  expect(currentStatus(answered, nextActionAt)).toBe('closed')
  const { set, unset } = effectsOf('lapse', answered, {
    ...context,
    now: new Date(nextActionAt.getTime() - 1),
  })
  expect(set).toMatchObject({ status: 'closed', closedAs: 'lapsed', closedAt: nextActionAt })
  expect(unset).toEqual(['nextActionAt', 'warnAt'])
})

test('what is refused or taken back leaves the public board', () => {
  const accepted = { ...row, status: 'accepted' as const }
  for (const event of ['reject', 'withdraw'] as const)
    expect(effectsOf(event, accepted, context).unset).toContain('board')
})

test('taking a case up again keeps the rating it got and starts a promise of its own', () => {
  const rating = { score: 1, solved: 'no' as const, comment: '', at: now }
  const closed = { ...row, status: 'closed' as const, rating, reopenCount: 1, closedAt: now }
  const { set, pastRating, pastClock } = effectsOf('reopen', closed, context)
  expect(set).toMatchObject({ status: 'in_progress', rating: null, reopenCount: 2, closedAt: null })
  expect(set.clock).toMatchObject({ startedBy: 'reopen', kind: 'answer' })
  expect([pastRating, pastClock]).toEqual([rating, row.clock])
})

test('urgent categories promise minutes, all others working days', () => {
  const gas = categoryOf(defaultSettings, 'facilities.gas')
  expect(gas).toMatchObject({ urgent: true, groupLabel: '公共设施与安全' })
  expect(gas && acceptancePromise(gas, defaultSettings)).toMatchObject({ unit: 'minutes', amount: 30 })
  expect(acceptancePromise(category, defaultSettings)).toMatchObject({ unit: 'workdays', amount: 1 })
  expect(categoryOf(defaultSettings, 'nothing.here')).toBeNull()
})

test('the filters of the workbench part every moment of the queue without gap or overlap', () => {
  const moment = { now, accountId: 'acc_staff' }
  const [waiting] = stretchesOf('answered', moment)
  const over = stretchesOf('closed', moment).find(({ ranks }) => ranks.includes(queueRanks.answered))
  expect(waiting?.from).toEqual(over?.before)
  const [late] = stretchesOf('overdue', moment)
  const [today] = stretchesOf('due-today', moment)
  expect(late?.before).toEqual(today?.from)
  expect(today?.before).toEqual(new Date('2026-11-25T16:00:00Z'))
})
