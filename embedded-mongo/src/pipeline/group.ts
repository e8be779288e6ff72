import { Int32 } from 'bson'
import { failedToParse, failure } from '../errors'
import { extremeOf, Summation } from '../expression/arithmetic'
import { compileExpression } from '../expression/compile'
import type { Evaluate } from '../expression/operator'
import { refuseKnown } from '../refused'
import { isDoc, newDoc } from '../value/document'
import { keyOf } from '../value/key-encoding'
import { collecting, type Stage } from './stage'

/** One accumulator of one group. `result` may be undefined, which a group shows as null. */
interface Accumulator {
  add(value: unknown): void
  result(): unknown
}

function sum(): Accumulator {
  const running = new Summation()
  return { add: (value) => running.add(value), result: () => running.total() }
}

/** `$min` (sign -1) and `$max`. */
const extreme = (sign: number) => (): Accumulator => {
  let best: unknown = null
  return { add: (value) => (best = extremeOf(sign, best, value)), result: () => best }
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
      const key = keyOf(value)
      if (value !== undefined && !items.has(key)) items.set(key, value)
    },
    result: () => [...items.values()],
  }
}

/** The accumulators of `$group`. */
export const ACCUMULATORS: ReadonlyMap<string, () => Accumulator> = new Map<string, () => Accumulator>([
  ['$sum', sum],
  ['$count', sum],
  ['$min', extreme(-1)],
  ['$max', extreme(1)],
  ['$first', first],
  ['$push', push],
  ['$addToSet', addToSet],
])

interface Field {
  name: string
  evaluate: Evaluate
  make: () => Accumulator
}

const ONE = new Int32(1)

function fieldOf(name: string, spec: unknown): Field {
  if (name.includes('.')) throw failure(40235, `The field name '${name}' cannot contain '.'`)
  if (name.startsWith('$')) throw failure(40236, `The field name '${name}' cannot be an operator name`)
  if (!isDoc(spec)) throw failure(40234, `The field '${name}' must be an accumulator object`)
  const [only, other] = Object.entries(spec)
  if (!only || other) throw failure(40238, `The field '${name}' must specify one accumulator`)
  const [operator, operand] = only
  const make = ACCUMULATORS.get(operator)
  if (!make) {
    refuseKnown('accumulator', operator)
    throw failure(15952, `unknown group operator '${operator}'`)
  }
  if (operator === '$count') {
    if (!isDoc(operand) || Object.keys(operand).length > 0)
      throw failedToParse('$count takes no arguments, i.e. $count:{}')
    return { name, make, evaluate: () => ONE }
  }
  if (Array.isArray(operand) && operand.length !== 1)
    throw failure(40237, `The ${operator} accumulator is a unary operator`)
  return { name, make, evaluate: compileExpression(Array.isArray(operand) ? operand[0] : operand) }
}

/**
 * `$group`. Numbers that are equal across types fall into one group; a missing `_id` is null.
 * @throws ServerError 15952 for an unknown accumulator, 238 for one outside the subset
 */
export function compileGroup(spec: unknown): Stage {
  if (!isDoc(spec)) throw failure(15947, "a group's fields must be specified in an object")
  if (!('_id' in spec)) throw failure(15955, 'a group specification must include an _id')
  const { _id, ...rest } = spec
  const id = compileExpression(_id)
  const fields = Object.entries(rest).map(([name, field]) => fieldOf(name, field))
  return collecting(() => {
    const groups = new Map<string, { id: unknown; accumulators: Accumulator[] }>()
    return {
      add(doc) {
        const value = id(doc) ?? null
        const key = keyOf(value)
        let group = groups.get(key)
        if (!group) groups.set(key, (group = { id: value, accumulators: fields.map(({ make }) => make()) }))
        for (let i = 0; i < fields.length; i++) group.accumulators[i]?.add((fields[i] as Field).evaluate(doc))
      },
      *result() {
        for (const group of groups.values()) {
          const doc = newDoc()
          doc._id = group.id
          fields.forEach(({ name }, index) => (doc[name] = group.accumulators[index]?.result() ?? null))
          yield doc
        }
      },
    }
  })
}
