import { badValue, failure, notImplemented, ServerError } from '../errors'
import { fieldPathOf } from '../expression/compile'
import { isDoc, type Doc } from '../value/document'
import { compareKeys, rowKey } from '../value/key-encoding'
import { toInteger } from '../value/number'
import { indexRowsOf, type Path } from '../value/path'
import { print } from '../value/print'

/** The key of a document: bytes that compare as the sort wants its documents. */
export type Sorter = (doc: Doc) => string

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
 * @throws ServerError for a bad direction or path; the sorter throws 2 for two parallel arrays in one document
 */
export function compileSorter(spec: Doc): Sorter {
  const fields = Object.entries(spec).map(([name, value]) => {
    return { parts: fieldPathOf(name), descending: directionOf(name, value) < 0 }
  })
  return (doc) =>
    rowsOf(doc, fields)
      .map((row) => rowKey(row, fields))
      .reduce((best, key) => (key < best ? key : best))
}

function rowsOf(doc: Doc, paths: ReadonlyArray<{ parts: Path }>): unknown[][] {
  try {
    return indexRowsOf(doc, paths).rows
  } catch (error) {
    if (error instanceof ServerError && error.code === 171)
      throw badValue('cannot sort with keys that are parallel arrays')
    throw error
  }
}

const MOST_MEMORY = 100 * 1024 * 1024

/** Collects documents and gives them in order; of those that only `keep` are wanted of it holds little more. */
export class Sorting<T> {
  private rows: Array<{ item: T; key: string; size: number }> = []
  private memory = 0

  constructor(
    private readonly sorter: Sorter,
    private readonly keep: number,
  ) {}

  /** @param size bytes that count towards the limit of memory; @throws ServerError 292 above it */
  add(item: T, doc: Doc, size: number): void {
    const { rows, keep } = this
    rows.push({ item, key: this.sorter(doc), size })
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
    return this.rows.sort((a, b) => compareKeys(a.key, b.key))
  }
}
