import {
  Binary,
  BSONRegExp,
  BSONSymbol,
  Code,
  Decimal128,
  Double,
  Int32,
  Long,
  MaxKey,
  MinKey,
  ObjectId,
  Timestamp,
} from 'bson'
import type { Doc } from '../src/value/document'

/**
 * The naive model: what the server should answer, in the simplest code that says it. It shares nothing with the
 * server but the form of decoded documents.
 */

type Fraction = readonly [numerator: bigint, denominator: bigint]

export const isDoc = (value: unknown): value is Doc =>
  typeof value === 'object' &&
  value !== null &&
  !Array.isArray(value) &&
  !LEAVES.some((type) => value instanceof type)
const LEAVES = [
  Int32,
  Double,
  Long,
  Decimal128,
  Date,
  ObjectId,
  Binary,
  Timestamp,
  MinKey,
  MaxKey,
  BSONRegExp,
  BSONSymbol,
  Code,
]

export const isNumber = (value: unknown): boolean =>
  value instanceof Int32 || value instanceof Double || value instanceof Decimal128 || isLong(value)
const isLong = (value: unknown): value is Long => value instanceof Long && !(value instanceof Timestamp)

/** Place of a type in the order of all values. */
function rank(value: unknown): number {
  if (value instanceof MinKey) return 0
  if (value === undefined) return 1
  if (value === null) return 2
  if (isNumber(value)) return 3
  if (typeof value === 'string' || value instanceof BSONSymbol) return 4
  if (Array.isArray(value)) return 6
  if (value instanceof Binary) return 7
  if (value instanceof ObjectId) return 8
  if (typeof value === 'boolean') return 9
  if (value instanceof Date) return 10
  if (value instanceof Timestamp) return 11
  if (value instanceof BSONRegExp) return 12
  if (value instanceof Code) return value.scope ? 14 : 13
  return value instanceof MaxKey ? 15 : 5
}

/** A number as a fraction, or as the double NaN, Infinity or -Infinity. */
function exact(value: unknown): Fraction | number {
  if (value instanceof Int32) return [BigInt(value.value), 1n]
  if (isLong(value)) return [value.toBigInt(), 1n]
  if (value instanceof Double) {
    let { value: double } = value
    if (!Number.isFinite(double)) return double
    let denominator = 1n
    for (; !Number.isInteger(double); double *= 2) denominator *= 2n
    return [BigInt(double), denominator]
  }
  const text = String(value)
  const parts = /^(-?\d+)(?:\.(\d+))?(?:E([+-]?\d+))?$/.exec(text)
  if (!parts) return Number(text)
  const [, whole = '', fraction = '', power = '0'] = parts
  const digits = BigInt(whole + fraction)
  const exponent = Number(power) - fraction.length
  return exponent < 0 ? [digits, 10n ** BigInt(-exponent)] : [digits * 10n ** BigInt(exponent), 1n]
}

const sign = (a: bigint | number, b: bigint | number): number => (a < b ? -1 : a > b ? 1 : 0)

function orderNumbers(a: unknown, b: unknown): number {
  const [x, y] = [exact(a), exact(b)]
  if (Array.isArray(x) && Array.isArray(y)) return sign(x[0] * y[1], y[0] * x[1])
  const special = (value: Fraction | number): number => (typeof value === 'number' ? value : 0)
  if (Number.isNaN(x) || Number.isNaN(y)) return Number(Number.isNaN(y)) - Number(Number.isNaN(x))
  return sign(special(x), special(y))
}

function orderLists(a: readonly unknown[], b: readonly unknown[]): number {
  for (let i = 0; i < a.length && i < b.length; i++) if (order(a[i], b[i]) !== 0) return order(a[i], b[i])
  return sign(a.length, b.length)
}

