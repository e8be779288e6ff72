import { Int32 } from 'bson'
import { location } from '../errors'
import { equals } from '../value/compare'
import { isNumber, toInteger } from '../value/number'
import { print } from '../value/print'
import { truthy } from './logic'
import {
  argumentsOf,
  arrayOf,
  type Cell,
  checkVariableName,
  eager,
  isNullish,
  nameOf,
  namedArguments,
  type Operator,
  type Scope,
  strict,
} from './operator'

function elementAt([array, index]: unknown[]): unknown {
  const items = arrayOf(array, 28689, "$arrayElemAt's first argument must be an array, but is ")
  if (!isNumber(index))
    throw location(28690, `$arrayElemAt's second argument must be a numeric value, but is ${nameOf(index)}`)
  const whole = toInteger(index)
  if (whole === undefined)
    throw location(
      28691,
      `$arrayElemAt's second argument must be representable as a 32-bit integer: ${print(index)}`,
    )
  return items.at(whole)
}

const end = (at: 0 | -1): Operator =>
  strict(([array], name) => arrayOf(array, 28689, `${name}'s argument must be an array, but is `).at(at), 1)

function wholeNumber(value: unknown, code: number, wording: string): number {
  const whole = toInteger(value)
  if (whole === undefined) throw location(code, `${wording}${nameOf(value)}`)
  return whole
}

function slice([array, first, second]: unknown[]): unknown {
  const items = arrayOf(array, 28724, 'First argument to $slice must be an array, but is of type: ')
  const start = wholeNumber(
    first,
    28725,
    'Second argument to $slice must be a numeric value, but is of type: ',
  )
  if (second === undefined) return start < 0 ? items.slice(start) : items.slice(0, start)
  const count = wholeNumber(second, 28727, 'Third argument to $slice must be numeric, but is of type: ')
  if (count <= 0) throw location(28729, `Third argument to $slice must be positive: ${count}`)
  const from = start < 0 ? Math.max(0, items.length + start) : start
  return items.slice(from, from + count)
}

/** Compiles what runs once per element, with the element in a variable. */
function perElement(scope: Scope, as: unknown, body: unknown) {
  const cell: Cell = { value: undefined }
  const name = as === undefined ? 'this' : checkVariableName(as)
  return { cell, evaluate: scope.with(new Map([[name, cell]])).compile(body) }
}

const filter: Operator = (operand, scope, name) => {
  const fields = namedArguments(name, operand, 28648, ['input', 'cond'], ['as', 'limit'])
  const input = scope.compile(fields.input)
  const limit = 'limit' in fields ? scope.compile(fields.limit) : undefined
  const { cell, evaluate } = perElement(scope, fields.as, fields.cond)
  return (root) => {
    const value = input(root)
    if (isNullish(value)) return null
    const items = arrayOf(value, 28651, 'input to $filter must be an array not ')
    const most = limit?.(root)
    const count = isNullish(most) ? Infinity : toInteger(most)
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
  const { cell, evaluate } = perElement(scope, fields.as, fields.in)
  return (root) => {
    const value = input(root)
    if (isNullish(value)) return null
    return arrayOf(value, 16883, 'input to $map must be an array not ').map((item) => {
      cell.value = item
      return evaluate(root) ?? null
    })
  }
}

const reduce: Operator = (operand, scope, name) => {
  const fields = namedArguments(name, operand, 40076, ['input', 'initialValue', 'in'])
  const input = scope.compile(fields.input)
  const initial = scope.compile(fields.initialValue)
  const total: Cell = { value: undefined }
  const { cell, evaluate } = perElement(scope.with(new Map([['value', total]])), undefined, fields.in)
  return (root) => {
    const value = input(root)
    if (isNullish(value)) return null
    let result = initial(root)
    for (const item of arrayOf(value, 40080, "$reduce requires that 'input' be an array, found: ")) {
      cell.value = item
      total.value = result
      result = evaluate(root)
    }
    return result
  }
}

function includes([value, array]: unknown[]): unknown {
  const items = arrayOf(array, 40081, '$in requires an array as a second argument, found: ')
  return items.some((item) => equals(item, value))
}

export const ARRAYS: Record<string, Operator> = {
  $size: eager(([value]) => {
    const { length } = arrayOf(value, 17124, 'The argument to $size must be an array, but was of type: ')
    return new Int32(length)
  }, 1),
  $arrayElemAt: strict(elementAt, 2),
  $first: end(0),
  $last: end(-1),
  $slice: strict(slice, 2, 3),
  $filter: filter,
  $map: map,
  $reduce: reduce,
  $in: eager(includes, 2),
  $concatArrays: strict((values) =>
    values.flatMap((value) => arrayOf(value, 28664, '$concatArrays only supports arrays, not ')),
  ),
  // A literal array is the list of arguments; an empty one is no argument at all.
  $isArray: (operand, scope, name) => {
    const [value] = argumentsOf(name, operand, scope, 1)
    return (root) => Array.isArray(value?.(root))
  },
}
