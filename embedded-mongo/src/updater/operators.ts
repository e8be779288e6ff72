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
          `Cannot apply $inc to '${name}' of non-numeric type ${nameOf(current)} in ${idOf(root)}`,
        )
      const result = addNumbers(current, operand)
      if (result !== undefined) return result
      throw badValue(`Failed to apply $inc to the current value (${print(current)}) of ${idOf(root)}`)
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
  const whole = toInteger(modifiers[name])
  if (whole === undefined && name in modifiers)
    throw badValue(`The value for ${name} must be an integer but is of type ${nameOf(modifiers[name])}`)
  return whole
}

/** Options that go with `$each`; without `$each` the operand itself is the one value. */
function eachOf(operator: string, operand: unknown, allowed: readonly string[]) {
  if (!isDoc(operand) || !('$each' in operand)) return { each: [operand], modifiers: {} }
  const { $each: each, ...modifiers } = operand
  if (!Array.isArray(each))
    throw typeMismatch(`The argument to $each in ${operator} must be an array but is of type ${nameOf(each)}`)
  if (operator === '$push' && '$sort' in modifiers) throw notImplemented('$sort in $push')
  const unknown = Object.keys(modifiers).find((name) => !allowed.includes(name))
  if (unknown !== undefined) throw badValue(`Unrecognized clause in ${operator}: ${unknown}`)
  return { each: each as unknown[], modifiers }
}

/** An operator that makes a new array of the one that is there, or of none. */
const ofArray = (operator: string, change: (items: unknown[], isNew: boolean) => unknown): Operation => ({
  create: true,
  change: (name, root) => (current) => {
    if (current !== undefined && !Array.isArray(current))
      throw badValue(
        `${operator} needs an array, but '${name}' is of type ${nameOf(current)} in ${idOf(root)}`,
      )
    return change([...((current ?? []) as unknown[])], current === undefined)
  },
})

const push: Operator = (operand) => {
  const { each, modifiers } = eachOf('$push', operand, ['$position', '$slice'])
  const position = wholeModifier(modifiers, '$position')
  const slice = wholeModifier(modifiers, '$slice')
  return ofArray('$push', (items) => {
    items.splice(position ?? items.length, 0, ...each)
    return slice === undefined ? items : slice < 0 ? items.slice(slice) : items.slice(0, slice)
  })
}

const addToSet: Operator = (operand) => {
  const { each } = eachOf('$addToSet', operand, [])
  return ofArray('$addToSet', (items, isNew) => {
    const { length } = items
    for (const item of each) if (!items.some((known) => equals(known, item))) items.push(item)
    return items.length === length && !isNew ? KEEP : items
  })
}

const without = (drop: (item: unknown) => boolean): Operation =>
  simple(false, (current) => {
    if (current === undefined) return KEEP
    if (!Array.isArray(current)) throw badValue('Cannot apply $pull to a non-array value')
    const kept = current.filter((item) => !drop(item))
    return kept.length === current.length ? KEEP : kept
  })

/** `$pull` takes a value, a regular expression, operators on the element, or a query on a document. */
const pull: Operator = (operand) => {
  if (isRegex(operand)) return without(regexTest(operand))
  if (!isDoc(operand)) return without((item) => equals(item, operand))
  if (testsElement(operand)) return without(compileValueTest(operand))
  const test = compileMatcher(operand)
  return without((item) => isDoc(item) && test(item))
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
