import { location } from '../errors'
import { Summation } from '../expression/arithmetic'
import { mergeInto } from '../expression/objects'
import { isNullish } from '../expression/operator'
import { refuseKnown } from '../refused'
import { compare } from '../value/compare'
import { newDoc } from '../value/document'
import { equalityKey } from '../value/equality-key'

/** One accumulator of one group. `result` may be undefined, which a group shows as null. */
export interface Accumulator {
  add(value: unknown): void
  result(): unknown
}

function sum(result: (sum: Summation) => unknown): Accumulator {
  const running = new Summation()
  return { add: (value) => running.add(value), result: () => result(running) }
}

/** Keeps one value: each one that comes may take the place of the one before. */
function kept(
  replaces: (value: unknown, before: unknown, first: boolean) => boolean,
  empty: unknown,
): Accumulator {
  let best = empty
  let first = true
  return {
    add(value) {
      if (replaces(value, best, first)) best = value
      first = false
    },
    result: () => best,
  }
}

const extreme = (sign: number) =>
  kept((value, best) => !isNullish(value) && (best === null || compare(value, best) === sign), null)

function push(): Accumulator {
  const items: unknown[] = []
  return {
    add(value) {
      if (value !== undefined) items.push(value)
    },
    result: () => items,
  }
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

function mergeObjects(): Accumulator {
  const merged = newDoc()
  return { add: (value) => mergeInto(merged, value), result: () => merged }
}

const total = () => sum((running) => running.total())

const ACCUMULATORS = new Map<string, () => Accumulator>([
  ['$sum', total],
  ['$count', total],
  ['$avg', () => sum((running) => running.mean())],
  ['$min', () => extreme(-1)],
  ['$max', () => extreme(1)],
  ['$first', () => kept((_value, _before, first) => first, undefined)],
  ['$last', () => kept(() => true, undefined)],
  ['$push', push],
  ['$addToSet', addToSet],
  ['$mergeObjects', mergeObjects],
])

/**
 * A maker of accumulators for one field of a `$group`.
 * @throws ServerError 15952 for an unknown name, 238 for one outside the subset
 */
export function accumulatorOf(name: string): () => Accumulator {
  const make = ACCUMULATORS.get(name)
  if (make) return make
  refuseKnown('accumulator', name)
  throw location(15952, `unknown group operator '${name}'`)
}
