import { Int32 } from 'bson'
import { location } from '../errors'
import { compileSortValues } from '../sorter/compile'
import { compare, equals } from '../value/compare'
import { isDoc } from '../value/document'
import { isNumber, toDouble, toInteger } from '../value/number'
import { print } from '../value/print'
import { nameOf } from './arithmetic'
import { checkVariableName, truthy } from './logic'
import {
  argumentsOf,
  binary,
  type Cell,
  type Evaluate,
  isNullish,
  namedArguments,
  type Operator,
  type Scope,
  unary,
  variadic,
} from './scope'
import { boundsOf } from './strings'

/** An array as a typed value, or undefined. */
const arrayOf = (value: unknown): unknown[] | undefined =>
  Array.isArray(value) ? (value as unknown[]) : undefined

const nullIfMissing = (value: unknown): unknown => (value === undefined ? null : value)

function elementAt(array: unknown, index: unknown): unknown {
  if (isNullish(array) || isNullish(index)) return null
  const items = arrayOf(array)
  if (!items) throw location(28689, `$arrayElemAt's first argument must be an array, but is ${nameOf(array)}`)
  if (!isNumber(index))
    throw location(28690, `$arrayElemAt's second argument must be a numeric value, but is ${nameOf(index)}`)
  const whole = toInteger(index)
  if (whole === undefined) {
    throw location(
      28691,
      `$arrayElemAt's second argument must be representable as a 32-bit integer: ${print(index)}`,
    )
  }
  return items[whole < 0 ? items.length + whole : whole]
}

const end = (at: 0 | -1): Operator =>
  unary((array, _scope, name) => {
    if (isNullish(array)) return null
    const items = arrayOf(array)
    if (!items) throw location(28689, `${name}'s argument must be an array, but is ${nameOf(array)}`)
    return items.at(at)
  })

function slice([array, first, second]: unknown[]): unknown {
  if (isNullish(array) || isNullish(first)) return null
  const items = arrayOf(array)
  if (!items)
    throw location(28724, `First argument to $slice must be an array, but is of type: ${nameOf(array)}`)
  const start = toInteger(first)
  if (start === undefined)
    throw location(
      28725,
      `Second argument to $slice must be a numeric value, but is of type: ${nameOf(first)}`,
    )
  if (second === undefined) return start < 0 ? items.slice(start) : items.slice(0, start)
  if (second === null) return null
  const count = toInteger(second)
  if (count === undefined)
    throw location(28727, `Third argument to $slice must be numeric, but is of type: ${nameOf(second)}`)
  if (count <= 0) throw location(28729, `Third argument to $slice must be positive: ${count}`)
  const from = start < 0 ? Math.max(0, items.length + start) : start
  return items.slice(from, from + count)
}

/** Compiles `body` with one variable that `each` sets. */
function withVariable(scope: Scope, as: unknown, fallback: string, body: unknown) {
  const name = typeof as === 'string' ? as : fallback
  if (as !== undefined) checkVariableName(typeof as === 'string' ? as : '')
  const cell: Cell = { value: undefined }
  return { cell, evaluate: scope.with(new Map([[name, cell]])).compile(body) }
}

const filter: Operator = (operand, scope, name) => {
  const fields = namedArguments(name, operand, 28648, ['input', 'cond'], ['as', 'limit'])
  const input = scope.compile(fields.input)
  const limit = 'limit' in fields ? scope.compile(fields.limit) : undefined
  const { cell, evaluate } = withVariable(scope, fields.as, 'this', fields.cond)
  return (root) => {
    const value = input(root)
    if (isNullish(value)) return null
    const items = arrayOf(value)
    if (!items) throw location(28651, `input to $filter must be an array not ${nameOf(value)}`)
    const most = limit?.(root)
    const count = isNullish(most) ? Number.POSITIVE_INFINITY : toInteger(most)
    if (count === undefined || count < 1)
      throw location(327392, `$filter: limit must be a positive integer, found: ${print(most)}`)
    const kept: unknown[] = []
    for (const item of items) {
      if (kept.length >= count) break
      cell.value = item
      if (truthy(evaluate(root))) kept.push(item)
    }
    return kept
  }
}

const map: Operator = (operand, scope, name) => {
  const fields = namedArguments(name, operand, 16879, ['input', 'in'], ['as'])
  const input = scope.compile(fields.input)
  const { cell, evaluate } = withVariable(scope, fields.as, 'this', fields.in)
  return (root) => {
    const value = input(root)
    if (isNullish(value)) return null
    const items = arrayOf(value)
    if (!items) throw location(16883, `input to $map must be an array not ${nameOf(value)}`)
    return items.map((item) => {
      cell.value = item
      return nullIfMissing(evaluate(root))
    })
  }
}

const reduce: Operator = (operand, scope, name) => {
  const fields = namedArguments(name, operand, 40076, ['input', 'initialValue', 'in'])
  const input = scope.compile(fields.input)
  const initial = scope.compile(fields.initialValue)
  const item: Cell = { value: undefined }
  const total: Cell = { value: undefined }
  const step = scope
    .with(
      new Map([
        ['this', item],
        ['value', total],
      ]),
    )
    .compile(fields.in)
  return (root) => {
    const value = input(root)
    if (isNullish(value)) return null
    const items = arrayOf(value)
    if (!items) throw location(40080, `$reduce requires that 'input' be an array, found: ${print(value)}`)
    let result = initial(root)
    for (const each of items) {
      item.value = each
      total.value = result
      result = step(root)
    }
    return result
  }
}

