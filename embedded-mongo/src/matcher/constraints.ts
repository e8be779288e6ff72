import type { Doc } from '../value/document'
import { isDoc } from '../value/document'
import { indexOfPart } from '../value/path'
import { BsonType, typeOf } from '../value/type'
import { existsOperand } from './predicate'
import { isOperatorDoc } from './compile'

/**
 * What every matching document's index keys at a path satisfy. Each entry holds for itself alone: on a
 * multikey path `gt` and `lt` may be met by different elements, so they must not be intersected there.
 * A key that is absent from the object says nothing; `eq: null` means null or missing.
 */
export interface PathConstraint {
  eq?: unknown
  in?: unknown[]
  gt?: unknown
  gte?: unknown
  lt?: unknown
  lte?: unknown
  exists?: boolean
}

/** Necessary conditions of a filter, for choosing an index; the full filter always runs afterwards. */
export interface FilterConstraints {
  paths: Map<string, PathConstraint>
  /** Branches of each `$or` at the top (or inside `$and`): one of every list must hold. */
  or: Doc[][]
}

const indexable = (value: unknown): boolean => {
  const type = typeOf(value)
  return type !== BsonType.array && type !== BsonType.regex
}

class Collector {
  readonly paths = new Map<string, PathConstraint>()
  readonly or: Doc[][] = []
  private depth = 0

  filter(filter: Doc, prefix = ''): void {
    for (const [name, value] of Object.entries(filter)) {
      if (name === '$and' && Array.isArray(value)) {
        for (const branch of value) if (isDoc(branch)) this.filter(branch, prefix)
      } else if (name === '$or' && Array.isArray(value) && value.every(isDoc)) {
        const [only] = value
        if (value.length === 1 && only) this.filter(only, prefix)
        else if (prefix === '') this.or.push(value)
      } else if (!name.startsWith('$')) {
        this.condition(prefix + name, value)
      }
    }
  }

  private condition(path: string, value: unknown): void {
    if (!isOperatorDoc(value)) {
      this.set(path, 'eq', value)
      return
    }
    for (const [operator, operand] of Object.entries(value)) this.operator(path, operator, operand)
  }

  private operator(path: string, operator: string, operand: unknown): void {
    switch (operator) {
      case '$eq':
        return this.set(path, 'eq', operand)
      case '$gt':
        return this.range(path, 'gt', operand)
      case '$gte':
        return this.range(path, 'gte', operand)
      case '$lt':
        return this.range(path, 'lt', operand)
      case '$lte':
        return this.range(path, 'lte', operand)
      case '$in':
        if (Array.isArray(operand) && operand.every(indexable)) this.add(path, 'in', operand)
        return
      case '$exists':
        // One element without the field says nothing about the others.
        if (existsOperand(operand)) this.add(path, 'exists', true)
        else if (this.depth === 0) this.add(path, 'exists', false)
        return
      case '$all':
        if (Array.isArray(operand) && operand.length > 0) this.condition(path, operand[0])
        return
      case '$elemMatch':
        return this.elemMatch(path, operand)
    }
  }

  private elemMatch(path: string, operand: unknown): void {
    if (!isDoc(operand)) return
    const names = Object.keys(operand)
    if (names.some((name) => ['$and', '$or', '$nor', '$expr'].includes(name))) return
    if (isOperatorDoc(operand)) {
      for (const [operator, value] of Object.entries(operand)) {
        if (operator !== '$exists') this.operator(path, operator, value)
      }
    } else if (names.every((name) => indexOfPart(name.split('.')[0] ?? '') < 0)) {
      this.depth++
      this.filter(operand, `${path}.`)
      this.depth--
    }
  }

  /** An equality; a whole array is among the keys either as itself (nested) or through its first element. */
  private set(path: string, kind: 'eq', value: unknown): void {
    if (Array.isArray(value)) this.add(path, 'in', [value, value[0]])
    else if (indexable(value)) this.add(path, kind, value)
  }

  private range(path: string, kind: 'gt' | 'gte' | 'lt' | 'lte', value: unknown): void {
    const type = typeOf(value)
    if (!indexable(value) || type === BsonType.minKey || type === BsonType.maxKey) return
    if (value !== null) this.add(path, kind, value)
    else if (kind.endsWith('e')) this.set(path, 'eq', null)
  }

  private add<K extends keyof PathConstraint>(path: string, kind: K, value: PathConstraint[K]): void {
    const constraint = this.paths.get(path) ?? {}
    if (!(kind in constraint)) constraint[kind] = value
    this.paths.set(path, constraint)
  }
}

/** Reads from a valid filter what an index may use. */
export function constraintsOf(filter: Doc): FilterConstraints {
  const collector = new Collector()
  collector.filter(filter)
  return { paths: collector.paths, or: collector.or }
}
