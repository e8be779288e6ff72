import fc from 'fast-check'
import { calendar2026, createCalendar } from '../calendar/workdays'
import { addDays, clockTime, dayOf, instantOf, weekdayOf } from '../time'
import { faultsOf, intersect, openingOf, tidy, type Interval, type OpeningPlan } from './opening.rules'
import {
  lastBookableDay,
  outsideWindow,
  poolsFor,
  poolsOf,
  seatsLeft,
  slotsOf,
  type BookingWindow,
} from './slots.rules'

const calendar = createCalendar([calendar2026])
const office: readonly Interval[] = [
  { from: 540, to: 720 },
  { from: 810, to: 1020 },
]
const plan: OpeningPlan = {
  weekly: [[], office, office, office, office, office, [{ from: 540, to: 720 }]],
  closedOnHolidays: true,
  makeupAs: 1,
  exceptions: [
    { day: '2026-11-25', intervals: [], reason: '消防演练' },
    { day: '2026-11-29', intervals: [{ from: 600, to: 660 }], reason: '周日开放' },
  ],
}
const halfHours = { lengthMinutes: 30, bufferMinutes: 0 }
const times = (day: string, pattern = halfHours, plans = [plan]) =>
  slotsOf(plans, pattern, calendar, day).map(
    ({ startsAt, endsAt }) => `${clockTime(startsAt)}-${clockTime(endsAt)}`,
  )

test.each([
  ['a weekday', '2026-11-24', 'weekly', 13],
  ['a Saturday with hours of its own', '2026-11-28', 'weekly', 6],
  ['a day staff closed', '2026-11-25', 'exception', 0],
  ['a Sunday opened once', '2026-11-29', 'exception', 2],
  ['a day off of the notice', '2026-10-01', 'holiday', 0],
  ['a Saturday inside the holidays', '2026-10-03', 'holiday', 0],
  ['a Saturday worked instead takes the hours of a Monday', '2026-10-10', 'makeup', 13],
  ['a Sunday worked instead', '2026-09-20', 'makeup', 13],
])('%s (%s) is open by %s with %i half hours', (_, day, because, count) => {
  expect(openingOf(plan, calendar, day).because).toBe(because)
  expect(times(day)).toHaveLength(count)
})

test('nobody is booked into the lunch break, and what does not fit before it is left out', () => {
  expect(times('2026-11-24', { lengthMinutes: 50, bufferMinutes: 10 })).toEqual([
    '09:00-09:50',
    '10:00-10:50',
    '11:00-11:50',
    '13:30-14:20',
    '14:30-15:20',
    '15:30-16:20',
  ])
})

test('a buffer may run over the end of the hours, a slot may not', () => {
  const hour: OpeningPlan = { ...plan, weekly: [[], [{ from: 540, to: 600 }], [], [], [], [], []] }
  expect(times('2026-11-23', { lengthMinutes: 60, bufferMinutes: 15 }, [hour])).toEqual(['09:00-10:00'])
  expect(times('2026-11-23', { lengthMinutes: 61, bufferMinutes: 0 }, [hour])).toEqual([])
})

test('what needs two resources is offered when both are open, and nothing without one', () => {
  const afternoon: OpeningPlan = { ...plan, weekly: plan.weekly.map(() => [{ from: 690, to: 900 }]) }
  expect(times('2026-11-24', halfHours, [plan, afternoon])).toEqual([
    '11:30-12:00',
    '13:30-14:00',
    '14:00-14:30',
    '14:30-15:00',
  ])
  expect(times('2026-11-24', halfHours, [])).toEqual([])
})

test('hours reach midnight, and 29 February is a day like others', () => {
  const night: OpeningPlan = { ...plan, weekly: plan.weekly.map(() => [{ from: 1380, to: 1440 }]) }
  const [, last] = slotsOf([night], halfHours, calendar, '2028-02-29')
  expect(last).toEqual({ startsAt: instantOf('2028-02-29', 1410), endsAt: instantOf('2028-03-01') })
})

