/** Those who come together are gathered for so long, counted from the beginning of the computation before. */
const GATHER_MS = 100
/** Of a computation that takes long, so many times its length, so that it never fills the processor; up to a limit. */
const GATHER_TIMES = 4
const MOST_GATHER_MS = 250

/** What is under way for a key, and who has come since. */
interface Line<T> {
  readonly begunAt: number
  /** Over, after so many milliseconds. */
  readonly over: Promise<number>
  /** It answers more than one. */
  readonly isCrowd: boolean
  next?: Promise<T>
  /** So many wait for the next one. */
  waiting: number
}

export interface Crowds<T> {
  /**
   * Answers `compute`, run once for all who ask for `key` at the same time. What anybody gets was computed after the
   * asking, so an own write is always seen. Whoever is alone never waits; who comes while it is computed, or to a crowd
   * that has a pace, waits for a turn: 100 ms, or four times as long as the computation took, and never more than 250 ms.
   */
  ask(key: string, compute: () => Promise<T>): Promise<T>
}

/**
 * For what is the same for everybody and is asked for by everybody at nine on a Monday. With `paceMs` (at most 250) none
 * begins sooner after one that was for several: otherwise those who come between two short computations would each find
 * themselves alone, and compute for themselves. Whoever asks again and again and is the only one is not slowed down.
 */
export function createCrowds<T>(paceMs = 0): Crowds<T> {
  const lines = new Map<string, Line<T>>()

  function run(key: string, compute: () => Promise<T>, isCrowd: boolean): Promise<T> {
    const begunAt = performance.now()
    const answer = compute()
    const forget = (): number => {
      const took = performance.now() - begunAt
      const lasts = isCrowd ? paceMs - took : 0
      if (lasts > 0) setTimeout(forgetIdle, lasts).unref()
      else forgetIdle()
      return took
    }
    const forgetIdle = (): void => {
      if (line.next === undefined && lines.get(key) === line) lines.delete(key)
    }
    const line: Line<T> = { begunAt, over: answer.then(forget, forget), isCrowd, waiting: 0 }
    lines.set(key, line)
    return answer
  }

  async function after(line: Line<T>, key: string, compute: () => Promise<T>): Promise<T> {
    const took = await line.over
    const gather = Math.min(
      Math.max(GATHER_MS, line.isCrowd ? paceMs : 0, GATHER_TIMES * took),
      MOST_GATHER_MS,
    )
    await pause(line.begunAt + gather - performance.now())
    return run(key, compute, line.waiting > 1)
  }

  return {
    ask(key, compute) {
      const line = lines.get(key)
      // What is under way may have read before this caller wrote.
      if (line === undefined) return run(key, compute, false)
      line.waiting += 1
      line.next ??= after(line, key, compute)
      return line.next
    },
  }
}

const pause = (ms: number): Promise<void> =>
  new Promise((resolve) => {
    setTimeout(resolve, Math.max(0, ms))
  })
