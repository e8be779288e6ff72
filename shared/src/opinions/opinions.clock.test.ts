import fc from 'fast-check'
import { addWorkdays, calendar2026, createCalendar } from '../calendar/workdays'
import { dayOf, instantOf } from '../time'
import {
  clockState,
  dueTime,
  extendClock,
  finishClock,
  minutesLeft,
  pauseClock,
  resumeClock,
  startClock,
  timeUsed,
  unitsOfDays,
  workdaysLeft,
  type ClockPromise,
} from './opinions.clock'

const calendar = createCalendar([calendar2026])
const at = (day: string, time = '10:00') => {
  const [hours = 0, minutes = 0] = time.split(':').map(Number)
  return instantOf(day, hours * 60 + minutes)
}
const answer = (amount: number): ClockPromise => ({
  kind: 'answer',
  startedBy: 'accept',
  unit: 'workdays',
  amount,
})
const minutes = (amount: number): ClockPromise => ({
  kind: 'acceptance',
  startedBy: 'submit',
  unit: 'minutes',
  amount,
})

test.each([
  ['2026-02-13', 1, '2026-02-14'],
  ['2026-02-13', 5, '2026-02-27'],
  ['2026-05-08', 1, '2026-05-09'],
  ['2026-09-30', 5, '2026-10-13'],
  ['2026-11-23', 5, '2026-11-30'],
  ['2026-11-21', 1, '2026-11-23'],
])('a promise made on %s for %i working days falls due on %s at 18:00', (day, amount, due) => {
  expect(startClock(calendar, answer(amount), at(day)).dueAt).toEqual(at(due, '18:00'))
})

test('an urgent promise runs by minutes, through nights and weekends', () => {
  const clock = startClock(calendar, minutes(30), at('2026-11-21', '23:50'))
  expect(clock.dueAt).toEqual(at('2026-11-22', '00:20'))
  const resumed = resumeClock(
    calendar,
    pauseClock(clock, at('2026-11-22', '00:00')),
    at('2026-11-22', '01:00'),
  )
  expect(resumed.dueAt).toEqual(at('2026-11-22', '01:20'))
})

test.each([
  ['the same day costs nothing', '2026-11-24', '2026-11-24', '2026-11-30'],
  ['one working day moves the due day by one', '2026-11-24', '2026-11-25', '2026-12-01'],
  ['a weekend in between costs nothing', '2026-11-27', '2026-11-29', '2026-11-30'],
  ['a week moves it by five', '2026-11-24', '2026-12-01', '2026-12-07'],
  ['a pause on the due day itself keeps what was left of it', '2026-11-30', '2026-12-01', '2026-11-30'],
])('waiting for the resident: %s', (_, from, to, due) => {
  const clock = startClock(calendar, answer(5), at('2026-11-23'))
  const resumed = resumeClock(calendar, pauseClock(clock, at(from)), at(to))
  expect(dayOf(resumed.dueAt)).toBe(due)
})

test('a question asked after the due time does not heal the delay', () => {
  const clock = startClock(calendar, answer(1), at('2026-11-23'))
  const resumed = resumeClock(calendar, pauseClock(clock, at('2026-11-26')), at('2026-11-27'))
  expect(resumed.dueAt).toEqual(clock.dueAt)
  expect(clockState(resumed, at('2026-11-27', '11:00'))).toBe('overdue')
})

test('a clock that stands is not started to stand again, and ends its pause when it is done', () => {
  const clock = pauseClock(startClock(calendar, answer(5), at('2026-11-23')), at('2026-11-24'))
  expect(pauseClock(clock, at('2026-11-25'))).toBe(clock)
  const done = finishClock(calendar, clock, at('2026-11-26'))
  expect(done.pauses).toEqual([{ from: at('2026-11-24'), to: at('2026-11-26') }])
  expect(clockState(done, at('2027-01-01'))).toBe('done')
})