test('hours as entered are judged: out of the day, turned round, overlapping', () => {
  expect(faultsOf(office)).toEqual([])
  expect(faultsOf([{ from: -1, to: 60 }])).toEqual(['range'])
  expect(faultsOf([{ from: 60, to: 60 }])).toEqual(['order'])
  expect(faultsOf([...office, { from: 700, to: 815 }])).toEqual(['overlap'])
})

const window: BookingWindow = { leadMinutes: 120, horizonDays: 5, horizonUnit: 'workdays' }
const slotAt = (day: string, minutes: number) => ({
  startsAt: instantOf(day, minutes),
  endsAt: instantOf(day, minutes + 30),
})

test.each([
  ['already begun', '2026-11-26', 540, 'past'],
  ['less than two hours ahead', '2026-11-26', 659, 'too-soon'],
  ['two hours ahead to the minute', '2026-11-26', 660, undefined],
  ['the fifth working day', '2026-12-03', 990, undefined],
  ['the sixth', '2026-12-04', 540, 'too-far'],
])('a slot that is %s', (_, day, minutes, why) => {
  expect(outsideWindow(slotAt(day, minutes), window, calendar, instantOf('2026-11-26', 540))).toBe(why)
})

test('the horizon in days counts every day, in working days it jumps the holidays', () => {
  const now = instantOf('2026-09-30', 600)
  expect(lastBookableDay(window, calendar, now)).toBe('2026-10-13')
  expect(lastBookableDay({ ...window, horizonUnit: 'days' }, calendar, now)).toBe('2026-10-05')
})

test.each([
  [
    { capacity: 10, walkIn: 2, elder: 2 },
    { general: 6, elder: 2, walkIn: 2 },
  ],
  [
    { capacity: 10, walkIn: 0, elder: 0 },
    { general: 10, elder: 0, walkIn: 0 },
  ],
  [
    { capacity: 3, walkIn: 2, elder: 5 },
    { general: 0, elder: 1, walkIn: 2 },
  ],
  [
    { capacity: 3, walkIn: 4, elder: 1 },
    { general: 0, elder: 0, walkIn: 3 },
  ],
])('of %j online are %j', (shares, pools) => {
  expect(poolsOf(shares)).toEqual(pools)
})

const interval = fc
  .tuple(fc.integer({ min: 0, max: 1439 }), fc.integer({ min: 1, max: 1440 }))
  .map(([from, length]): Interval => ({ from, to: Math.min(1440, from + length) }))
const hours = fc.array(interval, { maxLength: 4 })
const anyPlan = fc.record({
  weekly: fc.array(hours, { minLength: 7, maxLength: 7 }),
  closedOnHolidays: fc.boolean(),
  makeupAs: fc.option(fc.integer({ min: 1, max: 5 })),
  exceptions: fc.constant([]),
})
const anyDay = fc.integer({ min: 0, max: 364 }).map((n) => addDays('2026-01-01', n))
const covers = (intervals: readonly Interval[], minute: number) =>
  intervals.some(({ from, to }) => from <= minute && minute < to)

test('for any hours: every slot lies inside them, none overlaps another, none falls on a holiday that closes', () => {
  fc.assert(
    fc.property(
      fc.array(anyPlan, { minLength: 1, maxLength: 3 }),
      fc.integer({ min: 5, max: 180 }),
      fc.integer({ min: 0, max: 60 }),
      anyDay,
      (plans, lengthMinutes, bufferMinutes, day) => {
        const slots = slotsOf(plans, { lengthMinutes, bufferMinutes }, calendar, day)
        const midnight = instantOf(day).getTime()
        let free = 0
        for (const { startsAt, endsAt } of slots) {
          const from = (startsAt.getTime() - midnight) / 60_000
          const to = (endsAt.getTime() - midnight) / 60_000
          expect(dayOf(startsAt)).toBe(day)
          expect(to - from).toBe(lengthMinutes)
          expect(from >= free || free === 0).toBe(true)
          free = to
          for (const one of plans)
            for (let minute = from; minute < to; minute++)
              if (!covers(openingOf(one, calendar, day).intervals, minute))
                throw new Error(`${minute} is shut`)
        }
        if (plans.some((one) => one.closedOnHolidays) && calendar.isHoliday(day)) expect(slots).toEqual([])
      },
    ),
    { numRuns: 200 },
  )
})

