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
  next?: Promise<T>
}

export interface Crowds<T> {
  /**
   * Answers `compute`, run once for all who ask for `key` at the same time. What anybody gets was computed after the
   * asking, so an own write is always seen. Whoever is alone never waits; who comes while it is computed (or within
   * `paceMs` of its beginning) waits for a turn: 100 ms, or four times as long as the computation took, and never more
   * than 250 ms.
   */
  ask(key: string, compute: () => Promise<T>): Promise<T>
}

/**
 * For what is the same for everybody and is asked for by everybody at nine on a Monday. With `paceMs` (at most 250) no
 * computation begins sooner after the one before: for what is asked for so often that a crowd would fit between two
 * short ones, and would find itself alone each time.
 */
export function createCrowds<T>(paceMs = 0): Crowds<T> {
  const lines = new Map<string, Line<T>>()

  function run(key: string, compute: () => Promise<T>): Promise<T> {
    const begunAt = performance.now()
    const answer = compute()
    const forget = (): number => {
      const took = performance.now() - begunAt
      if (line.next === undefined && took >= paceMs) lines.delete(key)
      else if (line.next === undefined) setTimeout(forgetIdle, paceMs - took).unref()
      return took
    }
    const forgetIdle = (): void => {
      if (line.next === undefined && lines.get(key) === line) lines.delete(key)
    }
    const line: Line<T> = { begunAt, over: answer.then(forget, forget) }
    lines.set(key, line)
    return answer
  }

  async function after(line: Line<T>, key: string, compute: () => Promise<T>): Promise<T> {
    const took = await line.over
    const gather = Math.min(Math.max(GATHER_MS, paceMs, GATHER_TIMES * took), MOST_GATHER_MS)
    await pause(line.begunAt + gather - performance.now())
    return run(key, compute)
  }

  return {
    ask(key, compute) {
      const line = lines.get(key)
      // What is under way may have read before this caller wrote.
      if (line === undefined) return run(key, compute)
      line.next ??= after(line, key, compute)
      return line.next
    },
  }
}

const pause = (ms: number): Promise<void> =>
  new Promise((resolve) => {
    setTimeout(resolve, Math.max(0, ms))
  })
