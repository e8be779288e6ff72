import { badValue, notImplemented, typeMismatch } from '../errors'
import { nameOf } from '../expression/operator'
import { compileMatcher, compileValueTest, testsElement } from '../matcher/compile'
import { isRegex, regexTest } from '../matcher/predicate'
import { compare, equals } from '../value/compare'
import { isDoc, type Doc } from '../value/document'
import { addNumbers, isNumber, toInteger } from '../value/number'
import { print } from '../value/print'
import { type Change, KEEP, REMOVE } from './draft'

/** How an operator treats one path; made once per update, `change` runs per document. */
export interface Operation {
  /** Whether missing parents are made. */
  create: boolean
  change: (name: string, root: Doc) => Change
}

/** Compiles one operator for one path. */
type Operator = (operand: unknown, path: string) => Operation

const idOf = (root: Doc) => `{_id: ${print(root._id ?? null)}}`

const simple = (create: boolean, change: Change): Operation => ({ create, change: () => change })

const set = (value: unknown): Operation => simple(true, (current) => (current === value ? KEEP : value))

const increment: Operator = (operand, path) => {
  if (!isNumber(operand))
    throw typeMismatch(`Cannot increment with non-numeric argument: {${path}: ${print(operand)}}`)
  return {
    create: true,
    change: (name, root) => (current) => {
      if (current === undefined) return operand
      if (!isNumber(current))
        throw typeMismatch(
          `Cannot apply $inc to a value of non-numeric type. ${idOf(root)} has the field '${name}' of non-numeric type ${nameOf(current)}`,
        )
      const result = addNumbers(current, operand)
      if (result !== undefined) return result
      throw badValue(
        `Failed to apply $inc operations to current value (${print(current)}) for document ${idOf(root)}`,
      )
    },
  }
}

/** `$min` and `$max`. */
const extreme =
  (sign: number): Operator =>
  (operand) =>
    simple(true, (current) => (current === undefined || compare(operand, current) === sign ? operand : KEEP))

/** A whole number among the modifiers of `$push`. */
function wholeModifier(modifiers: Doc, name: string): number | undefined {
  if (!(name in modifiers)) return undefined
  const whole = toInteger(modifiers[name])
  if (whole !== undefined) return whole
  throw badValue(
    `The value for ${name} must be an integer value but was given type: ${nameOf(modifiers[name])}`,
  )
}

/** Options that go with `$each`; without `$each` the operand itself is the one value. */
function eachOf(
  operator: string,
  operand: unknown,
  allowed: readonly string[],
): { each: unknown[]; modifiers: Doc } {
  if (!isDoc(operand) || !('$each' in operand)) return { each: [operand], modifiers: {} }
  const { $each: each, ...modifiers } = operand
  if (!Array.isArray(each))
    throw typeMismatch(
      `The argument to $each in ${operator} must be an array but it was of type${operator === '$push' ? ':' : ''} ${nameOf(each)}`,
    )
  if (operator === '$push' && '$sort' in modifiers) throw notImplemented('$sort in $push')
  const unknown = Object.keys(modifiers).find((name) => !allowed.includes(name))
  if (unknown === undefined) return { each, modifiers }
  throw badValue(
    operator === '$push'
      ? `Unrecognized clause in $push: ${unknown}`
      : `Found unexpected fields after $each in $addToSet: ${print(operand)}`,
  )
}

const push: Operator = (operand) => {
  const { each, modifiers } = eachOf('$push', operand, ['$position', '$slice'])
  const position = wholeModifier(modifiers, '$position')
  const slice = wholeModifier(modifiers, '$slice')
  return {
    create: true,
    change: (name, root) => (current) => {
      if (current !== undefined && !Array.isArray(current))
        throw badValue(
          `The field '${name}' must be an array but is of type ${nameOf(current)} in document ${idOf(root)}`,
        )
      const items: unknown[] = [...((current ?? []) as unknown[])]
      items.splice(position ?? items.length, 0, ...each)
      const kept = slice === undefined ? items : slice < 0 ? items.slice(slice) : items.slice(0, slice)
      return kept
    },
  }
}

const addToSet: Operator = (operand) => {
  const { each } = eachOf('$addToSet', operand, [])
  return {
    create: true,
    change: (name) => (current) => {
      if (current !== undefined && !Array.isArray(current))
        throw badValue(
          `Cannot apply $addToSet to non-array field. Field named '${name}' has non-array type ${nameOf(current)}`,
        )
      const items: unknown[] = [...((current ?? []) as unknown[])]
      for (const item of each) if (!items.some((known) => equals(known, item))) items.push(item)
      return items.length === current?.length ? KEEP : items
    },
  }
}

const without = (operator: string, drop: (item: unknown) => boolean): Operation =>
  simple(false, (current) => {
    if (current === undefined) return KEEP
    if (!Array.isArray(current)) throw badValue(`Cannot apply ${operator} to a non-array value`)
    const kept = current.filter((item) => !drop(item))
    return kept.length === current.length ? KEEP : kept
  })

/** `$pull` takes a value, a regular expression, operators on the element, or a query on a document. */
const pull: Operator = (operand) => {
  if (isRegex(operand)) return without('$pull', regexTest(operand))
  if (!isDoc(operand)) return without('$pull', (item) => equals(item, operand))
  if (testsElement(operand)) return without('$pull', compileValueTest(operand))
  const test = compileMatcher(operand)
  return without('$pull', (item) => isDoc(item) && test(item))
}

/** The update operators. */
export const OPERATORS: ReadonlyMap<string, Operator> = new Map<string, Operator>([
  ['$set', set],
  ['$setOnInsert', set],
  ['$unset', () => simple(false, () => REMOVE)],
  ['$inc', increment],
  ['$min', extreme(-1)],
  ['$max', extreme(1)],
  ['$push', push],
  ['$addToSet', addToSet],
  ['$pull', pull],
])