test('the state follows the clock alone', () => {
  const clock = startClock(calendar, answer(5), at('2026-11-23'))
  expect(clockState(clock, at('2026-11-25'))).toBe('running')
  expect(clockState(clock, at('2026-11-30', '18:00'))).toBe('due-today')
  expect(clockState(clock, new Date(at('2026-11-30', '18:00').getTime() + 1))).toBe('overdue')
  expect(workdaysLeft(calendar, clock, at('2026-11-25'))).toBe(3)
  expect(workdaysLeft(calendar, clock, at('2026-11-30'))).toBe(0)
  const paused = pauseClock(clock, at('2026-11-25'))
  expect(clockState(paused, at('2026-12-25'))).toBe('paused')
  expect(workdaysLeft(calendar, paused, at('2026-12-25'))).toBe(3)
})

test('a loaded calendar moves an open clock', () => {
  const clock = startClock(calendar, answer(3), at('2026-12-30'))
  expect(dayOf(clock.dueAt)).toBe('2027-01-05')
  const loaded = createCalendar([
    calendar2026,
    { year: 2027, daysOff: ['2027-01-01', '2027-01-04'], workedWeekends: [] },
  ])
  expect(dayOf(dueTime(loaded, clock))).toBe('2027-01-06')
})

const day = fc.integer({ min: 0, max: 300 }).map((n) => new Date(Date.UTC(2026, 0, 5 + n, 2)))

test('for any pause in time, what was left at the question is left at the answer', () => {
  fc.assert(
    fc.property(
      day,
      fc.integer({ min: 1, max: 15 }),
      fc.integer({ min: 0, max: 10 }),
      fc.integer({ min: 0, max: 60 }),
      (start, amount, wait, length) => {
        const clock = startClock(calendar, answer(amount), start)
        const asked = new Date(start.getTime() + wait * 86_400_000)
        fc.pre(asked <= clock.dueAt)
        const answered = new Date(asked.getTime() + length * 86_400_000)
        const left = workdaysLeft(calendar, clock, asked)
        const resumed = resumeClock(calendar, pauseClock(clock, asked), answered)
        expect(resumed.dueAt >= clock.dueAt).toBe(true)
        // On the due day itself nothing is left to move.
        if (left > 0) expect(dayOf(resumed.dueAt)).toBe(addWorkdays(calendar, dayOf(answered), left))
      },
    ),
  )
})

const office = [
  [540, 720],
  [840, 1080],
] as const
const inHours = (amount: number): ClockPromise => ({
  ...{ kind: 'signing', startedBy: 'dispatch', unit: 'workhours', amount, hours: office },
})

test.each([
  ['within a morning', '2026-11-23', '09:30', 2, '2026-11-23', '11:30'],
  ['over noon', '2026-11-23', '11:00', 4, '2026-11-23', '17:00'],
  ['up to the last minute of the day', '2026-11-23', '14:00', 4, '2026-11-23', '18:00'],
  ['from the evening on', '2026-11-23', '20:00', 1, '2026-11-24', '10:00'],
  ['over a weekend', '2026-11-27', '17:00', 4, '2026-11-30', '12:00'],
  ['on a Saturday that is worked', '2026-10-09', '17:00', 4, '2026-10-10', '12:00'],
  ['over the days of National Day', '2026-09-30', '17:30', 1, '2026-10-08', '09:30'],
])('hours of the office: %s', (_, day, time, amount, dueDay, dueAt) => {
  expect(startClock(calendar, inHours(amount), at(day, time)).dueAt).toEqual(at(dueDay, dueAt))
})

test('for any pause in time, office hours that stood still are given back, and more time never comes earlier', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 60_000 }),
      fc.integer({ min: 1, max: 40 }),
      fc.integer({ min: 0, max: 10_000 }),
      fc.integer({ min: 1, max: 10 }),
      (start, amount, pause, more) => {
        const startedAt = new Date(Date.UTC(2026, 2, 2) + start * 60_000)
        const clock = startClock(calendar, inHours(amount), startedAt)
        const stops = new Date(startedAt.getTime() + 1)
        const resumed = resumeClock(
          calendar,
          pauseClock(clock, stops),
          new Date(stops.getTime() + pause * 60_000),
        )
        expect(resumed.dueAt.getTime()).toBeGreaterThanOrEqual(clock.dueAt.getTime())
        const extended = extendClock(calendar, clock, more)
        expect(extended.dueAt).toEqual(startClock(calendar, inHours(amount + more), startedAt).dueAt)
      },
    ),
  )
})

