import fc from 'fast-check'
import { instantOf } from '../time'
import { timesWithin } from './means.rules'

const at = (minutes: number) => instantOf('2026-11-26', minutes)
const span = (from: number, to: number) => ({ startsAt: at(from), endsAt: at(to) })
const times = (...cuts: [number, number][]) => cuts.map(([from, to]) => span(from, to))
const morning = times([540, 570], [570, 600], [600, 630])

test.each([
  ['one that lies inside', span(545, 565), [0]],
  ['all that it touches', span(560, 610), [0, 1, 2]],
  ['not the one that begins when it ends', span(570, 600), [1]],
])('a booking needs %s', (_, booking, indexes) => {
  expect(timesWithin(morning, booking, 0)).toEqual(indexes.map((index) => morning[index]))
})

test.each([
  ['before their hours', span(530, 560)],
  ['after their hours', span(610, 640)],
  ['over a break', span(700, 830)],
])('nobody works %s', (_, booking) => {
  expect(timesWithin([...morning, ...times([690, 720], [810, 840])], booking, 0)).toBeNull()
})

test('for any cut of a day: what a booking needs covers it, and nothing of it lies outside', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 5, max: 120 }),
      fc.integer({ min: 0, max: 700 }),
      fc.integer({ min: 5, max: 240 }),
      (length, from, lasts) => {
        const day = times(
          ...Array.from({ length: Math.floor(720 / length) }, (_, index): [number, number] => [
            index * length,
            (index + 1) * length,
          ]),
        )
        const booking = span(from, from + lasts)
        const needed = timesWithin(day, booking, 0)
        const reaches = from + lasts <= Math.floor(720 / length) * length
        expect(needed === null).toBe(!reaches)
        for (const time of needed ?? [])
          expect(time.startsAt < booking.endsAt && time.endsAt > booking.startsAt).toBe(true)
      },
    ),
  )
})
