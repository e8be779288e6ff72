import { ObjectId } from 'bson'
import { stringOrderOf } from '../value/collation'
import { exactDouble } from '../value/compare'
import { decode, type Doc, isDoc } from '../value/document'
import { indexOfPart, pathOf } from '../value/path'
import { BsonType } from '../value/type'
import { compileMatcher, isOperatorDoc, type MatchOptions } from './compile'
import { existsOperand } from './predicate'

/**
 * Answer of a test on bytes: `unsure` leaves the document to the full matcher (arrays on the path, Decimal128,
 * a Long beyond 2^53, a symbol).
 */
const NO = 0
const YES = 1
const UNSURE = 2
type Answer = typeof NO | typeof YES | typeof UNSURE

/** Tests the value of type `type` whose bytes begin at `at`; a missing field has type 6. */
type RawTest = (bytes: Uint8Array, type: number, at: number) => Answer

const float = new Float64Array(1)
const floatBytes = new Uint8Array(float.buffer)

const int32 = (bytes: Uint8Array, at: number): number =>
  (bytes[at] as number) |
  ((bytes[at + 1] as number) << 8) |
  ((bytes[at + 2] as number) << 16) |
  ((bytes[at + 3] as number) << 24)

const int64 = (bytes: Uint8Array, at: number): number =>
  int32(bytes, at + 4) * 0x1_0000_0000 + (int32(bytes, at) >>> 0)

/** The number at a place; undefined when a double cannot hold it or it is no number. */
function numberAt(bytes: Uint8Array, type: number, at: number): number | undefined {
  if (type === BsonType.int) return int32(bytes, at)
  if (type === BsonType.double) {
    for (let i = 0; i < 8; i++) floatBytes[i] = bytes[at + i] as number
    return float[0]
  }
  const long = int64(bytes, at)
  return type === BsonType.long && Number.isSafeInteger(long) ? long : undefined
}

/** Length of a value in bytes; -1 for a type this code does not know. */
function sizeOf(bytes: Uint8Array, type: number, at: number): number {
  switch (type) {
    case 0x10:
      return 4
    case 0x02:
    case 0x0d:
    case 0x0e:
      return 4 + int32(bytes, at)
    case 0x07:
      return 12
    case 0x01:
    case 0x09:
    case 0x11:
    case 0x12:
      return 8
    case 0x03:
    case 0x04:
    case 0x0f:
      return int32(bytes, at)
    case 0x08:
      return 1
    case 0x05:
      return 5 + int32(bytes, at)
    case 0x06:
    case 0x0a:
    case 0xff:
    case 0x7f:
      return 0
    case 0x13:
      return 16
    case 0x0b: {
      let end = at
      for (let texts = 0; texts < 2; end++) if (bytes[end] === 0) texts++
      return end - at
    }
    default:
      return -1
  }
}

/** Place of the type byte of a field in the document at `start`; 0 when it is missing, -1 when in doubt. */
function findField(bytes: Uint8Array, start: number, name: Uint8Array): number {
  let at = start + 4
  const { length } = name
  for (;;) {
    const type = bytes[at]
    if (type === 0) return 0
    if (type === undefined) return -1
    let i = 0
    while (i < length && bytes[at + 1 + i] === name[i]) i++
    if (i === length && bytes[at + 1 + length] === 0) return at
    let value = at + 1 + i
    while (bytes[value] !== 0) value++
    const size = sizeOf(bytes, type, value + 1)
    if (size < 0) return -1
    at = value + 1 + size
  }
}

/** Applies a test to the value at a path. */
function atPath(path: string, test: RawTest): (bytes: Uint8Array) => Answer {
  const names = pathOf(path).map((part) => Buffer.from(part))
  return (bytes) => {
    let start = 0
    for (let i = 0; ; i++) {
      const name = names[i] as Buffer
      const at = findField(bytes, start, name)
      if (at < 0) return UNSURE
      if (at === 0) return test(bytes, BsonType.missing, 0)
      const type = bytes[at] as number
      const value = at + name.length + 2
      if (i === names.length - 1) return test(bytes, type, value)
      if (type === BsonType.array) return UNSURE
      if (type !== BsonType.object) return test(bytes, BsonType.missing, 0)
      start = value
    }
  }
}

/** Order of the value at a place against a constant; undefined when it is in doubt or of another bracket. */
type Order = (bytes: Uint8Array, type: number, at: number) => number | undefined

interface Constant {
  /** Types that `order` decides. */
  types: readonly number[]
  /** Types of the same bracket that only the full matcher decides. */
  doubtful: readonly number[]
  order: Order
}

function compareSlice(bytes: Uint8Array, at: number, length: number, other: Uint8Array): number {
  const common = Math.min(length, other.length)
  for (let i = 0; i < common; i++) {
    const difference = (bytes[at + i] as number) - (other[i] as number)
    if (difference !== 0) return difference
  }
  return length - other.length
}