test.each([
  ['workdays', 3],
  ['days', 3],
  ['workhours', 21],
] as const)('three days more are so many units of a clock of %s', (unit, units) => {
  const hours = [
    [540, 720],
    [840, 1080],
  ] as const
  expect(unitsOfDays({ kind: 'answer', startedBy: 'accept', unit, amount: 1, hours }, 3)).toBe(units)
})

describe('a promise that counts the day it starts on', () => {
  const own: ClockPromise = { ...answer(3), start: 'same_day' }

  test.each([
    ['in the office, that day is the first', '2026-11-23', '10:00', '2026-11-25'],
    ['after hours, the day after is', '2026-11-23', '18:00', '2026-11-26'],
    ['on a Saturday, Monday is', '2026-11-28', '10:00', '2026-12-02'],
    ['on a worked Saturday, that Saturday is', '2026-10-10', '10:00', '2026-10-13'],
  ])('%s', (_, day, time, due) => {
    expect(dayOf(startClock(calendar, own, at(day, time)).dueAt)).toBe(due)
  })

  test('a single day ends on the day itself, and a pause moves it as any other', () => {
    const one = startClock(calendar, { ...answer(1), start: 'same_day' }, at('2026-11-23'))
    expect(one.dueAt).toEqual(at('2026-11-23', '18:00'))
    expect(timeUsed(calendar, one, at('2026-11-23', '11:00'))).toBe(1)
    const resumed = resumeClock(
      calendar,
      pauseClock(startClock(calendar, own, at('2026-11-23')), at('2026-11-24')),
      at('2026-11-26'),
    )
    expect(dayOf(resumed.dueAt)).toBe('2026-11-27')
  })
})

describe('what is left by the hour', () => {
  const signing: ClockPromise = {
    ...{ kind: 'signing', startedBy: 'dispatch', unit: 'workhours', amount: 4 },
    hours: [
      [540, 720],
      [840, 1080],
    ],
  }

  test('counts hours of the office alone: over noon, over the night and over a weekend', () => {
    const clock = startClock(calendar, signing, at('2026-11-27', '16:00'))
    expect(clock.dueAt).toEqual(at('2026-11-30', '11:00'))
    expect(minutesLeft(calendar, clock, at('2026-11-27', '16:30'))).toBe(210)
    expect(minutesLeft(calendar, clock, at('2026-11-28', '12:00'))).toBe(120)
    expect(minutesLeft(calendar, clock, at('2026-11-30', '10:35'))).toBe(25)
    expect(minutesLeft(calendar, clock, at('2026-11-30', '12:00'))).toBe(0)
    expect(timeUsed(calendar, clock, at('2026-11-28', '12:00'))).toBe(0.5)
  })

  test('an urgent clock counts round the clock, and a standing one keeps what it had', () => {
    const urgent: ClockPromise = { kind: 'acceptance', startedBy: 'submit', unit: 'minutes', amount: 30 }
    const clock = startClock(calendar, urgent, at('2026-11-28', '23:50'))
    expect(minutesLeft(calendar, clock, at('2026-11-29', '00:05'))).toBe(15)
    expect(timeUsed(calendar, clock, at('2026-11-29', '00:05'))).toBe(0.5)
    const standing = pauseClock(
      startClock(calendar, signing, at('2026-11-23', '09:00')),
      at('2026-11-23', '10:00'),
    )
    expect(minutesLeft(calendar, standing, at('2026-11-25', '10:00'))).toBe(180)
  })

  test('a clock of days tells minutes on its last day alone', () => {
    const clock = startClock(calendar, answer(5), at('2026-11-23'))
    expect(minutesLeft(calendar, clock, at('2026-11-29'))).toBe(0)
    expect(minutesLeft(calendar, clock, at('2026-11-30', '10:00'))).toBe(480)
    expect(timeUsed(calendar, clock, at('2026-11-25', '10:00'))).toBe(0.4)
    expect(timeUsed(calendar, clock, at('2026-12-01', '10:00'))).toBe(1)
  })
})
