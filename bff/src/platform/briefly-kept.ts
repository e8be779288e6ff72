import type { Clock } from './clock'

/** Architecture §3: what is at most 10 s old is not state. */
export const NOT_STATE_MS = 10_000
const MOST_KEPT = 1_000

export interface BrieflyKept<Value> {
  /**
   * The answer to a question many ask within moments: read once, then the same for all.
   * @param about what the answer depends on; `forget` of any of them reads anew
   */
  of(key: string, about: readonly string[], read: () => Promise<Value>): Promise<Value>
  /** Something about it changed in this process: the next one who asks reads. */
  forget(about: string): void
}

interface Kept<Value> {
  readonly about: readonly string[]
  readonly readAt: number
  readonly value: Promise<Value>
}

/**
 * Keeps answers for at most `ageMs`; one that failed is not kept. Never for what decides a write, and never for
 * what is read inside a transaction: that may be given up. Where nothing may be old, `crowds.ts` gives those who come
 * together one answer to one question, and `gathered.ts` asks for many keys at once.
 */
export function brieflyKept<Value>(clock: Clock, ageMs = NOT_STATE_MS): BrieflyKept<Value> {
  const kept = new Map<string, Kept<Value>>()
  return {
    of(key, about, read) {
      const now = clock.now().getTime()
      const known = kept.get(key)
      // A clock that was set back does not make an old answer young.
      if (known && Math.abs(now - known.readAt) < ageMs) return known.value
      if (kept.size >= MOST_KEPT) kept.clear()
      // A query of the database starts whenever it is waited for; this promise waits once.
      const own: Kept<Value> = { about, readAt: now, value: (async () => read())() }
      kept.set(key, own)
      own.value.catch(() => {
        if (kept.get(key) === own) kept.delete(key)
      })
      return own.value
    },
    forget(about) {
      for (const [key, own] of kept) if (own.about.includes(about)) kept.delete(key)
    },
  }
}
