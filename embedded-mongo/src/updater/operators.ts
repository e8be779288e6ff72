import { Double, Int32, Long, Timestamp } from 'bson'
import { badValue, failedToParse, typeMismatch } from '../errors'
import { compileMatcher, compileValueTest, isOperatorDoc } from '../matcher/compile'
import { regexTest } from '../matcher/predicate'
import { compileSortValues } from '../sorter/compile'
import { stringOrderOf } from '../value/collation'
import { compare, equals, identical } from '../value/compare'
import type { Doc } from '../value/document'
import { isDoc } from '../value/document'
import {
  addNumbers,
  isNumber,
  multiplyNumbers,
  toBigInt,
  toDouble,
  toInteger,
  widthOf,
} from '../value/number'
import { print } from '../value/print'
import { BsonType, typeName, typeOf } from '../value/type'
import { type Change, KEEP, REMOVE } from './update-path'

export interface OperatorContext {
  /** Time of the command, for `$currentDate`. */
  now: Date
  collation?: Doc | null | undefined
}

/** How an operator treats one path; made once per update, `change` runs per document. */
export interface Operation {
  /** Whether missing parents are made. */
  create: boolean
  change: (name: string, root: Doc) => Change
}

const idOf = (root: Doc) => `{_id: ${print(root._id === undefined ? null : root._id)}}`

const simple = (create: boolean, change: Change): Operation => ({ create, change: () => change })

const set = (value: unknown): Operation =>
  simple(true, (current) => (current !== undefined && identical(current, value) ? KEEP : value))

const zeroLike = (value: unknown): unknown => {
  const width = widthOf(value)
  if (width === 'int') return new Int32(0)
  if (width === 'long') return Long.ZERO
  return width === 'double' ? new Double(0) : multiplyNumbers(value, new Int32(0))
}

function arithmetic(operator: '$inc' | '$mul', path: string, operand: unknown): Operation {
  const verb = operator === '$inc' ? 'increment' : 'multiply'
  if (!isNumber(operand)) {
    throw typeMismatch(`Cannot ${verb} with non-numeric argument: {${path}: ${print(operand)}}`)
  }
  return {
    create: true,
    change: (name, root) => (current) => {
      if (current === undefined) return operator === '$inc' ? operand : zeroLike(operand)
      if (!isNumber(current)) {
        throw typeMismatch(
          `Cannot apply ${operator} to a value of non-numeric type. ${idOf(root)} has the field '${name}' of non-numeric type ${typeName(typeOf(current))}`,
        )
      }
      const result = operator === '$inc' ? addNumbers(current, operand) : multiplyNumbers(current, operand)
      if (result === undefined) {
        throw badValue(
          `Failed to apply ${operator} operations to current value (${print(current)}) for document ${idOf(root)}`,
        )
      }
      return identical(result, current) ? KEEP : result
    },
  }
}

function bit(path: string, operand: unknown): Operation {
  if (!isDoc(operand) || Object.keys(operand).length === 0) {
    throw badValue(
      `The $bit modifier is not compatible with a ${typeName(typeOf(operand))}. You must pass in an embedded document: {$bit: {field: {and/or/xor: #}}`,
    )
  }
  const isWhole = (value: unknown) => [BsonType.int, BsonType.long].some((type) => type === typeOf(value))
  for (const [name, value] of Object.entries(operand)) {
    if (!['and', 'or', 'xor'].includes(name)) {
      throw badValue(
        `The $bit modifier only supports 'and', 'or', and 'xor', not '${name}' which is an unknown operator: {${name}: ${print(value)}}`,
      )
    }
    if (!isWhole(value)) {
      throw badValue(
        `The $bit modifier field must be an Integer(32/64 bit); a '${typeName(typeOf(value))}' is not supported here: {${name}: ${print(value)}}`,
      )
    }
  }
  return simple(true, (current) => {
    const start: unknown = current ?? new Int32(0)
    if (!isWhole(start) || current === null) {
      throw badValue(
        `Cannot apply $bit to a value of non-integral type. The field '${path}' has type ${typeName(typeOf(current))}`,
      )
    }
    let value = toBigInt(start)
    let long = widthOf(start) === 'long'
    for (const [name, mask] of Object.entries(operand)) {
      const bits = toBigInt(mask)
      value = name === 'and' ? value & bits : name === 'or' ? value | bits : value ^ bits
      long ||= widthOf(mask) === 'long'
    }
    const result = long ? Long.fromBigInt(value) : new Int32(Number(value))
    return current !== undefined && identical(result, current) ? KEEP : result
  })
}

