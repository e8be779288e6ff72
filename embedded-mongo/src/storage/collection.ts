import type { UUID } from 'bson'
import { failure, notImplemented, type ServerError, typeMismatch } from '../errors'
import { truthy } from '../expression/logic'
import { compileMatcher, type Test } from '../matcher/compile'
import { conditionsOf, conjunctionOf, type Condition } from '../matcher/conjunction'
import { isRegex } from '../matcher/predicate'
import { refuseCollation } from '../value/collation'
import { isDoc, type Doc } from '../value/document'
import { isNumber, toDouble } from '../value/number'
import { topLevel } from '../value/path'
import { print } from '../value/print'
import { FieldReader } from '../value/raw-document'

export interface IndexPath {
  path: string
  parts: readonly string[]
  descending: boolean
}

/** What a document must meet to be in a partial index. */
interface PartialFilter {
  filter: Doc
  conditions: readonly Condition[]
  matches: Test
}

/** One index, compiled from its specification. */
export interface Index {
  id: number
  name: string
  /** As listIndexes answers it: v, key, name and the options exactly as given. */
  spec: Doc
  paths: readonly IndexPath[]
  unique: boolean
  sparse: boolean
  hidden: boolean
  /** Top-level fields that decide the entries. */
  fields: ReadonlySet<string>
  partial: PartialFilter | undefined
  expireAfterSeconds: number | undefined
  /** The fields that took their value through an array, in any document yet: one bit each, by their place. */
  arrays: number
  long: boolean
  /** Commit after which the entries exist: an older snapshot must not use the index. */
  readyAt: number
  /** Searches that went through it since this moment. */
  uses: number
  usesSince: Date
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
  /** Reads what the indexes need of a document. */
  reader: FieldReader
}

/** Some document has, or could have had, several entries. */
export const isMultikey = ({ arrays }: Pick<Index, 'arrays'>): boolean => arrays !== 0

/** The field at this place took its value through an array in some document. */
export const isArrayField = ({ arrays }: Pick<Index, 'arrays'>, at: number): boolean =>
  ((arrays >>> at) & 1) === 1

export const namespaceOf = ({ db, name }: Collection): string => `${db}.${name}`

const OPTIONS = new Set([
  'v', 'key', 'name', 'unique', 'sparse', 'hidden', 'partialFilterExpression', 'expireAfterSeconds', 'background', 'ns', 'collation',
]) // prettier-ignore

function flag(spec: Doc, name: string): boolean {
  const value = spec[name] ?? false
  if (typeof value === 'boolean') return value
  if (!isNumber(value))
    throw typeMismatch(`The field '${name}' has value ${print(value)}, which is not convertible to bool`)
  return toDouble(value) !== 0
}

/** Code 67: an index that cannot be. */
const impossible = (why: string): ServerError => failure(67, why)

function compilePaths(key: Doc): IndexPath[] {
  const paths = Object.entries(key).map(([path, direction]) => {
    if (typeof direction === 'string') throw notImplemented(`the index type '${direction}'`)
    if (path.includes('$**')) throw notImplemented('a wildcard index')
    const order = toDouble(direction)
    if (!Number.isFinite(order) || order === 0)
      throw impossible('Values in an index key pattern must be numbers > 0, numbers < 0 or strings.')
    const parts = path.split('.')
    if (parts.some((part) => part === '' || part.startsWith('$')))
      throw impossible(`Index keys cannot contain an empty or $-prefixed field: ${path}`)
    return { path, parts, descending: order < 0 }
  })
  if (paths.length === 0 || paths.length > 32) throw impossible('An index key pattern has 1 to 32 fields')
  return paths
}

/** Seconds after which a document expires; undefined = never. */
function expiryOf({ expireAfterSeconds }: Doc, paths: readonly IndexPath[]): number | undefined {
  if (expireAfterSeconds === undefined) return undefined
  const seconds = toDouble(expireAfterSeconds)
  if (paths.length > 1 || paths[0]?.path === '_id' || !(seconds >= 0))
    throw impossible('TTL indexes have a single field, not _id, and expireAfterSeconds >= 0')
  return seconds
}

/** What the server allows in the condition of a partial index. */
const PARTIAL = new Set(['$eq', '$gt', '$gte', '$lt', '$lte', '$in', '$type', '$exists'])

function partialOf({ partialFilterExpression: filter }: Doc): PartialFilter | undefined {
  if (filter === undefined) return undefined
  if (!isDoc(filter)) throw typeMismatch("The field 'partialFilterExpression' must be an object")
  const matches = compileMatcher(filter)
  const { fields, or, complete } = conjunctionOf(filter)
  if (or.length > 0) throw notImplemented('$or in the condition of a partial index')
  const conditions = conditionsOf(fields)
  const fits = ({ operator, operand }: Condition): boolean =>
    PARTIAL.has(operator) && !isRegex(operand) && (operator !== '$exists' || truthy(operand))
  if (!complete || !conditions.every(fits))
    throw impossible(`Expression not supported in partial index: ${print(filter)}`)
  return { filter, conditions, matches }
}

/**
 * Compiles a stored or requested specification.
 * @throws ServerError 67 for a bad one, 197 for an unknown option, 238 for what this server does not build
 */
export function compileIndex(id: number, spec: Doc): Index {
  const unknown = Object.keys(spec).find((option) => !OPTIONS.has(option))
  if (unknown !== undefined)
    throw failure(197, `The field '${unknown}' is not valid for an index specification`)
  refuseCollation(spec.collation)
  const paths = compilePaths(isDoc(spec.key) ? spec.key : {})
  const partial = partialOf(spec)
  const sparse = flag(spec, 'sparse')
  if (partial && sparse) throw impossible('cannot mix "partialFilterExpression" and "sparse" options')
  const names = [...paths, ...(partial?.conditions ?? [])].map(({ path }) => topLevel(path))
  return {
    id,
    name: String(spec.name),
    spec,
    paths,
    unique: id === 0 || flag(spec, 'unique'),
    sparse,
    hidden: flag(spec, 'hidden'),
    fields: new Set(names),
    partial,
    expireAfterSeconds: expiryOf(spec, paths),
    arrays: 0,
    long: false,
    readyAt: 0,
    uses: 0,
    usesSince: new Date(),
  }
}

/** Recomputed whenever the list of indexes changes. */
export const readerOf = (indexes: readonly Index[]): FieldReader =>
  new FieldReader(new Set(indexes.flatMap(({ fields }) => [...fields])))
