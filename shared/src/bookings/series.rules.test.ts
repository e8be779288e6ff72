import fc from 'fast-check'
import { addDays, dayOf, daysBetween, instantOf } from '../time'
import { faultOfSeries, planSeries, visitsUntil, wishedDays, type OfferedTime } from './series.rules'

/** A Thursday. */
const FIRST = '2026-12-03'
const time = (day: string, minutes: number, free = true): OfferedTime => ({
  ...{
    id: `${day} ${minutes}`,
    day,
    startsAt: instantOf(day, minutes),
    endsAt: instantOf(day, minutes + 60),
  },
  free,
})
const known = (offered: readonly OfferedTime[], taken: readonly string[] = [], last = '2027-01-31') => ({
  ...{ offered, taken: new Set(taken), last },
})

test('a series falls on the same weekday every week or every other week, across the end of the year', () => {
  expect(wishedDays('2026-12-24', { weeks: 1, visits: 3 })).toEqual([
    '2026-12-24',
    '2026-12-31',
    '2027-01-07',
  ])
  expect(wishedDays('2028-02-15', { weeks: 2, visits: 2 })).toEqual(['2028-02-15', '2028-02-29'])
})

test.each([
  ['2026-12-02', 1, 0],
  ['2026-12-03', 1, 1],
  ['2026-12-16', 1, 2],
  ['2026-12-17', 1, 3],
  ['2026-12-17', 2, 2],
] as const)('until %s every %i weeks there are %i visits', (until, weeks, visits) => {
  expect(visitsUntil(FIRST, weeks, until)).toBe(visits)
})

test('a visit that cannot be had says why, with the nearest free time of its week', () => {
  const plan = planSeries(
    time(FIRST, 600),
    { weeks: 1, visits: 6 },
    known(
      [
        time(FIRST, 600),
        ...[time('2026-12-10', 600, false), time('2026-12-09', 600), time('2026-12-10', 900)],
        ...[time('2026-12-18', 600), time('2026-12-16', 600)],
        ...[time('2026-12-24', 600), time('2026-12-23', 600)],
        time('2026-12-31', 600, false),
      ],
      ['2026-12-24'],
      '2026-12-31',
    ),
  )
  expect(plan.map(({ day, state, other }) => [day, state, other?.id])).toEqual([
    [FIRST, 'free', undefined],
    ['2026-12-10', 'full', '2026-12-10 900'],
    ['2026-12-17', 'closed', '2026-12-16 600'],
    ['2026-12-24', 'twice', undefined],
    ['2026-12-31', 'full', undefined],
    ['2027-01-07', 'far', undefined],
  ])
})

test.each([
  ['one alone', [FIRST], 1, 'count'],
  ['more than the desk takes', [FIRST, '2026-12-10', '2026-12-17', '2026-12-24'], 1, 'count'],
  ['two in one week', [FIRST, '2026-12-04'], 1, 'order'],
  ['turned round', ['2026-12-10', FIRST], 1, 'order'],
  ['every week where every other was said', [FIRST, '2026-12-10'], 2, 'rhythm'],
  ['one moved inside its week', [FIRST, '2026-12-08', '2026-12-17'], 1, undefined],
  ['one left out', [FIRST, '2026-12-17'], 1, undefined],
] as const)('days that are %s', (_, days, weeks, fault) => {
  expect(faultOfSeries(days, weeks, 3)).toBe(fault)
})

test('whatever a desk offers: only free times are planned, each in its own week, and they can be confirmed', () => {
  const offered = fc.array(
    fc.record({
      day: fc.integer({ min: 0, max: 70 }),
      minutes: fc.constantFrom(540, 600, 900),
      free: fc.boolean(),
    }),
    { maxLength: 40 },
  )
  fc.assert(
    fc.property(
      offered,
      fc.constantFrom(1 as const, 2 as const),
      fc.integer({ min: 2, max: 9 }),
      (rows, weeks, visits) => {
        const times = rows.map(({ day, minutes, free }) => time(addDays(FIRST, day), minutes, free))
        const plan = planSeries(time(FIRST, 600), { weeks, visits }, known([time(FIRST, 600), ...times]))
        const chosen = plan.flatMap((visit) => visit.time ?? visit.other ?? [])
        expect(chosen.every(({ free }) => free)).toBe(true)
        for (const { day, time: own, other } of plan) {
          if (own) expect(own.startsAt).toEqual(instantOf(day, 600))
          if (other) expect(Math.abs(daysBetween(day, dayOf(other.startsAt)))).toBeLessThan(7)
        }
        if (chosen.length >= 2)
          expect(
            faultOfSeries(
              chosen.map(({ day }) => day),
              weeks,
              9,
            ),
          ).toBeUndefined()
      },
    ),
  )
})
