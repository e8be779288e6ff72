import { AsyncLocalStorage } from 'node:async_hooks'
import { setImmediate as endOfTurn } from 'node:timers/promises'

/** So many at most are asked for with one question. */
const MOST_AT_ONCE = 200

interface Asker<K, V> {
  readonly key: K
  readonly resolve: (value: V) => void
  readonly reject: (error: unknown) => void
}

/**
 * One question for all who ask in the same turn of the event loop, or while the one before is under way: `load` gets
 * their keys and answers one value for each, in their order. Whoever is alone asks at the end of the turn, alone. What
 * anybody gets was loaded after the asking, so an own write is always seen. An error is everybody's of that question.
 *
 * `load` runs outside every open unit of work: it reads what is committed, and what it writes stands by itself.
 */
export function gathered<K, V>(load: (keys: readonly K[]) => Promise<readonly V[]>): (key: K) => Promise<V> {
  const outside = AsyncLocalStorage.snapshot()
  let waiting: Asker<K, V>[] = []
  let isUnderWay = false

  async function ask(): Promise<void> {
    isUnderWay = true
    await endOfTurn()
    while (waiting.length > 0) {
      const askers = waiting.slice(0, MOST_AT_ONCE)
      waiting = waiting.slice(MOST_AT_ONCE)
      try {
        const values = await load(askers.map(({ key }) => key))
        if (values.length !== askers.length) throw new Error('not one answer for each question')
        for (const [index, { resolve }] of askers.entries()) resolve(values[index] as V)
      } catch (error) {
        for (const { reject } of askers) reject(error)
      }
    }
    isUnderWay = false
  }

  return (key) =>
    new Promise((resolve, reject) => {
      waiting.push({ key, resolve, reject })
      if (!isUnderWay) void outside(ask)
    })
}
