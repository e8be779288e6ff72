import { location } from '../errors'
import { isDoc, newDoc, type Doc } from '../value/document'
import { print } from '../value/print'
import { spread } from './arithmetic'
import { eager, isNullish, nameOf, type Operator } from './operator'

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

export const OBJECTS: Record<string, Operator> = {
  $mergeObjects: eager(mergeObjects),
}
