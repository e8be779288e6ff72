import { Int32 } from 'bson'
import { failedToParse, failure } from '../errors'
import { compileExpression } from '../expression/compile'
import type { Evaluate, Variables } from '../expression/operator'
import { isDoc, newDoc } from '../value/document'
import { equalityKey } from '../value/key-encoding'
import { type Accumulator, accumulatorOf } from './accumulator'
import { collecting, type Stage } from './stage'

interface Field {
  name: string
  evaluate: Evaluate
  make: () => Accumulator
}

const ONE = new Int32(1)

function fieldOf(name: string, spec: unknown, variables: Variables): Field {
  if (name.includes('.')) throw failure(40235, `The field name '${name}' cannot contain '.'`)
  if (name.startsWith('$')) throw failure(40236, `The field name '${name}' cannot be an operator name`)
  if (!isDoc(spec)) throw failure(40234, `The field '${name}' must be an accumulator object`)
  const [only, other] = Object.entries(spec)
  if (!only || other) throw failure(40238, `The field '${name}' must specify one accumulator`)
  const [operator, operand] = only
  const make = accumulatorOf(operator)
  if (operator === '$count') {
    if (!isDoc(operand) || Object.keys(operand).length > 0)
      throw failedToParse('$count takes no arguments, i.e. $count:{}')
    return { name, make, evaluate: () => ONE }
  }
  if (Array.isArray(operand) && operand.length !== 1)
    throw failure(40237, `The ${operator} accumulator is a unary operator`)
  return { name, make, evaluate: compileExpression(Array.isArray(operand) ? operand[0] : operand, variables) }
}

/** `$group`. Numbers that are equal across types fall into one group; a missing `_id` is null. */
export function compileGroup(spec: unknown, variables: Variables): Stage {
  if (!isDoc(spec)) throw failure(15947, "a group's fields must be specified in an object")
  if (!('_id' in spec)) throw failure(15955, 'a group specification must include an _id')
  const { _id, ...rest } = spec
  const id = compileExpression(_id, variables)
  const fields = Object.entries(rest).map(([name, field]) => fieldOf(name, field, variables))
  return collecting(() => {
    const groups = new Map<string, { id: unknown; accumulators: Accumulator[] }>()
    return {
      add(doc) {
        const value = id(doc) ?? null
        const key = equalityKey(value)
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