test('for any hours: a make-up workday has the hours of its weekday, a plain weekend day its own', () => {
  fc.assert(
    fc.property(anyPlan, anyDay, (one, day) => {
      fc.pre(!calendar.isHoliday(day))
      const weekday = weekdayOf(day)
      const asWeekday =
        (weekday === 0 || weekday === 6) && calendar.isWorkday(day) && one.makeupAs !== null
          ? one.makeupAs
          : weekday
      expect(openingOf(one, calendar, day).intervals).toEqual(tidy(one.weekly[asWeekday] ?? []))
    }),
  )
})

test('for any two sets of hours: a minute is in the common ones exactly when it is in both', () => {
  fc.assert(
    fc.property(hours, hours, (left, right) => {
      const both = intersect(left, right)
      for (let minute = 0; minute < 1440; minute += 7)
        if (covers(both, minute) !== (covers(left, minute) && covers(right, minute)))
          throw new Error(`minute ${minute}`)
      expect(tidy(both)).toEqual(both)
    }),
    { numRuns: 60 },
  )
})

const HOUR = 60
const at = (minutesBefore: number) =>
  new Date(instantOf('2026-11-26', 14 * HOUR).getTime() - minutesBefore * 60_000)
const early = slotAt('2026-11-26', 14 * HOUR)

test.each([
  ['a neighbour', { elder: false }, 121, ['general']],
  ['an elder', { elder: true }, 121, ['elder', 'general']],
  ['a neighbour two hours before', { elder: false }, 120, ['general', 'elder']],
  ['a neighbour half an hour before', { elder: false }, 30, ['general', 'elder', 'walkIn']],
  ['an elder half an hour before', { elder: true }, 30, ['elder', 'general', 'walkIn']],
  ['the counter on the day', { elder: false, atCounter: true }, 300, ['general', 'walkIn']],
  ['the counter the day before', { elder: false, atCounter: true }, 900, ['general']],
])('%s may have seats of these shares', (_, who, minutesBefore, pools) => {
  expect(poolsFor(who, early, { walkIn: 30, elder: 120 }, at(minutesBefore))).toEqual(pools)
})

test('for any taking of seats: what is kept stays free until it is released, and nobody gets what is not there', () => {
  const small = fc.integer({ min: 0, max: 12 })
  const lead = fc.option(fc.integer({ min: 0, max: 3_000 }))
  const people = fc.array(
    fc.record({ elder: fc.boolean(), atCounter: fc.boolean(), before: fc.integer({ min: 0, max: 4_000 }) }),
    { maxLength: 30 },
  )
  fc.assert(
    fc.property(
      fc.record({ capacity: small, walkIn: small, elder: small }),
      fc.record({ walkIn: lead, elder: lead }),
      people,
      (shares, release, coming) => {
        const begin = poolsOf(shares)
        expect(seatsLeft(begin, ['general', 'elder', 'walkIn'])).toBe(shares.capacity)
        const free = { ...begin }
        let taken = 0
        for (const { elder, atCounter, before } of coming.toSorted((a, b) => b.before - a.before)) {
          const pools = poolsFor({ elder, atCounter }, early, release, at(before))
          const pool = pools.find((name) => free[name] > 0)
          expect(pool !== undefined).toBe(seatsLeft(free, pools) > 0)
          if (pool === 'elder' && !elder) expect(before <= (release.elder ?? -1)).toBe(true)
          if (pool === 'walkIn' && !atCounter) expect(before <= (release.walkIn ?? -1)).toBe(true)
          if (pool === undefined) continue
          free[pool] -= 1
          taken += 1
        }
        expect(taken <= shares.capacity).toBe(true)
        // What may be had never becomes less as the time comes nearer.
        const seen = (before: number) => poolsFor({ elder: false }, early, release, at(before))
        expect(seen(0)).toEqual(expect.arrayContaining(seen(2_000)))
      },
    ),
  )
})
