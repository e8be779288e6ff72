import { Int32 } from 'bson'
import { location } from '../errors'
import { compileExpression } from '../expression/compile'
import { type Evaluate, nameOf } from '../expression/operator'
import { compare } from '../value/compare'
import { isDoc, newDoc, type Doc } from '../value/document'
import { equalityKey } from '../value/equality-key'
import { print } from '../value/print'
import { type Accumulator, accumulatorOf } from './accumulator'
import type { PipelineContext, StageFactory } from './stage'

interface Field {
  name: string
  evaluate: Evaluate
  make: () => Accumulator
}

const ONE = new Int32(1)

function fieldOf(name: string, spec: unknown, context: PipelineContext): Field {
  if (name.includes('.')) throw location(40235, `The field name '${name}' cannot contain '.'`)
  if (name.startsWith('$')) throw location(40236, `The field name '${name}' cannot be an operator name`)
  if (!isDoc(spec)) throw location(40234, `The field '${name}' must be an accumulator object`)
  const [only, other] = Object.entries(spec)
  if (!only || other) throw location(40238, `The field '${name}' must specify one accumulator`)
  const [operator, operand] = only
  const make = accumulatorOf(operator)
  if (operator === '$count') {
    if (!isDoc(operand) || Object.keys(operand).length > 0)
      throw location(9, '$count takes no arguments, i.e. $count:{}')
    return { name, make, evaluate: () => ONE }
  }
  if (Array.isArray(operand) && operand.length !== 1)
    throw location(40237, `The ${operator} accumulator is a unary operator`)
  return { name, make, evaluate: compileExpression(Array.isArray(operand) ? operand[0] : operand, context) }
}

/** `$group`. Numbers that are equal across types fall into one group; a missing `_id` is null. */
export function compileGroup(spec: unknown, context: PipelineContext): StageFactory {
  if (!isDoc(spec)) throw location(15947, "a group's fields must be specified in an object")
  if (!('_id' in spec)) throw location(15955, 'a group specification must include an _id')
  const { _id, ...rest } = spec
  const id = compileExpression(_id, context)
  const fields = Object.entries(rest).map(([name, field]) => fieldOf(name, field, context))
  return () => {
    const groups = new Map<string, { id: unknown; accumulators: Accumulator[] }>()
    return {
      push(docs) {
        for (const doc of docs) {
          const value = id(doc) ?? null
          const key = equalityKey(value)
          let group = groups.get(key)
          if (!group) groups.set(key, (group = { id: value, accumulators: fields.map(({ make }) => make()) }))
          for (let i = 0; i < fields.length; i++)
            group.accumulators[i]?.add((fields[i] as Field).evaluate(doc))
        }
        return []
      },
      end: () =>
        [...groups.values()].map((group) => {
          const doc = newDoc()
          doc._id = group.id
          fields.forEach(({ name }, index) => (doc[name] = group.accumulators[index]?.result() ?? null))
          return doc
        }),
    }
  }
}

/** `$bucket` as the two stages it stands for: a boundary belongs to the bucket it begins. */
export function bucketStages(spec: unknown): Doc[] {
  if (!isDoc(spec))
    throw location(40201, `Argument to $bucket stage must be an object, but found type: ${nameOf(spec)}.`)
  const unknown = Object.keys(spec).find(
    (name) => !['groupBy', 'boundaries', 'default', 'output'].includes(name),
  )
  if (unknown !== undefined) throw location(40197, `Unrecognized option to $bucket: ${unknown}.`)
  const { groupBy, boundaries, output = { count: { $sum: ONE } } } = spec
  if (groupBy === undefined || boundaries === undefined)
    throw location(40198, "$bucket requires 'groupBy' and 'boundaries' to be specified.")
  if (!Array.isArray(boundaries))
    throw location(
      40200,
      `The $bucket 'boundaries' field must be an array, but found type: ${nameOf(boundaries)}.`,
    )
  const limits: unknown[] = boundaries
  if (limits.length < 2)
    throw location(
      40192,
      `The $bucket 'boundaries' field must have at least 2 values, but found ${limits.length} value(s).`,
    )
  if (!isDoc(output))
    throw location(40196, `The $bucket 'output' field must be an object, but found type: ${nameOf(output)}.`)
  const branches = limits.slice(0, -1).map((from, index) => {
    const to = limits[index + 1]
    if (compare(from, to) >= 0)
      throw location(
        40194,
        `The 'boundaries' option to $bucket must be sorted, but elements ${index} and ${index + 1} are not in ascending order (${print(from)} is not less than ${print(to)}).`,
      )
    const within = [{ $gte: [groupBy, { $literal: from }] }, { $lt: [groupBy, { $literal: to }] }]
    return { case: { $and: within }, then: { $literal: from } }
  })
  const otherwise = 'default' in spec ? { default: { $literal: spec.default } } : {}
  return [{ $group: { _id: { $switch: { branches, ...otherwise } }, ...output } }, { $sort: { _id: ONE } }]
}
