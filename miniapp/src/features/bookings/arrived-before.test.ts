import { bookingExample, type BookingView } from '@linli/shared/bookings/bookings.schema'
import {
  isAnsweredSo,
  isCheckedIn,
  isGivenBack,
  isMovedTo,
  isProposalAnswered,
  isVisitRatedSo,
} from './arrived-before'

const booked = { ...bookingExample, status: 'booked', proposal: null } as unknown as BookingView
const mine = { startsAt: booked.startsAt ?? '', endsAt: booked.endsAt ?? '' }
const later = { startsAt: '2026-12-04T01:00:00.000Z', endsAt: '2026-12-04T01:30:00.000Z' }

test('a booking is known to stand at the wished time, in full and still to come', () => {
  expect(isMovedTo(booked, mine)).toBe(true)
  expect(isMovedTo(booked, later)).toBe(false)
  expect(isMovedTo(booked, { ...mine, endsAt: later.endsAt })).toBe(false)
  expect(isMovedTo({ ...booked, status: 'cancelled' }, mine)).toBe(false)
})

test('one visit is known to be given back; whether those behind it are, only where none are', () => {
  const gone: BookingView = { ...booked, status: 'cancelled' }
  expect([isGivenBack(gone, false), isGivenBack(booked, false)]).toEqual([true, false])
  expect(isGivenBack({ ...gone, series: { weeks: 1, place: 2, of: 4 } }, true)).toBe(false)
  expect(isGivenBack({ ...gone, series: { weeks: 1, place: 4, of: 4 } }, true)).toBe(true)
})

test('an offered time is known to be taken or declined by this answer, not by what came after', () => {
  const proposal = { ...later, deskName: '1 号窗口', place: '一楼', until: later.startsAt }
  const before: BookingView = { ...booked, proposal }
  const next = { ...booked, version: before.version + 1 }
  expect(isProposalAnswered({ ...next, ...later }, before, true)).toBe(true)
  expect(isProposalAnswered(next, before, true)).toBe(false)
  expect(isProposalAnswered(next, before, false)).toBe(true)
  expect(isProposalAnswered({ ...next, ...later }, before, false)).toBe(false)
  expect(isProposalAnswered({ ...next, version: next.version + 1 }, before, false)).toBe(false)
  expect(isProposalAnswered(before, before, false)).toBe(false)
})

test('answers, a number in the queue and a rating are known to have arrived as they were sent', () => {
  const question = { questionId: 'q1', label: '在哪里上班', required: true, options: [] }
  const answered: BookingView = {
    ...booked,
    answers: [{ ...question, kind: 'text', text: '厂里', photos: [] }],
  }
  expect(isAnsweredSo(answered, [{ questionId: 'q1', text: '厂里' }])).toBe(true)
  expect(isAnsweredSo(answered, [{ questionId: 'q1', text: '家里' }])).toBe(false)
  expect(isAnsweredSo(answered, [{ questionId: 'q1', text: '厂里', photoIds: ['fil_1'] }])).toBe(false)
  expect(isAnsweredSo(answered, [{ questionId: 'q2', text: '' }])).toBe(false)
  expect([isCheckedIn({ ...booked, status: 'waiting' }), isCheckedIn(booked)]).toEqual([true, false])
  const rated: BookingView = { ...booked, rating: { score: 4, comment: '快' } }
  expect(isVisitRatedSo(rated, { score: 4, comment: '快' })).toBe(true)
  expect(isVisitRatedSo(rated, { score: 5, comment: '快' })).toBe(false)
  expect(isVisitRatedSo(booked, { score: 4, comment: '快' })).toBe(false)
})
