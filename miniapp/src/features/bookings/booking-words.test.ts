import type { BookingView } from '@linli/shared/bookings/bookings.schema'
import type { WaitView } from '@linli/shared/bookings/waits.schema'
import {
  bookingSentence,
  changeText,
  footOf,
  estimateText,
  hallCodeIn,
  ticketSentence,
  waitSentence,
} from './booking-words'

const now = new Date('2026-11-26T00:00:00Z')
const booked: BookingView = {
  ...{ id: 'bkg_1', number: 'QH-Y-20261126-0012', version: 1, status: 'booked', statusLabel: '已约好' },
  ...{
    service: { code: 'elder-card', label: '老年优待证' },
    deskId: 'dsk_1',
    deskName: '1 号窗口',
    room: null,
  },
  ...{ place: '一楼', startsAt: '2026-11-27T01:00:00.000Z', endsAt: '2026-11-27T01:30:00.000Z' },
  ...{ forSelf: true, forLabel: '周**', serviceVersion: 0, materials: [], forms: [], ticket: null },
  ...{ changeUntil: '2026-11-26T23:00:00.000Z', outcome: null, missing: '', documents: [], notice: '' },
  ...{ qr: null, icsUrl: null, rating: null, answers: [], proposal: null, group: null, refusal: '' },
  ...{ series: null, atHome: false },
  abilities: { move: true, answer: false, cancel: true, checkIn: false, leave: false, rate: false },
}

test('a booking opens with who does what when, in every status', () => {
  const said = (part: Partial<BookingView>) => bookingSentence({ ...booked, ...part }, now)
  expect(said({})).toBe('11月27日 周五 09:00 至 09:30，到 1 号窗口')
  expect(said({ atHome: true })).toBe('11月27日 周五 09:00 至 09:30，工作人员到您家里来')
  expect(said({ status: 'done', outcome: 'papers_missing' })).toBe('还缺材料')
  const group = { purpose: '合唱队排练', heads: 12, organisation: '' }
  expect(said({ status: 'done', outcome: 'done', group })).toBe('11月27日 周五 09:00 至 09:30 用过了')
  expect(said({ status: 'cancelled' })).toBe('11月27日 周五 09:00 至 09:30 的预约已取消')
  expect(said({ status: 'missed', notice: '这次没有来' })).toBe('这次没有来')
  expect(said({ status: 'unrecorded' })).toBe(
    '11月27日 周五 09:00 至 09:30 的预约，窗口没有登记结果，不算没来',
  )
  const ticket = { queueNumber: 'A012', ahead: 3, line: [], estimate: null, calledAt: null }
  expect(said({ status: 'waiting', ticket })).toBe('前面还有 3 位')
})

test('the wait is a range, and nothing is said where nothing is known', () => {
  expect(estimateText(null)).toBe('')
  expect(estimateText({ fromMinutes: 10, toMinutes: 20 })).toBe('大约等 10 至 20 分钟')
  expect(estimateText({ fromMinutes: 0, toMinutes: 5 })).toBe('大约等 5 分钟以内')
  expect(ticketSentence('waiting', { ahead: 0, estimate: null }, '1 号窗口')).toBe(
    '您是下一位，请到 1 号窗口旁等候',
  )
  expect(ticketSentence('called', { ahead: 0, estimate: null }, '1 号窗口')).toBe('轮到您了，请到 1 号窗口')
})

test('until when it can be changed is said, and afterwards what to do instead', () => {
  expect(changeText(booked, now)).toBe('明天 07:00 前可以改时间或取消')
  expect(changeText({ ...booked, abilities: { ...booked.abilities, cancel: false } }, now)).toContain(
    '打电话',
  )
})

test('the code of the hall is found in what was typed and in what was scanned', () => {
  expect(hallCodeIn('4827')).toBe('4827')
  expect(hallCodeIn(' 4827 ')).toBe('4827')
  expect(hallCodeIn('LINLI-HALL:4827')).toBe('4827')
  expect(hallCodeIn('48271')).toBeUndefined()
  expect(hallCodeIn(undefined)).toBeUndefined()
})

test('who waits knows the place, and who is offered a seat until when it is kept', () => {
  const wait: WaitView = {
    ...{ id: 'wts_1', version: 1, status: 'waiting', statusLabel: '候补中', position: 2, offerUntil: null },
    ...{ slotId: 'slt_1', startsAt: '2026-11-27T01:00:00.000Z', endsAt: '2026-11-27T01:30:00.000Z' },
    ...{ service: booked.service, deskId: 'dsk_1', deskName: '1 号窗口', place: '一楼' },
    ...{ forSelf: true, forLabel: '周**', group: null },
  }
  expect(waitSentence(wait, now)).toBe('您排在候补第 2 位。有空位会按顺序通知您')
  expect(
    waitSentence({ ...wait, status: 'offered', position: null, offerUntil: '2026-11-26T00:30:00.000Z' }, now),
  ).toBe('有名额了，今天 08:30 前回复有效，过时给下一位')
})

test('nobody is asked to give back what cannot be given back here any more', () => {
  const late = { ...booked, abilities: { ...booked.abilities, cancel: false } }
  expect(footOf(booked)).toContain('来不了请提前取消')
  expect(footOf(late)).toBe('几次约了没来，会有一段时间只能现场取号')
  expect(footOf({ ...late, atHome: true })).toBe('')
})
