import fc from 'fast-check'
import { clockTime, dayOf, instantOf } from '../time'
import { offerEnd } from './waits.rules'

const day = '2026-11-26'
const never = instantOf('2030-01-01')
const at = (minutes: number, on = day) => instantOf(on, minutes)
const shown = (instant: Date) => `${dayOf(instant)} ${clockTime(instant)}`

test.each([
  ['by day', 10 * 60, '2026-11-26 10:30'],
  ['before dawn', 3 * 60, '2026-11-26 07:30'],
  ['at night', 23 * 60, '2026-11-27 07:30'],
  ['shortly before night the rest is of the next morning', 21 * 60 + 45, '2026-11-27 07:15'],
])('half an hour to answer %s', (_, minutes, until) => {
  expect(shown(offerEnd(at(minutes), 30, never))).toBe(until)
})

test('an offer never holds longer than the seat can be taken', () => {
  expect(offerEnd(at(600), 30, at(610))).toEqual(at(610))
})

test('for any moment: nobody has less time than promised, and no offer ends at night', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 3 * 1440 }),
      fc.integer({ min: 5, max: 180 }),
      (minute, minutes) => {
        const now = at(minute)
        const end = offerEnd(now, minutes, never)
        expect(end.getTime() - now.getTime()).toBeGreaterThanOrEqual(minutes * 60_000)
        const ofDay = (end.getTime() - instantOf(dayOf(end)).getTime()) / 60_000
        expect(ofDay >= 7 * 60 && ofDay <= 22 * 60).toBe(true)
      },
    ),
  )
})
