import { Int32 } from 'bson'
import { failure, notImplemented } from '../errors'
import { equals } from '../value/compare'
import { isDoc, newDoc } from '../value/document'
import { truthy } from './logic'
import { checkArguments, checkVariableName, eager, isNullish, nameOf, strict } from './operator'
import type { Cell, Operator } from './operator'

/** The value as an array. @throws ServerError `code` with the wording and the type found */
function arrayOf(value: unknown, code: number, wording: string): unknown[] {
  if (!Array.isArray(value)) throw failure(code, `${wording}${nameOf(value)}`)
  return value
}

const filter: Operator = (operand, scope, name) => {
  if (!isDoc(operand)) throw failure(28646, '$filter only supports an object as its argument')
  if ('limit' in operand) throw notImplemented('the option limit of $filter')
  checkArguments(name, operand, 28647, { input: 28648, cond: 28650 }, ['as'])
  const input = scope.compile(operand.input)
  const cell: Cell = { value: undefined }
  const variable = operand.as === undefined ? 'this' : checkVariableName(operand.as)
  const evaluate = scope.with(variable, cell).compile(operand.cond)
  return (root) => {
    const value = input(root)
    if (isNullish(value)) return null
    const items = arrayOf(value, 28651, 'input to $filter must be an array not ')
    return items.filter((item) => {
      cell.value = item
      return truthy(evaluate(root))
    })
  }
}

function objectToArray([value]: unknown[]): unknown {
  if (!isDoc(value)) throw failure(40390, `$objectToArray requires a document input, found: ${nameOf(value)}`)
  return Object.entries(value).map(([k, v]) => Object.assign(newDoc(), { k, v }))
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
  $first: strict(([array]) => arrayOf(array, 28689, "$first's argument must be an array, but is ")[0], 1),
  $filter: filter,
  $in: eager(includes, 2),
  $objectToArray: strict(objectToArray, 1),
  $concatArrays: strict((values) =>
    values.flatMap((value) => arrayOf(value, 28664, '$concatArrays only supports arrays, not ')),
  ),
}
