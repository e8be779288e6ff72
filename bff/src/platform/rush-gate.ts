import { setTimeout as pause } from 'node:timers/promises'

/** How time passes: milliseconds since some beginning, and a wait. */
interface Passing {
  readonly now: () => number
  readonly pause: (ms: number) => Promise<unknown>
}
const passing: Passing = { now: () => performance.now(), pause }

/**
 * Lets who come in a rush through together, so that the same questions behind it are asked at the same moment and become
 * one question for all ({@link gathered}). Whoever comes when nobody has gone through for `paceMs` goes at once; everybody
 * else waits for the next opening, `paceMs` after the one before at the latest. Nobody is turned away, and nobody waits
 * longer, however many come.
 */
export function createRushGate(paceMs: number, time: Passing = passing): () => Promise<void> {
  let openedAt = Number.NEGATIVE_INFINITY
  let opening: Promise<void> | null = null

  async function openLater(ms: number): Promise<void> {
    await time.pause(ms)
    opening = null
    openedAt = time.now()
  }

  return () => {
    const now = time.now()
    const left = openedAt + paceMs - now
    if (opening === null && left <= 0) {
      openedAt = now
      return Promise.resolve()
    }
    opening ??= openLater(left)
    return opening
  }
}
