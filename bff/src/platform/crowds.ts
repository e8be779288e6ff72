/** So many who wait for the same at a time are a crowd. */
const CROWD = 8
/** A crowd is gathered for so long, counted from the beginning of the computation before. */
const GATHER_MS = 100

/** What is under way for a key, and who has come since. */
interface Line<T> {
  readonly begunAt: number
  readonly over: Promise<void>
  waiting: number
  next?: Promise<T>
}

export interface Crowds<T> {
  /**
   * Answers `compute`, run once for all who ask for `key` at the same time. What anybody gets was computed after the
   * asking, so an own write is always seen. Whoever is alone never waits; a crowd waits 100 ms at most for its turn.
   */
  ask(key: string, compute: () => Promise<T>): Promise<T>
}

/** For what is the same for everybody and is asked for by everybody at nine on a Monday. */
export function createCrowds<T>(): Crowds<T> {
  const lines = new Map<string, Line<T>>()

  function run(key: string, compute: () => Promise<T>): Promise<T> {
    const answer = compute()
    const forget = (): void => {
      if (line.next === undefined) lines.delete(key)
    }
    const line: Line<T> = { begunAt: performance.now(), over: answer.then(forget, forget), waiting: 0 }
    lines.set(key, line)
    return answer
  }

  async function after(line: Line<T>, key: string, compute: () => Promise<T>): Promise<T> {
    await line.over
    if (line.waiting >= CROWD) await pause(line.begunAt + GATHER_MS - performance.now())
    return run(key, compute)
  }

  return {
    ask(key, compute) {
      const line = lines.get(key)
      // What is under way may have read before this caller wrote.
      if (line === undefined) return run(key, compute)
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
