import { addDays, dayOf, instantOf, weekdayOf, type IsoDay } from '@linli/shared/time'
import type { Clock } from '../../platform/clock'

/** A clock that is wound on by whoever tells the story. */
export interface StoryClock extends Clock {
  set(instant: Date): void
}

export function createStoryClock(start: Date): StoryClock {
  let instant = start
  return {
    now: () => new Date(instant),
    set(next) {
      instant = next
    },
  }
}

/** One thing that happened. */
export interface Step {
  readonly at: Date
  readonly run: () => Promise<void>
}

/** Lets everything happen in the order of its time; `endOfDay` runs between two days, and once at the end. */
export async function tell(
  steps: readonly Step[],
  clock: StoryClock,
  endOfDay: () => Promise<void>,
): Promise<void> {
  let day: IsoDay | null = null
  for (const step of steps.toSorted((a, b) => a.at.getTime() - b.at.getTime())) {
    if (day !== null && day !== dayOf(step.at)) await endOfDay()
    day = dayOf(step.at)
    clock.set(step.at)
    await step.run()
  }
  await endOfDay()
}

const OFFICE_CLOSES = 18 * 60

export interface OfficeDays {
  /** An instant of the working day `back` before the last one that is over; 0 is that one. Minutes from midnight. */
  at(back: number, minutes: number): Date
}

/** Mondays to Fridays before now. Staff act on days that are over, so that nothing is dated ahead of the clock. */
export function createOfficeDays(now: Date): OfficeDays {
  const days: IsoDay[] = []
  for (let day = dayOf(now); days.length < 60; day = addDays(day, -1)) {
    const isWorkday = weekdayOf(day) >= 1 && weekdayOf(day) <= 5
    if (isWorkday && instantOf(day, OFFICE_CLOSES) <= now) days.push(day)
  }
  return {
    at(back, minutes) {
      const day = days[back]
      if (day === undefined) throw new RangeError(`the story does not reach ${back} working days back`)
      return instantOf(day, minutes)
    },
  }
}