function constantOf(value: unknown): Constant | undefined {
  if (typeof value === 'string') {
    const text = Buffer.from(value)
    return {
      types: [BsonType.string],
      doubtful: [BsonType.symbol],
      order: (bytes, _type, at) => compareSlice(bytes, at + 4, int32(bytes, at) - 1, text),
    }
  }
  if (value instanceof ObjectId) {
    const { id } = value
    return {
      types: [BsonType.objectId],
      doubtful: [],
      order: (bytes, _type, at) => compareSlice(bytes, at, 12, id),
    }
  }
  if (value instanceof Date) {
    const time = value.getTime()
    return { types: [BsonType.date], doubtful: [], order: (bytes, _type, at) => int64(bytes, at) - time }
  }
  if (typeof value === 'boolean') {
    const flag = value ? 1 : 0
    return { types: [BsonType.bool], doubtful: [], order: (bytes, _type, at) => (bytes[at] as number) - flag }
  }
  const number = exactDouble(value)
  if (number === undefined || !Number.isFinite(number)) return undefined
  return {
    types: [BsonType.int, BsonType.double, BsonType.long],
    doubtful: [BsonType.decimal],
    order(bytes, type, at) {
      const found = numberAt(bytes, type, at)
      // NaN is below every number, but no range holds it.
      return found === undefined || Number.isNaN(found)
        ? undefined
        : found < number
          ? -1
          : found > number
            ? 1
            : 0
    },
  }
}

function ordered(value: unknown, passes: (order: number) => boolean): RawTest | undefined {
  const constant = constantOf(value)
  if (!constant) return undefined
  const { types, doubtful, order } = constant
  return (bytes, type, at) => {
    if (types.includes(type)) {
      const result = order(bytes, type, at)
      return result === undefined ? UNSURE : passes(result) ? YES : NO
    }
    return type === BsonType.array || doubtful.includes(type) ? UNSURE : NO
  }
}

const isNull: RawTest = (_bytes, type) =>
  type === BsonType.null || type === BsonType.missing ? YES : type === BsonType.array ? UNSURE : NO

const equal = (value: unknown) => (value === null ? isNull : ordered(value, (order) => order === 0))

function anyOf(values: readonly unknown[]): RawTest | undefined {
  const tests: RawTest[] = []
  for (const value of values) {
    const test = equal(value)
    if (!test) return undefined
    tests.push(test)
  }
  return (bytes, type, at) => {
    for (const test of tests) {
      const answer = test(bytes, type, at)
      if (answer !== NO) return answer
    }
    return NO
  }
}

const negated = (test: RawTest | undefined): RawTest | undefined =>
  test &&
  ((bytes, type, at) => {
    const answer = test(bytes, type, at)
    return answer === UNSURE ? UNSURE : answer === YES ? NO : YES
  })

function operatorTest(operator: string, operand: unknown): RawTest | undefined {
  switch (operator) {
    case '$eq':
      return equal(operand)
    case '$ne':
      return negated(equal(operand))
    case '$gt':
      return ordered(operand, (order) => order > 0)
    case '$gte':
      return ordered(operand, (order) => order >= 0)
    case '$lt':
      return ordered(operand, (order) => order < 0)
    case '$lte':
      return ordered(operand, (order) => order <= 0)
    case '$in':
      return Array.isArray(operand) && operand.length <= 16 ? anyOf(operand) : undefined
    case '$exists': {
      const wanted = existsOperand(operand)
      return (_bytes, type) => ((type !== BsonType.missing) === wanted ? YES : NO)
    }
    default:
      return undefined
  }
}

/** Splits a filter into conditions on bytes and a rest; false when something is left to the full matcher. */
function collect(filter: Doc, tests: ((bytes: Uint8Array) => Answer)[]): boolean {
  let complete = true
  const add = (path: string, test: RawTest | undefined) => {
    const plain = pathOf(path).every((part) => indexOfPart(part) < 0)
    if (test && plain) tests.push(atPath(path, test))
    else complete = false
  }
  for (const [name, value] of Object.entries(filter)) {
    if (name === '$and' && Array.isArray(value)) {
      for (const branch of value) if (!isDoc(branch) || !collect(branch, tests)) complete = false
    } else if (name.startsWith('$')) {
      complete &&= name === '$comment'
    } else if (isOperatorDoc(value)) {
      for (const [operator, operand] of Object.entries(value)) add(name, operatorTest(operator, operand))
    } else add(name, equal(value))
  }
  return complete
}

/**
 * Compiles a filter into a test of BSON bytes that decodes a document only when the bytes alone do not decide.
 * Null when no condition of the filter can be tested on bytes.
 * @throws ServerError as `compileMatcher`
 */
export function compileRawMatcher(
  filter: Doc,
  options: MatchOptions = {},
): ((bytes: Uint8Array) => boolean) | null {
  const full = compileMatcher(filter, options)
  if (stringOrderOf(options.collation)) return null
  const tests: ((bytes: Uint8Array) => Answer)[] = []
  const complete = collect(filter, tests)
  if (tests.length === 0) return null
  return (bytes) => {
    let sure = complete
    for (let i = 0; i < tests.length; i++) {
      const answer = (tests[i] as (bytes: Uint8Array) => Answer)(bytes)
      if (answer === NO) return false
      if (answer === UNSURE) sure = false
    }
    return sure || full(decode(bytes))
  }
}
