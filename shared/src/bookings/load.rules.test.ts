import { instantOf } from '../time'
import { loadOf, ratingsOf, type LoadedBooking } from './load.rules'

const day = '2026-11-26'
const came = (arrived: number, called: number | null, more: Partial<LoadedBooking> = {}): LoadedBooking => ({
  ...{ day, status: 'done', hasSlot: false, startsAt: null },
  arrivedAt: instantOf(day, arrived),
  calledAt: called === null ? null : instantOf(day, called),
  ...more,
})

test('a day counts who came how, and the middle of the waiting times; who is early waits from the own time on', () => {
  const early = { hasSlot: true, startsAt: instantOf(day, 540) }
  const missed: LoadedBooking = { ...came(0, null, early), status: 'missed', arrivedAt: null }
  const { days, hours } = loadOf(
    [came(500, 545, early), came(545, 565), came(600, 601), came(601, null, { status: 'waiting' }), missed],
    '2026-11-25',
    day,
  )
  expect(days).toEqual([
    {
      day: '2026-11-25',
      booked: 0,
      walkIn: 0,
      done: 0,
      missed: 0,
      cancelled: 0,
      unrecorded: 0,
      waitMinutes: null,
    },
    { day, booked: 2, walkIn: 3, done: 3, missed: 1, cancelled: 0, unrecorded: 0, waitMinutes: 5 },
  ])
  expect(hours).toEqual([
    { hour: 8, arrivals: 1 },
    { hour: 9, arrivals: 1 },
    { hour: 10, arrivals: 2 },
  ])
})

test('what people said is a figure from five on, and its order tells nothing of when', () => {
  const said = [5, 5, 4, 1].map((score, index) => ({ score, comment: ['丙', '', '乙', '甲'][index] ?? '' }))
  expect(ratingsOf(said)).toBeNull()
  const rated = ratingsOf([...said, { score: 5, comment: '丁' }])
  expect(rated).toMatchObject({ count: 5, scores: [1, 0, 0, 1, 3] })
  expect(rated?.comments).toEqual(['丁', '丙', '乙', '甲'].toSorted())
})
