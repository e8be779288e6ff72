import { location } from '../errors'
import type { Doc } from '../value/document'
import { copyDoc, isDoc, newDoc } from '../value/document'
import { print } from '../value/print'
import { nameOf } from './arithmetic'
import { isNullish, namedArguments, type Operator, type Scope, unary, variadic } from './scope'

function mergeObjects(values: unknown[]): unknown {
  const [only] = values
  const merged = newDoc()
  for (const value of values.length === 1 && Array.isArray(only) ? (only as unknown[]) : values) {
    if (isNullish(value)) continue
    if (!isDoc(value)) {
      throw location(
        40400,
        `$mergeObjects requires object inputs, but input ${print(value)} is of type ${nameOf(value)}`,
      )
    }
    Object.assign(merged, value)
  }
  return merged
}

function pair(k: unknown, v: unknown): Doc {
  const doc = newDoc()
  doc.k = k
  doc.v = v
  return doc
}

const objectToArray = unary((value) => {
  if (isNullish(value)) return null
  if (!isDoc(value))
    throw location(40390, `$objectToArray requires a document input, found: ${nameOf(value)}`)
  return Object.entries(value).map(([name, item]) => pair(name, item))
})

function entryOf(item: unknown): [string, unknown] {
  const [key, value] = Array.isArray(item) && item.length === 2 ? (item as unknown[]) : fieldsOf(item)
  if (typeof key !== 'string') {
    throw location(
      40394,
      `$arrayToObject requires an array of key-value pairs, where the key must be of type string. Found key type: ${nameOf(key)}`,
    )
  }
  if (key.includes('\0')) throw location(4940400, 'Key field cannot contain an embedded null byte')
  return [key, value]
}

function fieldsOf(item: unknown): unknown[] {
  if (Array.isArray(item)) {
    throw location(
      40397,
      `$arrayToObject requires an array of size 2 arrays,found array of size: ${item.length}`,
    )
  }
  if (!isDoc(item)) {
    throw location(40398, `Unrecognised input type format for $arrayToObject: ${nameOf(item)}`)
  }
  if (Object.keys(item).length !== 2 || !('k' in item) || !('v' in item)) {
    throw location(
      40392,
      `$arrayToObject requires an object keys of 'k' and 'v'. Found incorrect number of keys:${Object.keys(item).length}`,
    )
  }
  return [item.k, item.v]
}

const arrayToObject = unary((value) => {
  if (isNullish(value)) return null
  if (!Array.isArray(value))
    throw location(40386, `$arrayToObject requires an array input, found: ${nameOf(value)}`)
  const doc = newDoc()
  for (const item of value as unknown[]) {
    const [name, inner] = entryOf(item)
    doc[name] = inner
  }
  return doc
})

/** Names a field in `$getField` and `$setField`: a constant string, with or without `$literal`. */
function fieldName(operand: unknown, scope: Scope, name: string): string {
  const constant = isDoc(operand) && '$literal' in operand ? operand.$literal : operand
  if (typeof constant !== 'string') {
    throw location(5654602, `${name} requires 'field' to evaluate to a constant String`)
  }
  if (constant === operand && constant.startsWith('$')) scope.compile(constant)
  return constant
}

const getField: Operator = (operand, scope, name) => {
  const isShort = !isDoc(operand) || '$literal' in operand
  const fields = isShort ? { field: operand } : namedArguments(name, operand, 3041701, ['field', 'input'])
  const field = fieldName(fields.field, scope, name)
  const input = 'input' in fields ? scope.compile(fields.input) : (root: Doc) => root
  return (root) => {
    const value = input(root)
    if (isDoc(value)) return value[field]
    return value === null ? null : undefined
  }
}

const setField: Operator = (operand, scope, name) => {
  const fields = namedArguments(name, operand, 4161100, ['field', 'input', 'value'])
  const field = fieldName(fields.field, scope, name)
  const input = scope.compile(fields.input)
  const next = scope.compile(fields.value)
  return (root) => {
    const value = input(root)
    if (isNullish(value)) return null
    if (!isDoc(value)) throw location(4161105, `$setField requires 'input' to evaluate to type Object`)
    const copy = copyDoc(value)
    const set = next(root)
    if (set === undefined) delete copy[field]
    else copy[field] = set
    return copy
  }
}

export const OBJECTS: Record<string, Operator> = {
  $mergeObjects: variadic(mergeObjects),
  $objectToArray: objectToArray,
  $arrayToObject: arrayToObject,
  $getField: getField,
  $setField: setField,
}
