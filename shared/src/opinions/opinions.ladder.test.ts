import fc from 'fast-check'
import { calendar2026, createCalendar } from '../calendar/workdays'
import { afterQuiet } from '../quiet-hours'
import { dayOf, instantOf } from '../time'
import { pauseClock, startClock, type ClockPromise } from './opinions.clock'
import { dueRung, nextWarning, rungs, type LadderFigures, type Warned } from './opinions.ladder'

const calendar = createCalendar([calendar2026])
const figures: LadderFigures = {
  ...{ warnDays: 1, supervisorDays: 1, streetDays: 3 },
  ...{ quietFrom: 21 * 60, quietUntil: 8 * 60 },
}
const answer: ClockPromise = { kind: 'answer', startedBy: 'accept', unit: 'workdays', amount: 5 }
const clock = startClock(calendar, answer, instantOf('2026-11-20', 600))
const at = (day: string, hours: number) => instantOf(day, hours * 60)

test.each([
  ['one working day before, in the morning', undefined, 'near', at('2026-11-26', 9)],
  ['the moment it is late', 'near', 'overdue', new Date(at('2026-11-27', 18).getTime() + 1)],
  ['the head of the community on the next working day', 'overdue', 'supervisor', at('2026-11-30', 9)],
  ['the street on the third', 'supervisor', 'street', at('2026-12-02', 9)],
] as const)('warns %s', (_, rung, next, time) => {
  const warned = rung && { dueAt: clock.dueAt, rung }
  expect(nextWarning(calendar, clock, figures, { warned, urgent: false, now: time })).toEqual({
    rung: next,
    at: time,
  })
})

test('the top is the end; what stands or is kept warns of nothing', () => {
  const facts = { urgent: false, now: at('2026-12-30', 9) }
  const warned = { dueAt: clock.dueAt, rung: 'street' } as const
  expect(nextWarning(calendar, clock, figures, { ...facts, warned })).toBeNull()
  expect(nextWarning(calendar, pauseClock(clock, at('2026-11-23', 9)), figures, facts)).toBeNull()
  expect(nextWarning(calendar, { ...clock, doneAt: at('2026-11-23', 9) }, figures, facts)).toBeNull()
})

test('a due time that has moved is warned of anew', () => {
  const warned = { dueAt: at('2026-11-24', 18), rung: 'street' } as const
  expect(
    nextWarning(calendar, clock, figures, { warned, urgent: false, now: at('2026-11-25', 9) })?.rung,
  ).toBe('near')
})

test('an urgent promise is pressed within the hour, also at night', () => {
  const minutes: ClockPromise = { kind: 'acceptance', startedBy: 'submit', unit: 'minutes', amount: 30 }
  const night = startClock(calendar, minutes, at('2026-11-21', 23))
  const facts = { urgent: true, now: at('2026-11-21', 23) }
  expect(nextWarning(calendar, night, figures, facts)).toEqual({
    rung: 'overdue',
    at: new Date(night.dueAt.getTime() + 1),
  })
})

test.each([
  ['2026-11-23', 22, '2026-11-24', 8],
  ['2026-11-24', 3, '2026-11-24', 8],
  ['2026-11-24', 8, '2026-11-24', 8],
  ['2026-11-24', 20, '2026-11-24', 20],
])('on %s at %i nobody is disturbed before %s %i', (day, hours, then, hour) => {
  expect(afterQuiet(at(day, hours), figures)).toEqual(at(then, hour))
})

test('however late a sweep comes, it says one thing, and the one that is due', () => {
  const facts = { urgent: false, now: at('2026-11-30', 10) }
  expect(dueRung(calendar, clock, figures, facts)).toBe('supervisor')
  expect(dueRung(calendar, clock, figures, { ...facts, now: at('2026-11-25', 10) })).toBeNull()
})

test('for any promise the rungs come in their order and never in the quiet hours', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 400_000 }), fc.integer({ min: 1, max: 15 }), (start, amount) => {
      const made = startClock(
        calendar,
        { ...answer, amount },
        new Date(Date.UTC(2026, 0, 5) + start * 60_000),
      )
      let warned: Warned | undefined
      let last = 0
      const seen: string[] = []
      for (;;) {
        const next = nextWarning(calendar, made, figures, { warned, urgent: false, now: made.dueAt })
        if (next === null) break
        expect(next.at.getTime()).toBeGreaterThan(last)
        expect(afterQuiet(next.at, figures)).toEqual(next.at)
        expect(dayOf(next.at) >= dayOf(made.startedAt)).toBe(true)
        last = next.at.getTime()
        seen.push(next.rung)
        warned = { dueAt: made.dueAt, rung: next.rung }
      }
      expect(rungs.filter((rung) => seen.includes(rung))).toEqual(seen)
      expect(seen).toEqual(expect.arrayContaining(['overdue', 'supervisor', 'street']))
    }),
  )
})
