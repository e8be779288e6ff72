import { bracketOf, compare } from '../value/compare'
import { isDoc, type Doc } from '../value/document'

/** One condition of a filter: a path, an operator, an operand. */
interface Condition {
  path: string
  operator: string
  operand: unknown
}

/** The top-level conjunction of a filter; undefined when a part of it is something else. */
function conditionsOf(filter: Doc, strict: boolean): Condition[] | undefined {
  const found: Condition[] = []
  for (const [path, value] of Object.entries(filter)) {
    if (path === '$and' && Array.isArray(value)) {
      for (const part of value) {
        const inner = isDoc(part) ? conditionsOf(part, strict) : undefined
        if (inner) found.push(...inner)
        else if (strict) return undefined
      }
    } else if (path.startsWith('$')) {
      if (strict) return undefined
    } else if (isDoc(value) && Object.keys(value)[0]?.startsWith('$')) {
      for (const [operator, operand] of Object.entries(value)) found.push({ path, operator, operand })
    } else found.push({ path, operator: '$eq', operand: value })
  }
  return found
}

/**
 * Whether every document that matches `filter` matches a partial index's condition; false when in doubt. Only then
 * may the index answer the query.
 */
export function implies(filter: Doc, condition: Doc): boolean {
  const demanded = conditionsOf(condition, true)
  if (!demanded) return false
  const given = conditionsOf(filter, false) ?? []
  return demanded.every((demand) =>
    given.some((known) => known.path === demand.path && entails(known, demand)),
  )
}

function entails(known: Condition, demand: Condition): boolean {
  if (known.operator === demand.operator && compare(known.operand, demand.operand) === 0) return true
  if (known.operator === '$in' && Array.isArray(known.operand) && known.operand.length > 0)
    return known.operand.every((operand) => entails({ ...known, operator: '$eq', operand }, demand))
  if (demand.operator === '$exists') return truthy(demand.operand) && provesPresence(known)
  if (demand.operator === '$in' && Array.isArray(demand.operand) && known.operator === '$eq')
    return demand.operand.some((operand) => compare(operand, known.operand) === 0)
  if (!sameKind(known.operand, demand.operand)) return false
  const order = compare(known.operand, demand.operand)
  switch (demand.operator) {
    case '$gt':
      return order > 0
        ? ['$eq', '$gt', '$gte'].includes(known.operator)
        : order === 0 && known.operator === '$gt'
    case '$gte':
      return order >= 0 && ['$eq', '$gt', '$gte'].includes(known.operator)
    case '$lt':
      return order < 0
        ? ['$eq', '$lt', '$lte'].includes(known.operator)
        : order === 0 && known.operator === '$lt'
    case '$lte':
      return order <= 0 && ['$eq', '$lt', '$lte'].includes(known.operator)
    default:
      return false
  }
}

function truthy(value: unknown): boolean {
  return value === true || (typeof value === 'object' && value !== null && Number(value) !== 0)
}

function provesPresence({ operator, operand }: Condition): boolean {
  if (operator === '$exists') return truthy(operand)
  return ['$eq', '$gt', '$gte', '$lt', '$lte'].includes(operator) && operand !== null && operand !== undefined
}

function sameKind(one: unknown, other: unknown): boolean {
  if (Array.isArray(one) || one === null || one === undefined || isDoc(one)) return false
  return bracketOf(one) === bracketOf(other)
}
