import { location } from '../errors'
import { compare } from '../value/compare'
import { equalityKey, foldOf } from '../value/equality-key'
import { nameOf } from './arithmetic'
import { truthy } from './logic'
import { binary, isNullish, type Operator, type Scope, unary, variadic } from './scope'

/** An array as a set: its values by equality key, first of each kept. */
type ValueSet = Map<string, unknown>

function setOf(
  value: unknown,
  code: number,
  message: (type: string) => string,
  key: (item: unknown) => string,
): ValueSet {
  if (!Array.isArray(value)) throw location(code, message(nameOf(value)))
  const set: ValueSet = new Map()
  for (const item of value as unknown[]) {
    const id = key(item)
    if (!set.has(id)) set.set(id, item)
  }
  return set
}

function keyFor(scope: Scope): (item: unknown) => string {
  const fold = foldOf(scope.options.strings)
  return (item) => equalityKey(item, fold)
}

const sorted = (set: ValueSet, scope: Scope) =>
  [...set.values()].sort((a, b) => compare(a, b, scope.options.strings))

function union(values: unknown[], scope: Scope): unknown {
  const key = keyFor(scope)
  const all: ValueSet = new Map()
  for (const value of values) {
    if (isNullish(value)) return null
    const set = setOf(
      value,
      17043,
      (type) => `All operands of $setUnion must be arrays. One argument is of type: ${type}`,
      key,
    )
    for (const [id, item] of set) if (!all.has(id)) all.set(id, item)
  }
  return sorted(all, scope)
}

function intersection(values: unknown[], scope: Scope): unknown {
  const key = keyFor(scope)
  let common: ValueSet | undefined
  for (const value of values) {
    if (isNullish(value)) return null
    const set = setOf(
      value,
      17047,
      (type) => `All operands of $setIntersection must be arrays. One argument is of type: ${type}`,
      key,
    )
    common = common ? new Map([...common].filter(([id]) => set.has(id))) : set
  }
  return sorted(common ?? new Map<string, unknown>(), scope)
}

function difference(a: unknown, b: unknown, scope: Scope): unknown {
  if (isNullish(a) || isNullish(b)) return null
  const key = keyFor(scope)
  const wording = (which: string) => (type: string) =>
    `both operands of $setDifference must be arrays. ${which} argument is of type: ${type}`
  const first = setOf(a, 17048, wording('First'), key)
  const second = setOf(b, 17049, wording('Second'), key)
  return [...first].filter(([id]) => !second.has(id)).map(([, item]) => item)
}

function isSubset(a: unknown, b: unknown, scope: Scope): unknown {
  const key = keyFor(scope)
  const wording = (which: string) => (type: string) =>
    `both operands of $setIsSubset must be arrays. ${which} argument is of type: ${type}`
  const first = setOf(a, 17046, wording('First'), key)
  const second = setOf(b, 17042, wording('Second'), key)
  return [...first.keys()].every((id) => second.has(id))
}

function areEqual(values: unknown[], scope: Scope): unknown {
  const key = keyFor(scope)
  const sets = values.map((value) =>
    setOf(
      value,
      17044,
      (type) => `All operands of $setEquals must be arrays. One argument is of type: ${type}`,
      key,
    ),
  )
  const [first] = sets
  return sets.every((set) => set.size === first?.size && [...set.keys()].every((id) => first.has(id)))
}

const quantifier = (code: number, holds: (items: unknown[]) => boolean): Operator =>
  unary((value, _scope, name) => {
    if (!Array.isArray(value))
      throw location(code, `${name}'s argument must be an array, but is ${nameOf(value)}`)
    return holds(value)
  })

export const SETS: Record<string, Operator> = {
  $setUnion: variadic(union),
  $setIntersection: variadic(intersection),
  $setDifference: binary(difference),
  $setIsSubset: binary(isSubset),
  $setEquals: variadic(areEqual, 2),
  $anyElementTrue: quantifier(17041, (items) => items.some(truthy)),
  $allElementsTrue: quantifier(17040, (items) => items.every(truthy)),
}
