import {
  Binary,
  BSONRegExp,
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
  if (typeof value === 'string') return 4
  if (Array.isArray(value)) return 6
  if (value instanceof Binary) return 7
  if (value instanceof ObjectId) return 8
  if (typeof value === 'boolean') return 9
  if (value instanceof Date) return 10
  if (value instanceof Timestamp) return 11
  if (value instanceof BSONRegExp) return 12
  return value instanceof MaxKey ? 13 : 5
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
  if (typeof a === 'string') return Buffer.compare(Buffer.from(a), Buffer.from(b as string))
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

function condition(doc: Doc, path: string, operator: string, operand: unknown): boolean {
  const values = see(doc, path.split('.'), false)
  const list = (Array.isArray(operand) ? operand : []) as unknown[]
  const whole = () => see(doc, path.split('.'), true)
  switch (operator) {
    case '$ne':
      return !condition(doc, path, '$eq', operand)
    case '$in':
      return list.some((item) => condition(doc, path, '$eq', item))
    case '$nin':
      return !condition(doc, path, '$in', operand)
    case '$all':
      return list.length > 0 && list.every((item) => condition(doc, path, '$eq', item))
    case '$not':
      return !conditions(doc, path, operand)
    case '$exists':
      return values.some((value) => value !== undefined) === operand
    case '$type':
      return values.some((value) => rank(value) === TYPES[String(operand)])
    case '$size':
      return whole().some((value) => Array.isArray(value) && value.length === Number(operand))
    case '$elemMatch':
      return whole().some(
        (value) =>
          Array.isArray(value) &&
          value.some((item: unknown) =>
            Object.entries(operand as Doc).every(([name, bound]) => passes(item, name, bound)),
          ),
      )
    default:
      return values.some((value) => passes(value, operator, operand))
  }
}

function conditions(doc: Doc, path: string, value: unknown): boolean {
  if (!isDoc(value) || !Object.keys(value)[0]?.startsWith('$')) return condition(doc, path, '$eq', value)
  return Object.entries(value).every(([operator, operand]) => condition(doc, path, operator, operand))
}

/** Whether a document matches a filter. */
export function matches(doc: Doc, filter: Doc): boolean {
  return Object.entries(filter).every(([name, value]) => {
    const branches = (Array.isArray(value) ? value : []) as Doc[]
    if (name === '$and') return branches.every((branch) => matches(doc, branch))
    if (name === '$or') return branches.some((branch) => matches(doc, branch))
    if (name === '$nor') return !branches.some((branch) => matches(doc, branch))
    return conditions(doc, name, value)
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
