import { badValue, location } from '../errors'
import { notImplemented } from '../errors'
import { stringOrderOf, type StringOrder } from '../value/collation'
import { compare } from '../value/compare'
import type { Doc } from '../value/document'
import { isDoc } from '../value/document'
import { toInteger } from '../value/number'
import { indexRowsOf, ParallelArrays, pathOf, type Path } from '../value/path'
import { print } from '../value/print'

/** A compiled sort: take `keyOf` once per document, then compare keys. */
export interface Sorter {
  keyOf: (doc: Doc) => unknown[]
  compareKeys: (a: readonly unknown[], b: readonly unknown[]) => number
}

function directionOf(name: string, value: unknown): number {
  if (isDoc(value)) {
    if ('$meta' in value) throw notImplemented('$meta in a sort')
    throw location(15974, `Illegal key in $sort specification: ${name}: ${print(value)}`)
  }
  const direction = toInteger(value)
  if (direction === 1 || direction === -1) return direction
  throw location(15975, `$sort key ordering must be 1 (for ascending) or -1 (for descending)`)
}

/**
 * Compiles a sort specification. An array takes part with its smallest (ascending) or largest (descending)
 * element; an empty array comes before null, a missing field is null.
 * @throws ServerError for a bad direction or path; `keyOf` throws 2 for two parallel arrays in one document
 */
export function compileSorter(spec: Doc, strings?: StringOrder): Sorter {
  const names = Object.keys(spec)
  const paths: Path[] = names.map((name) => {
    if (name === '') throw location(40352, 'FieldPath cannot be constructed with empty string')
    if (name.startsWith('$'))
      throw location(
        16410,
        `FieldPath field names may not start with '$'. Consider using $getField or $setField.`,
      )
    if (name.split('.').includes('')) throw location(15998, 'FieldPath field names may not be empty strings.')
    return pathOf(name)
  })
  const directions = names.map((name) => directionOf(name, spec[name]))
  const compareKeys = (a: readonly unknown[], b: readonly unknown[]): number => {
    for (let i = 0; i < directions.length; i++) {
      const result = compare(a[i], b[i], strings)
      if (result !== 0) return (directions[i] as number) * result
    }
    return 0
  }
  const keyOf = (doc: Doc): unknown[] => {
    const plain = plainKey(doc, paths)
    if (plain) return plain
    let best: unknown[] | undefined
    for (const row of rowsOf(doc, paths)) if (!best || compareKeys(row, best) < 0) best = row
    return best ?? []
  }
  return { keyOf, compareKeys }
}

/** The key when no array is on any path, which is the common case; undefined otherwise. */
function plainKey(doc: Doc, paths: readonly Path[]): unknown[] | undefined {
  const key = new Array<unknown>(paths.length)
  for (let i = 0; i < paths.length; i++) {
    let current: unknown = doc
    for (const part of paths[i] as Path) {
      if (Array.isArray(current)) return undefined
      current = isDoc(current) ? current[part] : undefined
    }
    if (Array.isArray(current)) return undefined
    key[i] = current === undefined ? null : current
  }
  return key
}

function rowsOf(doc: Doc, paths: readonly Path[]): unknown[][] {
  try {
    return indexRowsOf(doc, paths)
  } catch (error) {
    if (error instanceof ParallelArrays) throw badValue('cannot sort with keys that are parallel arrays')
    throw error
  }
}

/** Compiles a sort into a comparison of documents. For many documents `compileSorter` is cheaper. */
export function compileSort(spec: Doc, collation?: Doc | null): (a: Doc, b: Doc) => number {
  const { keyOf, compareKeys } = compileSorter(spec, stringOrderOf(collation))
  return (a, b) => compareKeys(keyOf(a), keyOf(b))
}

/** As `compileSort`, for any values: what is no document counts as one without fields (`$push` with `$sort`). */
export function compileSortValues(spec: Doc, strings?: StringOrder): (a: unknown, b: unknown) => number {
  const { keyOf, compareKeys } = compileSorter(spec, strings)
  const key = (value: unknown) => keyOf(isDoc(value) ? value : {})
  return (a, b) => compareKeys(key(a), key(b))
}
