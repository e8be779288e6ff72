import type { DeskBookingView } from '@linli/shared/bookings/hall.schema'
import type { DeskKind } from '@linli/shared/bookings/rooms.rules'
import {
  checkedText,
  dayFiltersOf,
  filtered,
  foundBy,
  paperNumbers,
  roomText,
  rowName,
  daysOfMonth,
  spanOf,
  timeOf,
} from './day-words'

const item = (number: string, part: Partial<DeskBookingView>): DeskBookingView => ({
  ...{ id: number, number, version: 1, status: 'booked', statusLabel: '已约好' },
  ...{
    service: { code: 'elder-card', label: '老年优待证' },
    deskId: 'd',
    deskName: '1 号窗口',
    room: null,
    place: '一楼',
  },
  ...{ startsAt: '2026-11-26T01:30:00.000Z', endsAt: '2026-11-26T02:00:00.000Z', forSelf: true },
  ...{ forLabel: '周**', queueNumber: null, elder: false, calledAt: null },
  ...{ outcome: null, missing: '', documents: [], answers: [], proposal: null, group: null, refusal: '' },
  ...{ series: null, atHome: false },
  abilities: {
    ...{ decide: false, cancel: true, move: true, admit: true, recall: false, skip: false, finish: false },
    ...{ transfer: false, miss: true, pardon: false },
  },
  ...part,
})
const booked = item('QH-Y-20261126-0012', {})
const waiting = item('QH-Y-20261126-0013', { status: 'waiting', queueNumber: 'A012' })
const walkIn = item('QH-Y-20261126-0112', {
  status: 'waiting',
  startsAt: null,
  queueNumber: 'L003',
  elder: true,
})
const day = [booked, waiting, walkIn]

test('who is waiting, expected or over stands under its chip', () => {
  expect(filtered(day, 'waiting')).toEqual([waiting, walkIn])
  expect(filtered(day, 'expected')).toEqual([booked])
  expect(filtered(day, 'over')).toEqual([])
  expect(filtered(day, 'all')).toEqual(day)
})

test('a room and a visit have no queue to speak of, and say in their own words who did not come', () => {
  const labels = (kind: DeskKind) => dayFiltersOf(kind).map(({ label }) => label)
  expect(labels('counter')).toEqual(['排队中', '还没到', '过号和没来', '已办完', '全部'])
  expect(labels('room')).toEqual(['还没到', '没来', '已结束', '全部'])
  expect(labels('visit')).toEqual(['还没去', '没见到人', '已结束', '全部'])
})

test('what the counter has not written down stands by itself, and under no other chip', () => {
  const open = item('QH-Y-20261126-0014', { status: 'unrecorded', queueNumber: 'A013' })
  expect(dayFiltersOf('counter', true)[0]?.label).toBe('未登记结果')
  expect(filtered([...day, open], 'unrecorded')).toEqual([open])
  expect(filtered([...day, open], 'over')).toEqual([])
})

test('a room without a name says why, where the rooms have names', () => {
  const now = new Date('2026-11-26T02:00:00.000Z')
  const group = { purpose: '排练', heads: 9, organisation: '' }
  const past = item('1', { group })
  const coming = item('2', { group, endsAt: '2026-11-26T03:00:00.000Z' })
  expect(roomText(past, true, now)).toBe('那时没有记下是哪一间')
  expect(roomText(coming, true, now)).toContain('请换个时间')
  expect(roomText(past, false, now)).toBeUndefined()
  expect(roomText(booked, true, now)).toBeUndefined()
  expect(roomText(item('3', { group, status: 'refused' }), true, now)).toBeUndefined()
  expect(roomText(item('4', { group, room: { id: 'r', name: '203 室' } }), true, now)).toBe('203 室')
})

test('somebody is found by queue number, by the scanned number, or by its last digits', () => {
  expect(foundBy(day, 'a12')).toEqual([waiting])
  expect(foundBy(day, ' L003 ')).toEqual([walkIn])
  expect(foundBy(day, 'QH-Y-20261126-0012')).toEqual([booked])
  expect(foundBy(day, '0012')).toEqual([booked])
  expect(foundBy(day, '12')).toEqual([booked, walkIn])
  expect(foundBy(day, '2')).toEqual([])
  expect(foundBy(day, '')).toEqual([])
})

test('a row reads as one sentence with the time of Shanghai', () => {
  expect(timeOf(booked)).toBe('09:30')
  expect(rowName(walkIn)).toBe('L003，老年优待证，现场，周**，长辈优先，已约好')
})

test('numbers written by hand go on where the machine has stopped', () => {
  expect(paperNumbers(day)).toBe('预约 A013，现场 B001，长辈 L004')
  expect(paperNumbers([])).toBe('预约 A001，现场 B001，长辈 L001')
})

test('what the nightly count has found is said in words', () => {
  expect(checkedText({ startsAt: '', noBooking: 1, noSeat: 0, countOff: 0 })).toBe('有 1 个名额没有预约')
  expect(checkedText({ startsAt: '', noBooking: 0, noSeat: 2, countOff: -1 })).toBe(
    '有 2 个预约没有名额，剩下的名额多数了 1 个',
  )
})

test('of a room it is said until when, and nobody goes before others where there is no queue', () => {
  const group = { purpose: '书法班', heads: 12, organisation: '' }
  const elder = item('QH-Y-20261126-0014', { elder: true })
  expect(spanOf(elder)).toBe('09:30 至 10:00')
  expect(rowName(elder)).toContain('长辈优先')
  for (const part of [{ group }, { atHome: true }])
    expect(rowName(item('QH-Y-20261126-0015', { elder: true, ...part }))).not.toContain('长辈优先')
})

test('a month shows the days that have something, of one room when it is chosen', () => {
  const rooms = [
    { id: 'a', name: '201 室' },
    { id: 'b', name: '202 室' },
  ] as const
  const items = [
    item('1', { room: rooms[0] }),
    item('2', { room: rooms[1] }),
    item('3', { room: rooms[1], startsAt: '2026-11-26T17:00:00.000Z' }),
    item('4', { startsAt: null }),
  ]
  const shown = (roomId: string) =>
    daysOfMonth(items, roomId).map(({ day, items: ofDay }) => [day, ...ofDay.map(({ number }) => number)])
  // 17:00 UTC is one in the morning of the next day here.
  expect(shown('')).toEqual([
    ['2026-11-26', '1', '2'],
    ['2026-11-27', '3'],
  ])
  expect(shown('a')).toEqual([['2026-11-26', '1']])
})
