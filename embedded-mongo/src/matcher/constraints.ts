import { Int32 } from 'bson'
import { isDoc, type Doc } from '../value/document'
import { indexOfPart, topLevel } from '../value/path'
import { BsonType, typeOf } from '../value/type'
import { testsElement } from './compile'
import { conditionsOf, conjunctionOf, type Condition, type Conjunction } from './conjunction'

/**
 * What every matching document's index keys at a path satisfy. Each entry holds for itself alone: on a
 * multikey path `gt` and `lt` may be met by different elements, so they must not be intersected there.
 * A key that is absent from the object says nothing; `eq: null` means null or missing.
 */
export interface PathConstraint {
  /** Each of them is among the keys (of `$all`); `eq` is the first. */
  every?: unknown[]
  eq?: unknown
  in?: unknown[]
  gt?: unknown
  gte?: unknown
  lt?: unknown
  lte?: unknown
}

/** Necessary conditions of a filter, for choosing an index; the full filter always runs afterwards. */
interface FilterConstraints {
  conditions: readonly Condition[]
  paths: ReadonlyMap<string, PathConstraint>
  /** Branches of each `$or` at the top (or inside `$and`): one of every list must hold. */
  or: Doc[][]
}

/** Types that no range or equality of an index can stand for. */
const UNBOUNDED: readonly number[] = [BsonType.array, BsonType.regex]
const ENDS: readonly number[] = [BsonType.minKey, BsonType.maxKey]
const indexable = (value: unknown): boolean => !UNBOUNDED.includes(typeOf(value))

/** Adds what one condition says of the keys at its path; of two of a kind the first counts. */
function constrain(paths: Map<string, PathConstraint>, { path, operator, operand }: Condition): void {
  const add = (constraint: PathConstraint) => paths.set(path, { ...constraint, ...paths.get(path) })
  const addAll = (fields: Conjunction['fields'], counts: (condition: Condition) => boolean = () => true) =>
    conditionsOf(fields)
      .filter(counts)
      .forEach((condition) => constrain(paths, condition))
  switch (operator) {
    case '$eq':
      // A whole array is among the keys either as itself (nested) or through its first element.
      if (Array.isArray(operand)) add({ in: [operand, operand[0]] })
      else if (indexable(operand)) add({ eq: operand })
      break
    case '$gt':
    case '$gte':
    case '$lt':
    case '$lte':
      if (operand === null && operator.endsWith('e')) add({ eq: null })
      else if (operand !== null && indexable(operand) && !ENDS.includes(typeOf(operand)))
        add({ [operator.slice(1)]: operand })
      break
    case '$in':
      if (Array.isArray(operand) && operand.every(indexable)) add({ in: operand })
      break
    case '$all':
      if (!Array.isArray(operand) || operand.length === 0) break
      addAll([[path, operand[0]]])
      if (operand.every((value) => typeof value === 'string' || value instanceof Int32))
        add({ every: operand })
      break
    case '$elemMatch':
      if (!isDoc(operand)) break
      // Elements of an element have no keys of their own.
      if (testsElement(operand)) addAll([[path, operand]], ({ operator: inner }) => inner !== '$elemMatch')
      else if (Object.keys(operand).every(isName))
        addAll(conjunctionOf(operand).fields.map(([name, value]) => [`${path}.${name}`, value]))
  }
}

/** Whether a name of a query on elements is that of a field, and of nothing else. */
const isName = (name: string): boolean => !name.startsWith('$') && indexOfPart(topLevel(name)) < 0

/** Reads from a valid filter what an index may use. */
export function constraintsOf(filter: Doc): FilterConstraints {
  const { fields, or } = conjunctionOf(filter)
  const conditions = conditionsOf(fields)
  const paths = new Map<string, PathConstraint>()
  for (const condition of conditions) constrain(paths, condition)
  return { conditions, paths, or }
}
