import { failure } from '../errors'
import { extremeOf, Summation } from '../expression/arithmetic'
import { refuseKnown } from '../refused'
import { equalityKey } from '../value/key-encoding'

/** One accumulator of one group. `result` may be undefined, which a group shows as null. */
export interface Accumulator {
  add(value: unknown): void
  result(): unknown
}

function sum(result: (sum: Summation) => unknown): Accumulator {
  const running = new Summation()
  return { add: (value) => running.add(value), result: () => result(running) }
}

function kept(empty: unknown, next: (best: unknown, value: unknown) => unknown): Accumulator {
  let best = empty
  return { add: (value) => (best = next(best, value)), result: () => best }
}

function first(): Accumulator {
  const seen: unknown[] = []
  return { add: (value) => seen.length === 0 && seen.push(value), result: () => seen[0] }
}

function push(): Accumulator {
  const items: unknown[] = []
  return { add: (value) => value !== undefined && items.push(value), result: () => items }
}

function addToSet(): Accumulator {
  const items = new Map<string, unknown>()
  return {
    add(value) {
      const key = equalityKey(value)
      if (value !== undefined && !items.has(key)) items.set(key, value)
    },
    result: () => [...items.values()],
  }
}

const total = () => sum((running) => running.total())

/** The accumulators of `$group`. */
export const ACCUMULATORS: ReadonlyMap<string, () => Accumulator> = new Map<string, () => Accumulator>([
  ['$sum', total],
  ['$count', total],
  ['$avg', () => sum((running) => running.mean())],
  ['$min', () => kept(null, (best, value) => extremeOf(-1, best, value))],
  ['$max', () => kept(null, (best, value) => extremeOf(1, best, value))],
  ['$first', first],
  ['$last', () => kept(undefined, (_, value) => value)],
  ['$push', push],
  ['$addToSet', addToSet],
])

/**
 * A maker of accumulators for one field of a `$group`.
 * @throws ServerError 15952 for an unknown name, 238 for one outside the subset
 */
export function accumulatorOf(name: string): () => Accumulator {
  const make = ACCUMULATORS.get(name)
  if (make) return make
  refuseKnown('accumulator', name)
  throw failure(15952, `unknown group operator '${name}'`)
}
