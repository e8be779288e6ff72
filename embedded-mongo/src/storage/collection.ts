import type { UUID } from 'bson'
import { failure, notImplemented, typeMismatch } from '../errors'
import { fieldsOfFilter } from '../matcher/filter-fields'
import { compileMatcher } from '../matcher/compile'
import { refuseCollation } from '../value/collation'
import { isDoc, type Doc } from '../value/document'
import { print } from '../value/print'

export interface IndexPath {
  path: string
  parts: readonly string[]
  descending: boolean
}

/** One index, compiled from its specification. */
export interface Index {
  id: number
  name: string
  /** As listIndexes answers it: v, key, name and the options exactly as given. */
  spec: Doc
  paths: readonly IndexPath[]
  /** The same paths taken apart, as the path walker wants them. */
  parts: ReadonlyArray<readonly string[]>
  unique: boolean
  sparse: boolean
  hidden: boolean
  /** Top-level fields that decide the entries; undefined = any may. */
  fields: ReadonlySet<string> | undefined
  partialFilter: Doc | undefined
  partial: ((doc: Doc) => boolean) | undefined
  expireAfterSeconds: number | undefined
  multikey: boolean
  long: boolean
  /** Commit after which the entries exist: an older snapshot must not use the index. */
  readyAt: number
}

export interface Collection {
  id: number
  db: string
  name: string
  uuid: UUID
  indexes: Index[]
  nextIndexId: number
  count: number
  nextRecord: number
  /** Made inside a transaction that has not committed: known to nobody else. */
  pending: boolean
  /** Top-level fields that the indexes read; undefined = a partial filter needs the whole document. */
  indexedFields: ReadonlySet<string> | undefined
}

export function namespaceOf(collection: Collection): string {
  return `${collection.db}.${collection.name}`
}

const OPTIONS = new Set([
  'v', 'key', 'name', 'unique', 'sparse', 'hidden', 'partialFilterExpression', 'expireAfterSeconds', 'background', 'ns', 'collation',
]) // prettier-ignore

function flag(value: unknown, name: string): boolean {
  if (value === undefined || typeof value === 'boolean') return value === true
  if (typeof value === 'object' && value !== null) return Number(value) !== 0
  throw typeMismatch(
    `The field '${name}' has value ${name}: ${print(value)}, which is not convertible to bool`,
  )
}

function compilePaths(key: Doc): IndexPath[] {
  const paths = Object.entries(key).map(([path, direction]) => {
    if (typeof direction === 'string') throw notImplemented(`the index type '${direction}'`)
    if (path.includes('$**')) throw notImplemented('a wildcard index')
    const order = Number(direction)
    if (!Number.isFinite(order) || order === 0)
      throw failure(
        67,
        'Values in v:2 index key pattern cannot be of this type. Only numbers > 0, numbers < 0, and strings are allowed.',
      )
    const parts = path.split('.')
    if (parts.some((part) => part === '' || part.startsWith('$')))
      throw failure(67, `Index keys cannot contain an empty or $-prefixed field: ${path}`)
    return { path, parts, descending: order < 0 }
  })
  if (paths.length === 0) throw failure(67, 'Index keys cannot be empty.')
  if (paths.length > 32) throw failure(67, 'Index key pattern has more than 32 fields')
  return paths
}

/**
 * Compiles a stored or requested specification.
 * @throws ServerError 67 for a bad one, 197 for an unknown option, 238 for what this server does not build
 */
export function compileIndex(id: number, spec: Doc): Index {
  for (const option of Object.keys(spec)) {
    if (!OPTIONS.has(option))
      throw failure(197, `The field '${option}' is not valid for an index specification`)
  }
  refuseCollation(spec.collation)
  const key = isDoc(spec.key) ? spec.key : {}
  const paths = compilePaths(key)
  const partialFilter = isDoc(spec.partialFilterExpression) ? spec.partialFilterExpression : undefined
  if (spec.partialFilterExpression !== undefined && !partialFilter)
    throw typeMismatch("The field 'partialFilterExpression' must be an object")
  const sparse = flag(spec.sparse, 'sparse')
  if (partialFilter && sparse) throw failure(67, 'cannot mix "partialFilterExpression" and "sparse" options')
  const expireAfterSeconds =
    spec.expireAfterSeconds === undefined ? undefined : Number(spec.expireAfterSeconds)
  if (
    expireAfterSeconds !== undefined &&
    (paths.length > 1 || paths[0]?.path === '_id' || !(expireAfterSeconds >= 0))
  )
    throw failure(
      67,
      'TTL indexes are single-field indexes on a date, not on _id, with expireAfterSeconds >= 0',
    )
  return {
    id,
    name: String(spec.name),
    spec,
    paths,
    parts: paths.map((path) => path.parts),
    unique: id === 0 || flag(spec.unique, 'unique'),
    sparse,
    hidden: flag(spec.hidden, 'hidden'),
    fields: fieldsOfIndex(paths, partialFilter),
    partialFilter,
    partial: partialFilter && compileMatcher(partialFilter),
    expireAfterSeconds,
    multikey: false,
    long: false,
    readyAt: 0,
  }
}

function fieldsOfIndex(
  paths: readonly IndexPath[],
  partialFilter: Doc | undefined,
): ReadonlySet<string> | undefined {
  const conditions = fieldsOfFilter(partialFilter ?? {})
  return conditions && new Set([...paths.map((path) => path.parts[0] ?? ''), ...conditions])
}

/** Recomputed whenever the list of indexes changes. */
export function fieldsOfIndexes(indexes: readonly Index[]): ReadonlySet<string> | undefined {
  const fields = new Set<string>()
  for (const index of indexes) {
    if (!index.fields) return undefined
    for (const field of index.fields) fields.add(field)
  }
  return fields
}
