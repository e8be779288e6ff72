import { location } from '../errors'
import { isDoc, newDoc, type Doc } from '../value/document'
import { print } from '../value/print'
import { spread } from './arithmetic'
import { arrayOf, eager, isNullish, nameOf, type Operator, strict } from './operator'

/** Sets the fields of one document over those of another; null and missing give nothing. */
export function mergeInto(target: Doc, value: unknown): void {
  if (isNullish(value)) return
  if (!isDoc(value))
    throw location(
      40400,
      `$mergeObjects requires object inputs, but input ${print(value)} is of type ${nameOf(value)}`,
    )
  Object.assign(target, value)
}

function mergeObjects(values: unknown[]): unknown {
  const merged = newDoc()
  for (const value of spread(values)) mergeInto(merged, value)
  return merged
}

function objectToArray([value]: unknown[]): unknown {
  if (!isDoc(value))
    throw location(40390, `$objectToArray requires a document input, found: ${nameOf(value)}`)
  return Object.entries(value).map(([k, v]) => Object.assign(newDoc(), { k, v }))
}

/** Key and value of `[key, value]` or of `{ k, v }`. */
function pairOf(item: unknown): unknown[] {
  if (Array.isArray(item)) {
    if (item.length === 2) return item
    throw location(
      40397,
      `$arrayToObject requires an array of size 2 arrays,found array of size: ${item.length}`,
    )
  }
  if (!isDoc(item))
    throw location(40398, `Unrecognised input type format for $arrayToObject: ${nameOf(item)}`)
  if (Object.keys(item).length !== 2 || !('k' in item) || !('v' in item))
    throw location(
      40392,
      `$arrayToObject requires an object keys of 'k' and 'v'. Found incorrect number of keys:${Object.keys(item).length}`,
    )
  return [item.k, item.v]
}

function arrayToObject([value]: unknown[]): unknown {
  const doc = newDoc()
  for (const item of arrayOf(value, 40386, '$arrayToObject requires an array input, found: ')) {
    const [key, inner] = pairOf(item)
    if (typeof key !== 'string')
      throw location(
        40394,
        `$arrayToObject requires an array of key-value pairs, where the key must be of type string. Found key type: ${nameOf(key)}`,
      )
    if (key.includes('\0')) throw location(4940400, 'Key field cannot contain an embedded null byte')
    doc[key] = inner
  }
  return doc
}

export const OBJECTS: Record<string, Operator> = {
  $mergeObjects: eager(mergeObjects),
  $objectToArray: strict(objectToArray, 1),
  $arrayToObject: strict(arrayToObject, 1),
}
