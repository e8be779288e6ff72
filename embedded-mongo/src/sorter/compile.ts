import { badValue, location, notImplemented } from '../errors'
import { fieldPathOf } from '../expression/compile'
import { compare } from '../value/compare'
import { isDoc, type Doc } from '../value/document'
import { toInteger } from '../value/number'
import { indexRowsOf, ParallelArrays, pathOf, plainValueAt, type Path } from '../value/path'
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
  throw location(15975, '$sort key ordering must be 1 (for ascending) or -1 (for descending)')
}

/**
 * Compiles a sort specification. An array takes part with its smallest (ascending) or largest (descending)
 * element; an empty array comes before null, a missing field is null.
 * @throws ServerError for a bad direction or path; `keyOf` throws 2 for two parallel arrays in one document
 */
export function compileSorter(spec: Doc): Sorter {
  const paths = Object.keys(spec).map(fieldPathOf)
  const directions = Object.entries(spec).map(([name, value]) => directionOf(name, value))
  const compareKeys = (a: readonly unknown[], b: readonly unknown[]): number => {
    for (let i = 0; i < directions.length; i++) {
      const result = compare(a[i], b[i])
      if (result !== 0) return (directions[i] as number) * result
    }
    return 0
  }
  const keyOf = (doc: Doc): unknown[] =>
    plainKey(doc, paths) ??
    rowsOf(doc, paths).reduce((best, row) => (compareKeys(row, best) < 0 ? row : best))
  return { keyOf, compareKeys }
}

/** The key when no array is on any path, which is the common case; undefined otherwise. */
function plainKey(doc: Doc, paths: readonly Path[]): unknown[] | undefined {
  const key: unknown[] = []
  for (const path of paths) {
    let current: unknown = doc
    for (const part of path) {
      if (Array.isArray(current)) return undefined
      current = isDoc(current) ? current[part] : undefined
    }
    if (Array.isArray(current)) return undefined
    key.push(current ?? null)
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

/** Compiles the `$sort` of `$push`: by whole values, arrays too; what is no document has no fields. */
export function compileSortValues(spec: Doc): (a: unknown, b: unknown) => number {
  const { compareKeys } = compileSorter(spec)
  const paths = Object.keys(spec).map(pathOf)
  const keyOf = (value: unknown) =>
    paths.map((path) => (isDoc(value) ? plainValueAt(value, path) : null) ?? null)
  return (a, b) => compareKeys(keyOf(a), keyOf(b))
}