/** The order of all values; 0 for equal ones. */
export function order(a: unknown, b: unknown): number {
  if (rank(a) !== rank(b)) return sign(rank(a), rank(b))
  if (isNumber(a)) return orderNumbers(a, b)
  if (rank(a) === 4) return Buffer.compare(Buffer.from(String(a)), Buffer.from(String(b)))
  if (Array.isArray(a)) return orderLists(a, b as unknown[])
  if (a instanceof Binary) {
    const key = (value: Binary): unknown[] =>
      [value.length(), value.sub_type, value.toString('hex')].map(plain)
    return orderLists(key(a), key(b as Binary))
  }
  if (a instanceof ObjectId) return sign2(a.toHexString(), (b as ObjectId).toHexString())
  if (typeof a === 'boolean') return sign(Number(a), Number(b))
  if (a instanceof Date) return sign(a.getTime(), (b as Date).getTime())
  if (a instanceof Timestamp) return sign(a.toBigInt(), (b as Timestamp).toBigInt())
  if (a instanceof BSONRegExp) {
    const key = (value: BSONRegExp): unknown[] => [value.pattern, value.options]
    return orderLists(key(a), key(b as BSONRegExp))
  }
  if (a instanceof Code) {
    const key = ({ code, scope }: Code): unknown[] => [code, ...(scope ? [scope] : [])]
    return orderLists(key(a), key(b as Code))
  }
  if (!isDoc(a) || !isDoc(b)) return 0
  const fields = (doc: Doc): unknown[] =>
    Object.entries(doc).flatMap(([name, value]) => [new Int32(rank(value)), name, value])
  return orderLists(fields(a), fields(b))
}

const plain = (value: number | string): unknown => (typeof value === 'number' ? new Int32(value) : value)
const sign2 = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)
export const equal = (a: unknown, b: unknown): boolean => order(a ?? null, b ?? null) === 0

/** The values a query sees at a path: an array at its end as its elements and as itself, or only as itself. */
function see(value: unknown, path: readonly string[], whole: boolean): unknown[] {
  const [name, ...rest] = path
  if (name === undefined) return Array.isArray(value) && !whole ? [...(value as unknown[]), value] : [value]
  if (isDoc(value)) return see(value[name], rest, whole)
  if (!Array.isArray(value)) return [undefined]
  const inDocs = value.filter(isDoc).flatMap((item) => see(item, path, whole))
  const item: unknown = /^\d+$/.test(name) ? value[Number(name)] : undefined
  if (item === undefined) return inDocs
  if (rest.length === 0) return [...inDocs, item]
  return isDoc(item) || Array.isArray(item) ? [...inDocs, ...see(item, rest, whole)] : inDocs
}

const isNaNumber = (value: unknown): boolean => isNumber(value) && Number.isNaN(exact(value))

/** Whether one value passes a comparison. */
export function passes(value: unknown, operator: string, operand: unknown): boolean {
  const given = operand ?? null
  if (operator === '$eq') return equal(value, given)
  const isEnd = given instanceof MinKey || given instanceof MaxKey
  if (!isEnd && rank(value ?? null) !== rank(given)) return false
  if (isNaNumber(value) !== isNaNumber(given)) return false
  const result = order(value ?? null, given)
  return (operator.endsWith('e') && result === 0) || result === (operator.startsWith('$g') ? 1 : -1)
}

const TYPES: Record<string, number> = {
  number: 3,
  string: 4,
  object: 5,
  array: 6,
  bool: 9,
  date: 10,
  null: 2,
}

/** What one condition is asked about: the values at a path, and those of them that are there as a whole. */
interface Seen {
  values: unknown[]
  wholes: unknown[]
}

function condition(seen: Seen, operator: string, operand: unknown): boolean {
  const { values, wholes } = seen
  const list = (Array.isArray(operand) ? operand : []) as unknown[]
  switch (operator) {
    case '$ne':
      return !condition(seen, '$eq', operand)
    case '$in':
      return list.some((item) => condition(seen, '$eq', item))
    case '$nin':
      return !condition(seen, '$in', operand)
    case '$all':
      return list.length > 0 && list.every((item) => conditions(seen, item))
    case '$not':
      return !conditions(seen, operand)
    case '$exists':
      return values.some((value) => value !== undefined) === operand
    case '$type':
      return values.some((value) => !(value instanceof BSONSymbol) && rank(value) === TYPES[String(operand)])
    case '$size':
      return wholes.some((value) => Array.isArray(value) && value.length === Number(operand))
    case '$elemMatch':
      return wholes.some((value) => Array.isArray(value) && value.some((item) => fits(item, operand as Doc)))
    default:
      return values.some((value) => passes(value, operator, operand))
  }
}

const startsWithOperator = (value: Doc): boolean => Object.keys(value)[0]?.startsWith('$') === true

/** Whether one element of an array is what `$elemMatch` asks for: arrays inside it are not opened. */
function fits(item: unknown, operand: Doc): boolean {
  const isQuery = ['$and', '$or', '$nor'].includes(Object.keys(operand)[0] ?? '')
  if (startsWithOperator(operand) && !isQuery) return conditions({ values: [item], wholes: [item] }, operand)
  // An array in the array is asked as a document whose names are its indexes.
  if (Array.isArray(item)) return matches(Object.fromEntries(item.entries()), operand)
  return isDoc(item) && matches(item, operand)
}