function includes(value: unknown, array: unknown, scope: Scope): unknown {
  const items = arrayOf(array)
  if (!items) throw location(40081, `$in requires an array as a second argument, found: ${nameOf(array)}`)
  return items.some((item) => equals(item, value, scope.options.strings))
}

function concatArrays(values: unknown[]): unknown {
  const all: unknown[] = []
  for (const value of values) {
    if (isNullish(value)) return null
    const items = arrayOf(value)
    if (!items) throw location(28664, `$concatArrays only supports arrays, not ${nameOf(value)}`)
    all.push(...items)
  }
  return all
}

function indexOfArray([array, sought, start, stop]: unknown[], scope: Scope): unknown {
  if (isNullish(array)) return null
  const items = arrayOf(array)
  if (!items)
    throw location(40090, `$indexOfArray requires an array as a first argument, found: ${nameOf(array)}`)
  const [from, to] = boundsOf('$indexOfArray', start, stop, items.length)
  for (let at = from; at < to; at++)
    if (equals(items[at], sought, scope.options.strings)) return new Int32(at)
  return new Int32(-1)
}

const MAX_RANGE = 1_000_000

function range(values: unknown[]): unknown {
  const [start, stop, step = 1] = values.map((value, index) => {
    const whole = toInteger(value)
    if (whole !== undefined && Math.abs(whole) <= 0x7fff_ffff) return whole
    const part = ['starting', 'ending', 'step'][index] ?? ''
    throw location(
      34443 + 2 * index,
      `$range requires a numeric ${part} value, found value of type: ${nameOf(value)}`,
    )
  })
  if (step === 0) throw location(34449, '$range requires a non-zero step value')
  const numbers: Int32[] = []
  for (let at = start as number; step > 0 ? at < (stop as number) : at > (stop as number); at += step) {
    if (numbers.length >= MAX_RANGE) throw location(146, '$range would use too much memory')
    numbers.push(new Int32(at))
  }
  return numbers
}

const sortArray: Operator = (operand, scope, name) => {
  const fields = namedArguments(name, operand, 2942500, ['input', 'sortBy'])
  const input = scope.compile(fields.input)
  const { strings } = scope.options
  const { sortBy } = fields
  let order: (a: unknown, b: unknown) => number
  if (isDoc(sortBy)) order = compileSortValues(sortBy, strings)
  else {
    const direction = toDouble(sortBy)
    if (direction !== 1 && direction !== -1) {
      throw location(2942505, `Illegal sort specification for $sortArray: ${print(sortBy)}`)
    }
    order = (a, b) => direction * compare(a, b, strings)
  }
  return (root) => {
    const value = input(root)
    if (isNullish(value)) return null
    const items = arrayOf(value)
    if (!items)
      throw location(
        2942504,
        `The input argument to $sortArray must be an array, but was of type: ${nameOf(value)}`,
      )
    return [...items].sort(order)
  }
}

const zip: Operator = (operand, scope, name) => {
  const fields = namedArguments(name, operand, 34460, ['inputs'], ['useLongestLength', 'defaults'])
  if (!Array.isArray(fields.inputs) || fields.inputs.length === 0) {
    throw location(34461, '$zip requires an array of at least one input array')
  }
  const inputs: Evaluate[] = fields.inputs.map((input) => scope.compile(input))
  const longest = fields.useLongestLength === true
  if ('defaults' in fields && !longest)
    throw location(34466, 'cannot specify defaults unless useLongestLength is true')
  const defaults: Evaluate[] = Array.isArray(fields.defaults)
    ? fields.defaults.map((item) => scope.compile(item))
    : []
  return (root) => {
    const arrays: unknown[][] = []
    for (const input of inputs) {
      const value = input(root)
      if (isNullish(value)) return null
      const items = arrayOf(value)
      if (!items) throw location(34468, `$zip found a non-array expression in input: ${print(value)}`)
      arrays.push(items)
    }
    const lengths = arrays.map((items) => items.length)
    const rows = longest ? Math.max(...lengths) : Math.min(...lengths)
    return Array.from({ length: rows }, (_, row) =>
      arrays.map((items, column) =>
        row < items.length ? items[row] : nullIfMissing(defaults[column]?.(root)),
      ),
    )
  }
}

const size: Operator = unary((value) => {
  const items = arrayOf(value)
  if (!items)
    throw location(17124, `The argument to $size must be an array, but was of type: ${nameOf(value)}`)
  return new Int32(items.length)
})

const reverse: Operator = unary((value) => {
  if (isNullish(value)) return null
  const items = arrayOf(value)
  if (!items)
    throw location(34435, `The argument to $reverseArray must be an array, but was of type: ${nameOf(value)}`)
  return [...items].reverse()
})

export const ARRAYS: Record<string, Operator> = {
  $size: size,
  $arrayElemAt: binary(elementAt),
  $first: end(0),
  $last: end(-1),
  $slice: variadic(slice, 2, 3),
  $filter: filter,
  $map: map,
  $reduce: reduce,
  $in: binary(includes),
  $concatArrays: variadic(concatArrays),
  $indexOfArray: variadic(indexOfArray, 2, 4),
  $isArray: (operand, scope, name) => {
    const [value] = argumentsOf(name, operand, scope, 1)
    return (root) => Array.isArray(value?.(root))
  },
  $range: variadic(range, 2, 3),
  $reverseArray: reverse,
  $sortArray: sortArray,
  $zip: zip,
}
