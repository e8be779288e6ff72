import type { Clock } from '../src/platform/clock'

/** Monday morning in Shanghai. */
export const TEST_START = '2026-11-23T02:00:00.000Z'

export interface FakeClock extends Clock {
  /** Moves on by so many milliseconds. */
  advance(milliseconds: number): void
  set(instant: string): void
}

/** A clock that stands still until the test moves it. */
export function createFakeClock(start: string = TEST_START): FakeClock {
  let instant = new Date(start).getTime()
  return {
    now: () => new Date(instant),
    advance(milliseconds) {
      instant += milliseconds
    },
    set(next) {
      instant = new Date(next).getTime()
    },
  }
}