function extreme(sign: number, operand: unknown, context: OperatorContext): Operation {
  const strings = stringOrderOf(context.collation)
  return simple(true, (current) =>
    current === undefined || compare(operand, current, strings) === sign ? operand : KEEP,
  )
}

function currentDate(operand: unknown, context: OperatorContext): Operation {
  const type = isDoc(operand) ? operand.$type : operand
  if (operand === true || operand === false || type === 'date') return set(context.now)
  if (type !== 'timestamp') {
    throw badValue(
      isDoc(operand)
        ? "The '$type' string field is required to be 'date' or 'timestamp': {$currentDate: {field : {$type: 'date'}}}"
        : `${typeName(typeOf(operand))} is not valid type for $currentDate. Please use a boolean ('true') or a $type expression ({$type: 'timestamp/date'}).`,
    )
  }
  return set(new Timestamp({ t: Math.floor(context.now.getTime() / 1000), i: 1 }))
}

/** A whole number among the modifiers of `$push`. */
function wholeModifier(name: string, value: unknown): number {
  const whole = toInteger(value)
  if (whole === undefined) {
    throw badValue(
      `The value for ${name} must be an integer value but was given type: ${typeName(typeOf(value))}`,
    )
  }
  return whole
}

function sortModifier(value: unknown, context: OperatorContext): (items: unknown[]) => void {
  const strings = stringOrderOf(context.collation)
  if (isDoc(value)) {
    if (Object.keys(value).length === 0) {
      throw badValue('The $sort pattern is empty when it should be a set of fields.')
    }
    const byValues = compileSortValues(value, strings)
    return (items) => items.sort(byValues)
  }
  const direction = toDouble(value)
  if (direction !== 1 && direction !== -1) {
    throw badValue('The $sort element value must be either 1 or -1')
  }
  return (items) => items.sort((a, b) => direction * compare(a, b, strings))
}

/** Options that go with `$each`; without `$each` the operand itself is the one value. */
function eachOf(
  operator: string,
  operand: unknown,
  allowed: readonly string[],
): { each: unknown[]; modifiers: Doc } {
  if (!isDoc(operand) || !('$each' in operand)) return { each: [operand], modifiers: {} }
  const { $each: each } = operand
  if (!Array.isArray(each)) {
    throw typeMismatch(
      operator === '$push'
        ? `The argument to $each in $push must be an array but it was of type: ${typeName(typeOf(each))}`
        : `The argument to $each in $addToSet must be an array but it was of type ${typeName(typeOf(each))}`,
    )
  }
  for (const name of Object.keys(operand)) {
    if (allowed.includes(name)) continue
    throw badValue(
      operator === '$push'
        ? `Unrecognized clause in $push: ${name}`
        : `Found unexpected fields after $each in $addToSet: ${print(operand)}`,
    )
  }
  return { each, modifiers: operand }
}

function push(operand: unknown, context: OperatorContext): Operation {
  const { each, modifiers } = eachOf('$push', operand, ['$each', '$position', '$sort', '$slice'])
  const position = '$position' in modifiers ? wholeModifier('$position', modifiers.$position) : undefined
  const slice = '$slice' in modifiers ? wholeModifier('$slice', modifiers.$slice) : undefined
  const sort = '$sort' in modifiers ? sortModifier(modifiers.$sort, context) : undefined
  return {
    create: true,
    change: (name, root) => (current) => {
      if (current !== undefined && !Array.isArray(current)) {
        throw badValue(
          `The field '${name}' must be an array but is of type ${typeName(typeOf(current))} in document ${idOf(root)}`,
        )
      }
      const items: unknown[] = current === undefined ? [] : [...(current as unknown[])]
      items.splice(position ?? items.length, 0, ...each)
      sort?.(items)
      const kept = slice === undefined ? items : slice < 0 ? items.slice(slice) : items.slice(0, slice)
      return current !== undefined && identical(kept, current) ? KEEP : kept
    },
  }
}

