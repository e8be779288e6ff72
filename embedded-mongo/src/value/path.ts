import { location } from '../errors'
import type { Doc } from './document'
import { isDoc } from './document'

/** A dotted path taken apart. */
export type Path = readonly string[]

const parsed = new Map<string, Path>()

/** Splits a dotted path; the answer is shared, never change it. */
export function pathOf(path: string): Path {
  let parts = parsed.get(path)
  if (!parts) {
    parts = path.split('.')
    if (parsed.size > 10_000) parsed.clear()
    parsed.set(path, parts)
  }
  return parts
}

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

/** All values a query on `path` sees (see `someValue`), an array at the end included as a whole. */
export function valuesAt(doc: Doc, path: string): unknown[] {
  const values: unknown[] = []
  someValue(doc, pathOf(path), 'elements', (value) => {
    values.push(value)
    return false
  })
  return values
}

/** The value at a path through documents only; undefined when an array or scalar is in the way. */
export function plainValueAt(doc: Doc, path: Path): unknown {
  let current: unknown = doc
  for (const part of path) {
    if (!isDoc(current)) return undefined
    current = current[part]
  }
  return current
}

/** Thrown for two arrays side by side in one compound key; callers give it their command's wording. */
export class ParallelArrays extends Error {
  constructor(
    readonly first: string,
    readonly second: string,
  ) {
    super(`cannot index parallel arrays [${second}] [${first}]`)
  }
}

/**
 * Keys of one document in a (compound) index: one row per element of the array on the way, a missing field is
 * null, an empty array undefined. Rows may repeat.
 * @throws ParallelArrays when two fields run through different arrays
 */
export function indexRowsOf(doc: Doc, paths: readonly Path[]): unknown[][] {
  const rows: unknown[][] = []
  const starts = paths.map(() => 0)
  expandRow(doc, paths, starts, new Array<unknown>(paths.length), rows)
  return rows
}

const DONE = -1

function expandRow(
  source: unknown,
  paths: readonly Path[],
  starts: readonly number[],
  fixed: readonly unknown[],
  rows: unknown[][],
): void {
  const row = [...fixed]
  const next = [...starts]
  let array: unknown[] | undefined
  let arrayField = 0
  const inArray: number[] = []
  for (let field = 0; field < paths.length; field++) {
    let at = starts[field] as number
    if (at === DONE) continue
    const path = paths[field] as Path
    let current: unknown = source
    while (at < path.length && !(Array.isArray(current) && current !== source)) {
      if (!isDoc(current)) {
        current = undefined
        break
      }
      current = current[path[at++] as string]
      current = throughIndexes(current, path, at, (past) => (at = past))
    }
    if (Array.isArray(current)) {
      if (array && array !== current) {
        throw new ParallelArrays((paths[arrayField] as Path)[0] as string, path[0] as string)
      }
      array = current
      arrayField = field
      next[field] = at
      inArray.push(field)
    } else {
      row[field] = current === undefined ? null : current
      next[field] = DONE
    }
  }
  if (!array) {
    rows.push(row)
    return
  }
  for (const item of array.length === 0 ? [undefined] : array) {
    const itemRow = [...row]
    const itemNext = [...next]
    for (const field of inArray) {
      if (itemNext[field] !== (paths[field] as Path).length) continue
      itemRow[field] = item
      itemNext[field] = DONE
    }
    if (itemNext.every((at) => at === DONE)) rows.push(itemRow)
    else expandRow(isDoc(item) ? item : undefined, paths, itemNext, itemRow, rows)
  }
}

/** Follows numeric parts straight into arrays, as `a.0.b` in an index does. */
function throughIndexes(value: unknown, path: Path, at: number, moved: (at: number) => void): unknown {
  let current = value
  while (Array.isArray(current) && at < path.length) {
    const index = indexOfPart(path[at] as string)
    if (index < 0 || index >= current.length) break
    const name = path[at] as string
    if (current.some((item) => isDoc(item) && name in item)) {
      throw location(
        16746,
        `Ambiguous field name found in array (do not use numeric field names in embedded elements in an array), field: '${name}' for array`,
      )
    }
    current = current[index]
    moved(++at)
  }
  return current
}
