/**
 * Minutes from one try to the next. FixMyStreet's queue waits 5 and then 30 (reference: cases and booking §1.3); what
 * follows lets a night pass at the other end.
 */
const waitMinutes = [5, 30, 120, 360, 720] as const
const MINUTE_MS = 60_000
const DAY_MS = 86_400_000

/** The first try and one after each wait. */
export const mostTries = waitMinutes.length + 1

/** What else waits for the same receiver is left alone this long after a failure. */
export const breatherMs = waitMinutes[0] * MINUTE_MS

/** After so long without one success nothing more is sent until a person looks. */
export const suspendedAfterDays = 3

/** When to try again after `tries` failures, or null when that was the last. */
export function nextTryAt(tries: number, now: Date): Date | null {
  const minutes = waitMinutes[tries - 1]
  return minutes === undefined ? null : new Date(now.getTime() + minutes * MINUTE_MS)
}

/** Whether a receiver that has failed since then has failed long enough. */
export const isLongFailing = (failingSince: Date, now: Date): boolean =>
  now.getTime() - failingSince.getTime() >= suspendedAfterDays * DAY_MS
