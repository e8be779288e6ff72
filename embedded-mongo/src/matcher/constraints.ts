import { Int32 } from 'bson'
import { isDoc, type Doc } from '../value/document'
import { indexOfPart } from '../value/path'
import { BsonType, typeOf } from '../value/type'
import { isOperatorDoc, testsElement } from './compile'
import { conjunctionOf, type Conjunction } from './conjunction'

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
  paths: ReadonlyMap<string, PathConstraint>
  /** Branches of each `$or` at the top (or inside `$and`): one of every list must hold. */
  or: Doc[][]
}

/** Types that no range or equality of an index can stand for. */
const UNBOUNDED: readonly number[] = [BsonType.array, BsonType.regex]
const ENDS: readonly number[] = [BsonType.minKey, BsonType.maxKey]
const indexable = (value: unknown): boolean => !UNBOUNDED.includes(typeOf(value))

class Collector {
  readonly paths = new Map<string, PathConstraint>()

  fields(fields: Conjunction['fields'], prefix = ''): void {
    for (const [name, value] of fields) this.condition(prefix + name, value)
  }

  private condition(path: string, value: unknown): void {
    if (!isOperatorDoc(value)) this.equal(path, value)
    else for (const [name, operand] of Object.entries(value)) this.operator(path, name, operand)
  }

  private operator(path: string, name: string, operand: unknown): void {
    switch (name) {
      case '$eq':
        return this.equal(path, operand)
      case '$gt':
      case '$gte':
      case '$lt':
      case '$lte':
        return this.range(path, name.slice(1), operand)
      case '$in':
        if (Array.isArray(operand) && operand.every(indexable)) this.add(path, { in: operand })
        return
      case '$all':
        if (!Array.isArray(operand) || operand.length === 0) return
        this.condition(path, operand[0])
        if (operand.every((value) => typeof value === 'string' || value instanceof Int32))
          this.add(path, { every: operand })
        return
      case '$elemMatch':
        if (isDoc(operand)) this.elemMatch(path, operand)
    }
  }

  private elemMatch(path: string, operand: Doc): void {
    const names = Object.keys(operand)
    if (testsElement(operand)) this.condition(path, operand)
    else if (names.every((name) => !name.startsWith('$') && indexOfPart(name.split('.')[0] ?? '') < 0))
      this.fields(conjunctionOf(operand).fields, `${path}.`)
  }

  /** An equality; a whole array is among the keys either as itself (nested) or through its first element. */
  private equal(path: string, value: unknown): void {
    if (Array.isArray(value)) this.add(path, { in: [value, value[0]] })
    else if (indexable(value)) this.add(path, { eq: value })
  }

  private range(path: string, kind: string, value: unknown): void {
    if (!indexable(value) || ENDS.includes(typeOf(value))) return
    if (value !== null) this.add(path, { [kind]: value })
    else if (kind.endsWith('e')) this.equal(path, null)
  }

  /** The first condition of a kind counts. */
  private add(path: string, constraint: PathConstraint): void {
    this.paths.set(path, { ...constraint, ...this.paths.get(path) })
  }
}

/** Reads from a valid filter what an index may use. */
export function constraintsOf(filter: Doc): FilterConstraints {
  const { fields, or } = conjunctionOf(filter)
  const collector = new Collector()
  collector.fields(fields)
  return { paths: collector.paths, or }
}
