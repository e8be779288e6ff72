import { isDoc, type Doc } from '../value/document'
import { topLevel } from '../value/path'
import { isOperatorDoc } from './compile'
import { isRegex } from './predicate'

/** What every match of a filter satisfies. */
export interface Conjunction {
  /** Paths and their conditions, those inside `$and` and inside an `$or` of one branch among them. */
  fields: Array<[path: string, condition: unknown]>
  /** Branches of each longer `$or`: one of every list holds. */
  or: Doc[][]
  /** There is nothing else in the filter. */
  complete: boolean
}

/** Takes a filter apart into what must hold together. */
export function conjunctionOf(filter: Doc): Conjunction {
  const found: Conjunction = { fields: [], or: [], complete: true }
  for (const [name, value] of Object.entries(filter)) {
    const branches = Array.isArray(value) && value.every(isDoc) ? value : []
    if (!name.startsWith('$')) found.fields.push([name, value])
    else if (name === '$and' || (name === '$or' && branches.length === 1)) {
      for (const inner of branches.map(conjunctionOf)) {
        found.fields.push(...inner.fields)
        found.or.push(...inner.or)
        found.complete &&= inner.complete
      }
    } else {
      found.complete = false
      if (name === '$or' && branches.length > 1) found.or.push(branches)
    }
  }
  return found
}

/** One condition of a filter: a path, an operator, an operand. */
export interface Condition {
  path: string
  operator: string
  operand: unknown
}

/** The conditions of a conjunction one by one; a value alone is an equality, a pattern alone a search. */
export const conditionsOf = (fields: Conjunction['fields']): Condition[] =>
  fields.flatMap(([path, value]) =>
    Object.entries(isOperatorDoc(value) ? value : { [isRegex(value) ? '$regex' : '$eq']: value }).map(
      ([operator, operand]) => ({
        path,
        operator,
        operand,
      }),
    ),
  )

/** Top-level fields a filter reads; undefined when it may read any. */
export function fieldsOfFilter(filter: Doc): ReadonlySet<string> | undefined {
  const fields = new Set<string>()
  return collectFields(filter, fields) ? fields : undefined
}

function collectFields(filter: Doc, fields: Set<string>): boolean {
  return Object.entries(filter).every(([name, value]) => {
    if (['$and', '$or', '$nor'].includes(name))
      return Array.isArray(value) && value.every((part) => isDoc(part) && collectFields(part, fields))
    if (!name.startsWith('$')) fields.add(topLevel(name))
    return !name.startsWith('$') || name === '$comment'
  })
}
