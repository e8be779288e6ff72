import { Int32 } from 'bson'
import { location } from '../errors'
import { compileExpression } from '../expression/compile'
import type { Evaluate } from '../expression/scope'
import { compare } from '../value/compare'
import type { Doc } from '../value/document'
import { isDoc, newDoc } from '../value/document'
import { equalityKey, foldOf } from '../value/equality-key'
import { print } from '../value/print'
import { typeName, typeOf } from '../value/type'
import { type Accumulator, accumulatorOf, ONE } from './accumulator'
import { expressionOptionsOf, type PipelineContext, type StageFactory, stringsOf } from './stage'

interface Field {
  name: string
  evaluate: Evaluate
  make: () => Accumulator
}

function fieldOf(name: string, spec: unknown, context: PipelineContext): Field {
  if (name.includes('.')) throw location(40235, `The field name '${name}' cannot contain '.'`)
  if (name.startsWith('$')) throw location(40236, `The field name '${name}' cannot be an operator name`)
  if (!isDoc(spec)) throw location(40234, `The field '${name}' must be an accumulator object`)
  const entries = Object.entries(spec)
  const [only] = entries
  if (!only || entries.length > 1) throw location(40238, `The field '${name}' must specify one accumulator`)
  const [operator, operand] = only
  const make = accumulatorOf(operator, stringsOf(context))
  if (operator === '$count') {
    if (!isDoc(operand) || Object.keys(operand).length > 0) {
      throw location(9, '$count takes no arguments, i.e. $count:{}')
    }
    return { name, make, evaluate: () => ONE }
  }
  if (Array.isArray(operand) && operand.length !== 1) {
    throw location(40237, `The ${operator} accumulator is a unary operator`)
  }
  const argument: unknown = Array.isArray(operand) ? operand[0] : operand
  return { name, make, evaluate: compileExpression(argument, expressionOptionsOf(context)) }
}

interface Group {
  id: unknown
  accumulators: Accumulator[]
}

/** `$group`. Numbers that are equal across types fall into one group; a missing `_id` is null. */
export function compileGroup(spec: unknown, context: PipelineContext): StageFactory {
  if (!isDoc(spec)) throw location(15947, "a group's fields must be specified in an object")
  if (!('_id' in spec)) throw location(15955, 'a group specification must include an _id')
  const id = compileExpression(spec._id, expressionOptionsOf(context))
  const fields = Object.entries(spec)
    .filter(([name]) => name !== '_id')
    .map(([name, field]) => fieldOf(name, field, context))
  return () => {
    const groups = new Map<string, Group>()
    const fold = foldOf(stringsOf(context))
    return {
      push(docs) {
        for (const doc of docs) {
          const found = id(doc)
          const value = found === undefined ? null : found
          const key = typeof value === 'string' && !fold ? value : `\0${equalityKey(value, fold)}`
          let group = groups.get(key)
          if (!group) {
            group = { id: value, accumulators: fields.map(({ make }) => make()) }
            groups.set(key, group)
          }
          for (let i = 0; i < fields.length; i++) {
            group.accumulators[i]?.add((fields[i] as Field).evaluate(doc))
          }
        }
        return []
      },
      end: () =>
        [...groups.values()].map((group) => {
          const doc = newDoc()
          doc._id = group.id
          fields.forEach(({ name }, index) => {
            const value = group.accumulators[index]?.result()
            doc[name] = value === undefined ? null : value
          })
          return doc
        }),
    }
  }
}

/** `$sortByCount` as the two stages it stands for. */
export function sortByCountStages(spec: unknown): Doc[] {
  const isExpression =
    (typeof spec === 'string' && spec.startsWith('$')) ||
    (isDoc(spec) && Object.keys(spec).some((name) => name.startsWith('$')))
  if (!isExpression) {
    throw location(
      40149,
      `the sortByCount field must be defined as a $-prefixed path or an expression inside an object`,
    )
  }
  return [{ $group: { _id: spec, count: { $sum: new Int32(1) } } }, { $sort: { count: new Int32(-1) } }]
}

/** `$bucket` as the two stages it stands for: a boundary belongs to the bucket it begins. */
export function bucketStages(spec: unknown): Doc[] {
  if (!isDoc(spec))
    throw location(
      40201,
      `Argument to $bucket stage must be an object, but found type: ${typeName(typeOf(spec))}.`,
    )
  for (const name of Object.keys(spec)) {
    if (!['groupBy', 'boundaries', 'default', 'output'].includes(name)) {
      throw location(40197, `Unrecognized option to $bucket: ${name}.`)
    }
  }
  const { groupBy, boundaries, output } = spec
  if (groupBy === undefined || boundaries === undefined) {
    throw location(40198, "$bucket requires 'groupBy' and 'boundaries' to be specified.")
  }
  if (!Array.isArray(boundaries)) {
    throw location(
      40200,
      `The $bucket 'boundaries' field must be an array, but found type: ${typeName(typeOf(boundaries))}.`,
    )
  }
  if (boundaries.length < 2) {
    throw location(
      40192,
      `The $bucket 'boundaries' field must have at least 2 values, but found ${boundaries.length} value(s).`,
    )
  }
  const limits: unknown[] = boundaries
  const branches = limits.slice(0, -1).map((from, index) => {
    const to = limits[index + 1]
    if (compare(from, to) >= 0) {
      throw location(
        40194,
        `The 'boundaries' option to $bucket must be sorted, but elements ${index} and ${index + 1} are not in ascending order (${print(from)} is not less than ${print(to)}).`,
      )
    }
    const within = [{ $gte: [groupBy, { $literal: from }] }, { $lt: [groupBy, { $literal: to }] }]
    return { case: { $and: within }, then: { $literal: from } }
  })
  const otherwise = 'default' in spec ? { default: { $literal: spec.default } } : {}
  const fields = output ?? { count: { $sum: new Int32(1) } }
  if (!isDoc(fields))
    throw location(
      40196,
      `The $bucket 'output' field must be an object, but found type: ${typeName(typeOf(fields))}.`,
    )
  return [
    { $group: { _id: { $switch: { branches, ...otherwise } }, ...fields } },
    { $sort: { _id: new Int32(1) } },
  ]
}