function addToSet(operand: unknown, context: OperatorContext): Operation {
  const { each } = eachOf('$addToSet', operand, ['$each'])
  const strings = stringOrderOf(context.collation)
  return {
    create: true,
    change: (name) => (current) => {
      if (current !== undefined && !Array.isArray(current)) {
        throw badValue(
          `Cannot apply $addToSet to non-array field. Field named '${name}' has non-array type ${typeName(typeOf(current))}`,
        )
      }
      const items: unknown[] = current === undefined ? [] : [...(current as unknown[])]
      const before = items.length
      for (const item of each) if (!items.some((known) => equals(known, item, strings))) items.push(item)
      return current !== undefined && items.length === before ? KEEP : items
    },
  }
}

function without(operator: string, drop: (item: unknown) => boolean): Operation {
  return simple(false, (current) => {
    if (current === undefined) return KEEP
    if (!Array.isArray(current)) throw badValue(`Cannot apply ${operator} to a non-array value`)
    const kept = current.filter((item) => !drop(item))
    return kept.length === current.length ? KEEP : kept
  })
}

function pull(operand: unknown, context: OperatorContext): Operation {
  const { collation } = context
  const strings = stringOrderOf(collation)
  if (typeOf(operand) === BsonType.regex) return without('$pull', regexTest(operand))
  if (!isDoc(operand)) return without('$pull', (item) => equals(item, operand, strings))
  const first = Object.keys(operand)[0] ?? ''
  if (isOperatorDoc(operand) && !['$and', '$or', '$nor', '$expr'].includes(first)) {
    return without('$pull', compileValueTest(operand, { collation: collation ?? null }))
  }
  const test = compileMatcher(operand, { collation: collation ?? null })
  return without('$pull', (item) => isDoc(item) && test(item))
}

function pullAll(operand: unknown, context: OperatorContext): Operation {
  if (!Array.isArray(operand)) {
    throw badValue(`$pullAll requires an array argument but was given a ${typeName(typeOf(operand))}`)
  }
  const strings = stringOrderOf(context.collation)
  return without('$pullAll', (item) => operand.some((other) => equals(item, other, strings)))
}

function pop(path: string, operand: unknown): Operation {
  const end = toInteger(operand)
  if (end === undefined) throw failedToParse(`Expected a number in: ${path}: ${print(operand)}`)
  if (end !== 1 && end !== -1) throw failedToParse(`$pop expects 1 or -1, found: ${print(operand)}`)
  return {
    create: false,
    change: (name) => (current) => {
      if (current === undefined) return KEEP
      if (!Array.isArray(current)) {
        throw typeMismatch(
          `Path '${name}' contains an element of non-array type '${typeName(typeOf(current))}'`,
        )
      }
      if (current.length === 0) return KEEP
      const items: unknown[] = current
      return end === 1 ? items.slice(0, -1) : items.slice(1)
    },
  }
}

/**
 * Compiles one operator for one path; undefined for a name that is no update operator.
 * `$rename` is not here: it concerns two paths.
 */
export function compileOperation(
  operator: string,
  path: string,
  operand: unknown,
  context: OperatorContext,
): Operation | undefined {
  switch (operator) {
    case '$set':
    case '$setOnInsert':
      return set(operand)
    case '$unset':
      return simple(false, () => REMOVE)
    case '$inc':
    case '$mul':
      return arithmetic(operator, path, operand)
    case '$min':
      return extreme(-1, operand, context)
    case '$max':
      return extreme(1, operand, context)
    case '$currentDate':
      return currentDate(operand, context)
    case '$push':
      return push(operand, context)
    case '$addToSet':
      return addToSet(operand, context)
    case '$pull':
      return pull(operand, context)
    case '$pullAll':
      return pullAll(operand, context)
    case '$pop':
      return pop(path, operand)
    case '$bit':
      return bit(path, operand)
    default:
      return undefined
  }
}
