import { badValue, failure, notImplemented, ServerError } from '../errors'
import { fieldPathOf } from '../expression/compile'
import { compare } from '../value/compare'
import { isDoc, type Doc } from '../value/document'
import { toInteger } from '../value/number'
import { indexRowsOf, plainRowOf, type Path } from '../value/path'
import { print } from '../value/print'

/** A compiled sort: take `keyOf` once per document, then compare keys. */
export interface Sorter {
  keyOf: (doc: Doc) => unknown[]
  compareKeys: (a: readonly unknown[], b: readonly unknown[]) => number
}

function directionOf(name: string, value: unknown): number {
  if (isDoc(value)) {
    if ('$meta' in value) throw notImplemented('$meta in a sort')
    throw failure(15974, `Illegal key in $sort specification: ${name}: ${print(value)}`)
  }
  const direction = toInteger(value)
  if (direction === 1 || direction === -1) return direction
  throw failure(15975, '$sort key ordering must be 1 (for ascending) or -1 (for descending)')
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
    plainRowOf(doc, paths) ??
    rowsOf(doc, paths).reduce((best, row) => (compareKeys(row, best) < 0 ? row : best))
  return { keyOf, compareKeys }
}

function rowsOf(doc: Doc, paths: readonly Path[]): unknown[][] {
  try {
    return indexRowsOf(doc, paths)
  } catch (error) {
    if (error instanceof ServerError && error.code === 171)
      throw badValue('cannot sort with keys that are parallel arrays')
    throw error
  }
}

const MOST_MEMORY = 100 * 1024 * 1024

/** Collects documents and gives them in order; of those that only `keep` are wanted of it holds little more. */
export class Sorting<T> {
  private rows: Array<{ item: T; key: unknown[]; size: number }> = []
  private memory = 0

  constructor(
    private readonly sorter: Sorter,
    private readonly keep: number,
  ) {}

  /** @param size bytes that count towards the limit of memory; @throws ServerError 292 above it */
  add(item: T, doc: Doc, size: number): void {
    const { rows, keep } = this
    rows.push({ item, key: this.sorter.keyOf(doc), size })
    this.memory += size
    if (rows.length > 2 * keep + 1000 || (this.memory > MOST_MEMORY && rows.length > keep)) {
      this.rows = this.sorted().slice(0, keep)
      this.memory = this.rows.reduce((sum, row) => sum + row.size, 0)
    }
    if (this.memory > MOST_MEMORY) throw failure(292, `Sort exceeded memory limit of ${MOST_MEMORY} bytes.`)
  }

  result(): T[] {
    return this.sorted().map(({ item }) => item)
  }

  private sorted() {
    return this.rows.sort((a, b) => this.sorter.compareKeys(a.key, b.key))
  }
}
