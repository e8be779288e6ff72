import { failure } from '../errors'
import { isDoc, type Doc } from './document'

/** A dotted path taken apart. */
export type Path = readonly string[]

export const pathOf = (path: string): Path => path.split('.')

/** The field of the document that a path begins in. */
export const topLevel = (path: string): string => path.split('.')[0] ?? ''

const INDEX = /^(?:0|[1-9]\d{0,8})$/

/** The array index that a path part names, or -1. */
export const indexOfPart = (part: string): number => (INDEX.test(part) ? Number(part) : -1)

/** What to do with an array at the end of the path: its elements and itself, or only itself. */
export type Leaf = 'elements' | 'whole'

/**
 * Visits the values a query on `path` sees, until `visit` returns true: every array on the way is expanded one
 * level, a numeric part is tried as index and as name, `undefined` stands for a missing field. Scalars inside
 * an array on the way give nothing.
 * @returns whether a visit returned true
 */
export function someValue(
  doc: Doc,
  path: Path,
  leaf: Leaf,
  visit: (value: unknown) => boolean,
  from = 0,
): boolean {
  let current: unknown = doc[path[from] as string]
  let next = from + 1
  for (; next < path.length; next++) {
    if (Array.isArray(current)) return someInArray(current, path, leaf, visit, next)
    if (!isDoc(current)) return visit(undefined)
    current = current[path[next] as string]
  }
  if (leaf === 'elements' && Array.isArray(current)) {
    for (let i = 0; i < current.length; i++) if (visit(current[i])) return true
  }
  return visit(current)
}

function someInArray(
  items: readonly unknown[],
  path: Path,
  leaf: Leaf,
  visit: (value: unknown) => boolean,
  next: number,
): boolean {
  for (let i = 0; i < items.length; i++) {
    const item = items[i]
    if (isDoc(item) && someValue(item, path, leaf, visit, next)) return true
  }
  const index = indexOfPart(path[next] as string)
  if (index < 0 || index >= items.length) return false
  const item = items[index]
  if (next + 1 === path.length) return visit(item)
  if (isDoc(item)) return someValue(item, path, leaf, visit, next + 1)
  return Array.isArray(item) && someInArray(item, path, leaf, visit, next + 1)
}

/** The value at a path through documents only; undefined when an array or scalar is in the way. */
export const plainValueAt = (doc: Doc, path: Path): unknown =>
  path.reduce<unknown>((value, part) => (isDoc(value) ? value[part] : undefined), doc)

/**
 * Follows a path to its end or to the first array on it. @returns what is there, and the rest of the path behind an array
 * whose elements count one by one; an element that the path names by its index counts as a whole
 */
function walk(source: unknown, path: Path): [value: unknown, rest?: Path] {
  let current = source
  for (let at = 0; at < path.length;) {
    if (!isDoc(current)) return [undefined]
    current = current[path[at++] as string]
    let named = false
    for (; Array.isArray(current) && isIndexOf(current, path[at]); named = true)
      current = current[Number(path[at++])]
    if (Array.isArray(current) && !(named && at === path.length)) return [current, path.slice(at)]
  }
  return [current]
}

/** Whether a part of an index's path names an element, as `0` does in `a.0.b`. */
function isIndexOf(items: readonly unknown[], part = ''): boolean {
  const index = indexOfPart(part)
  if (index < 0 || index >= items.length) return false
  if (items.some((item) => isDoc(item) && part in item))
    throw failure(16746, `Ambiguous field name found in array, field: '${part}' for array`)
  return true
}

/** What a document has at the paths of a (compound) index or sort. */
interface Rows {
  /** One row of values for each key. */
  rows: unknown[][]
  /** The paths with an array on them or at their end: one bit each, by their place. */
  arrays: number
}

/**
 * Keys of one document in a (compound) index: one row per element of the array on the way, a missing field is
 * null, an empty array undefined. Rows may repeat.
 * @throws ServerError 171 when two fields run through different arrays
 */
export function indexRowsOf(doc: Doc, paths: ReadonlyArray<{ parts: Path }>): Rows {
  const row: unknown[] = []
  let arrays = 0
  paths.forEach(({ parts }, place) => {
    let current: unknown = doc
    for (const part of parts) {
      current = isDoc(current) ? current[part] : undefined
      if (Array.isArray(current)) arrays |= 1 << place
    }
    row.push(current ?? null)
  })
  if (arrays === 0) return { rows: [row], arrays } // the common case
  const whole = paths.map(({ parts }) => parts)
  return { rows: rowsBelow(doc, whole, new Array<unknown>(paths.length).fill(null)), arrays }
}

/** @param rests what is left of each path below `source`; undefined = its value is in `known` */
function rowsBelow(
  source: unknown,
  rests: ReadonlyArray<Path | undefined>,
  known: readonly unknown[],
): unknown[][] {
  const row = [...known]
  let array: unknown[] | undefined
  let arrayName: string | undefined
  const below = rests.map((path, field): Path | undefined => {
    if (!path) return undefined
    const [value, rest] = walk(source, path)
    if (!rest || !Array.isArray(value)) {
      row[field] = value ?? null
      return undefined
    }
    if (array && array !== value)
      throw failure(171, `cannot index parallel arrays [${path[0]}] [${arrayName}]`)
    array = value
    arrayName = path[0]
    return rest
  })
  if (!array) return [row]
  return (array.length === 0 ? [undefined] : array).flatMap((item) => {
    const itemRow = row.map((value, field) => (below[field]?.length === 0 ? item : value))
    const itemRests = below.map((rest) => (rest?.length === 0 ? undefined : rest))
    return itemRests.some(Boolean) ? rowsBelow(item, itemRests, itemRow) : [itemRow]
  })
}
