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

/**
 * {@link gathered} for questions that fit together only when they are about the same: one question for each `about`,
 * side by side. `load` gets the keys of one of them and answers one value for each, in their order.
 * @param about compared by its JSON
 */
export function gatheredBy<A, K, V>(
  load: (about: A, keys: readonly K[]) => Promise<readonly V[]>,
): (about: A, key: K) => Promise<V> {
  const ask = gathered(async (asked: readonly { readonly about: A; readonly key: K }[]) => {
    const groups = new Map<string, { readonly about: A; readonly keys: K[]; readonly places: number[] }>()
    for (const [place, { about, key }] of asked.entries()) {
      const name = JSON.stringify(about)
      const group = groups.get(name) ?? { about, keys: [], places: [] }
      group.keys.push(key)
      group.places.push(place)
      groups.set(name, group)
    }
    const answers: V[] = []
    const one = async ({
      about,
      keys,
      places,
    }: {
      about: A
      keys: readonly K[]
      places: readonly number[]
    }) => {
      const values = await load(about, keys)
      if (values.length !== keys.length) throw new Error('not one answer for each question')
      for (const [index, place] of places.entries()) answers[place] = values[index] as V
    }
    await Promise.all([...groups.values()].map(one))
    return answers
  })
  return (about, key) => ask({ about, key })
}