function conditions(seen: Seen, value: unknown): boolean {
  if (!isDoc(value) || !startsWithOperator(value)) return condition(seen, '$eq', value)
  return Object.entries(value).every(([operator, operand]) => condition(seen, operator, operand))
}

/** Whether a document matches a filter. */
export function matches(doc: Doc, filter: Doc): boolean {
  return Object.entries(filter).every(([name, value]) => {
    const branches = (Array.isArray(value) ? value : []) as Doc[]
    if (name === '$and') return branches.every((branch) => matches(doc, branch))
    if (name === '$or') return branches.some((branch) => matches(doc, branch))
    if (name === '$nor') return !branches.some((branch) => matches(doc, branch))
    const path = name.split('.')
    return conditions({ values: see(doc, path, false), wholes: see(doc, path, true) }, value)
  })
}

/** The values with which a document takes part in a sort by a path. */
function sortValues(value: unknown, path: readonly string[]): unknown[] {
  const [name, ...rest] = path
  if (name === undefined) {
    if (!Array.isArray(value)) return [value ?? null]
    return value.length > 0 ? value : [undefined]
  }
  if (Array.isArray(value) && value.length > 0)
    return value.flatMap((item) => (isDoc(item) ? sortValues(item, path) : [null]))
  return isDoc(value) ? sortValues(value[name], rest) : [null]
}

/** Order of two documents in a sort whose paths meet at most one array in each. */
export function sortOrder(a: Doc, b: Doc, spec: Record<string, number>): number {
  for (const [path, direction] of Object.entries(spec)) {
    const key = (doc: Doc): unknown => {
      const values = sortValues(doc, path.split('.'))
      return values.reduce((best, value) => (direction * order(value, best) < 0 ? value : best))
    }
    const result = direction * order(key(a), key(b))
    if (result !== 0) return result
  }
  return 0
}

/** The parts of a value that the paths name, or all the others. */
export function project(value: unknown, paths: readonly (readonly string[])[], keep: boolean): unknown {
  if (Array.isArray(value))
    return value.map((item) => project(item, paths, keep)).filter((item) => item !== undefined)
  if (!isDoc(value)) return keep ? undefined : value
  const result: Doc = {}
  for (const [name, inner] of Object.entries(value)) {
    const here = paths.filter(([first]) => first === name).map(([, ...rest]) => rest)
    const shown =
      here.length === 0
        ? keep
          ? undefined
          : inner
        : here.some((path) => path.length === 0)
          ? keep
            ? inner
            : undefined
          : project(inner, here, keep)
    if (shown !== undefined) result[name] = shown
  }
  return result
}

/** What an expression's field path reads: of an array what its documents hold. */
function fieldAt(value: unknown, path: readonly string[]): unknown {
  const [name, ...rest] = path
  if (name === undefined) return value
  if (isDoc(value)) return fieldAt(value[name], rest)
  if (!Array.isArray(value)) return undefined
  return value.filter(isDoc).flatMap((item) => {
    const found = fieldAt(item, path)
    return found === undefined ? [] : [found]
  })
}

/** The value of an expression of field paths, comparisons and choices; undefined = missing. */
export function evaluate(expression: unknown, doc: Doc): unknown {
  if (typeof expression === 'string') return fieldAt(doc, expression.slice(1).split('.'))
  if (Array.isArray(expression)) return expression.map((item) => evaluate(item, doc) ?? null)
  const [[name, operand] = ['', undefined]] = Object.entries(expression as Doc)
  if (name === '$literal') return operand
  const [a, b, c] = (operand as unknown[]).map((item) => evaluate(item, doc))
  if (name === '$lt') return order(a, b) < 0
  if (name === '$eq') return order(a, b) === 0
  if (name === '$ifNull') return a ?? b
  const isFalse =
    a === undefined || a === null || a === false || (isNumber(a) && order(a, new Int32(0)) === 0)
  return isFalse ? c : b
}

/** A document with a value put at a path: into every document of an array, and in place of what is no document. */
export function withComputed(value: unknown, path: readonly string[], computed: unknown): unknown {
  const [name = '', ...rest] = path
  if (Array.isArray(value)) return value.map((item) => withComputed(item, path, computed))
  const result: Doc = isDoc(value) ? { ...value } : {}
  const next = rest.length === 0 ? computed : withComputed(result[name], rest, computed)
  if (next === undefined) delete result[name]
  else result[name] = next
  return result
}
