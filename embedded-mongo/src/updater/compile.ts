import { ObjectId } from 'bson'
import { badValue, failedToParse, ServerError } from '../errors'
import { isOperatorDoc, type MatchOptions } from '../matcher/compile'
import { compilePositional } from '../matcher/positional'
import { compileUpdatePipeline } from '../pipeline/update-pipeline'
import { equals, identical } from '../value/compare'
import type { Doc } from '../value/document'
import { isDoc, newDoc } from '../value/document'
import type { Path } from '../value/path'
import { print } from '../value/print'
import { BsonType, typeName, typeOf } from '../value/type'
import { compileArrayFilters, type ElementFilter } from './array-filters'
import { compileOperation, type Operation, type OperatorContext } from './operators'
import { comparePaths, Draft, isPositional, parseUpdatePath, refuseConflicts, REMOVE } from './update-path'
import { equalitiesOf } from './upsert-base'

export interface UpdateOptions {
  arrayFilters?: Doc[]
  /** The query, which `$` refers to. */
  filter: Doc
  collation?: Doc | null
  vars?: Doc
  now: Date
}

export interface CompiledUpdate {
  /** A new document, or the same one when nothing changed; the argument is never altered. */
  apply(doc: Doc): { doc: Doc; changed: boolean }
  /** As `apply`, with `$setOnInsert`, for the base document of an upsert. */
  insert(base: Doc): Doc
  isReplacement: boolean
}

/** One operator on one path; `$rename` also has the path it takes the value from. */
interface Modification {
  path: string[]
  operation?: Operation
  source?: string[]
  onInsert: boolean
}

const immutableId = () =>
  new ServerError(
    66,
    'ImmutableField',
    "Performing an update on the path '_id' would modify the immutable field '_id'",
  )

function replacement(update: Doc): CompiledUpdate {
  const dollar = Object.keys(update).find((name) => name.startsWith('$'))
  if (dollar !== undefined) {
    throw new ServerError(
      52,
      'DollarPrefixedFieldName',
      `The dollar ($) prefixed field '${dollar}' in '${dollar}' is not allowed in the context of an update's replacement document. Consider using an aggregation pipeline with $replaceWith.`,
    )
  }
  const withId = (id: unknown): Doc => {
    const doc = newDoc()
    if (id !== undefined) doc._id = id
    for (const [name, value] of Object.entries(update)) if (name !== '_id') doc[name] = value
    return doc
  }
  return {
    isReplacement: true,
    apply(doc) {
      if (update._id !== undefined && !equals(update._id, doc._id)) {
        throw new ServerError(
          66,
          'ImmutableField',
          `After applying the update, the (immutable) field '_id' was found to have been altered to _id: ${print(update._id)}`,
        )
      }
      const next = withId(doc._id)
      return identical(next, doc) ? { doc, changed: false } : { doc: next, changed: true }
    },
    insert: (base) => withId(update._id ?? base._id),
  }
}

function parseRename(from: string, to: unknown): Modification[] {
  if (typeof to !== 'string') {
    throw badValue(`The 'to' field for $rename must be a string: ${from}: ${print(to)}`)
  }
  if (from === to) {
    throw badValue(`The source and target field for $rename must differ: ${from}: "${to}"`)
  }
  const source = parseUpdatePath(from)
  const path = parseUpdatePath(to)
  if (source.some(isPositional)) throw badValue(`The source field for $rename may not be dynamic: ${from}`)
  if (path.some(isPositional)) throw badValue(`The destination field for $rename may not be dynamic: ${to}`)
  return [
    { path, source, onInsert: false },
    // Takes part in the check for conflicts only.
    { path: source, onInsert: false },
  ]
}

function parseModifications(update: Doc, context: OperatorContext): Modification[] {
  const modifications: Modification[] = []
  for (const [operator, fields] of Object.entries(update)) {
    if (operator !== '$rename' && !compileOperationKnown(operator)) {
      throw failedToParse(
        `Unknown modifier: ${operator}. Expected a valid update modifier or pipeline-style update specified as an array`,
      )
    }
    if (!isDoc(fields)) {
      throw failedToParse(
        `Modifiers operate on fields but we found type ${typeName(typeOf(fields))} instead. For example: {$mod: {<field>: ...}} not {${operator}: ${print(fields)}}`,
      )
    }
    for (const [path, operand] of Object.entries(fields)) {
      if (operator === '$rename') {
        modifications.push(...parseRename(path, operand))
        continue
      }
      const operation = compileOperation(operator, path, operand, context)
      if (operation) {
        modifications.push({ path: parseUpdatePath(path), operation, onInsert: operator === '$setOnInsert' })
      }
    }
  }
  return modifications.sort((a, b) => comparePaths(a.path, b.path))
}

const OPERATORS = new Set([
  '$set',
  '$setOnInsert',
  '$unset',
  '$inc',
  '$mul',
  '$min',
  '$max',
  '$currentDate',
  '$push',
  '$addToSet',
  '$pull',
  '$pullAll',
  '$pop',
  '$bit',
])
const compileOperationKnown = (operator: string) => OPERATORS.has(operator)

/** Turns `$`, `$[]` and `$[name]` of a path into the indexes they mean in one document. */
class PathResolver {
  private readonly matched = new Map<string, (doc: Doc) => number>()

  constructor(
    private readonly options: UpdateOptions,
    private readonly filters: ReadonlyMap<string, ElementFilter>,
  ) {}

  resolve(path: Path, draft: Draft, done: string[] = [], at = 0): string[][] {
    const part = path[at]
    if (part === undefined) return [done]
    if (!isPositional(part)) return this.resolve(path, draft, [...done, part], at + 1)
    if (part === '$') {
      const index = this.indexOfMatch(done.join('.'), draft.source)
      return this.resolve(path, draft, [...done, String(index)], at + 1)
    }
    const array = draft.valueAt(done)
    if (array === undefined) {
      throw badValue(
        `The path '${done.join('.')}' must exist in the document in order to apply array updates.`,
      )
    }
    if (!Array.isArray(array)) {
      throw badValue(`Cannot apply array updates to non-array element ${done.at(-1) ?? ''}: ${print(array)}`)
    }
    const wanted = part === '$[]' ? undefined : this.filters.get(part.slice(2, -1))
    return array.flatMap((item: unknown, index) =>
      wanted && !wanted(item) ? [] : this.resolve(path, draft, [...done, String(index)], at + 1),
    )
  }

  private indexOfMatch(prefix: string, doc: Doc): number {
    let search = this.matched.get(prefix)
    if (!search) {
      search = compilePositional(this.options.filter, prefix, matchOptions(this.options))
      this.matched.set(prefix, search)
    }
    const index = search(doc)
    if (index < 0) throw badValue('The positional operator did not find the match needed from the query.')
    return index
  }
}

function matchOptions(options: UpdateOptions): MatchOptions {
  return {
    now: options.now,
    ...(options.collation ? { collation: options.collation } : {}),
    ...(options.vars ? { vars: options.vars } : {}),
  }
}

function checkFilters(
  update: Doc,
  modifications: readonly Modification[],
  filters: ReadonlyMap<string, unknown>,
): void {
  const used = new Set<string>()
  for (const { path } of modifications) {
    for (const part of path) {
      if (!isPositional(part) || part === '$' || part === '$[]') continue
      const name = part.slice(2, -1)
      if (!filters.has(name)) {
        throw badValue(`No array filter found for identifier '${name}' in path '${path.join('.')}'`)
      }
      used.add(name)
    }
  }
  for (const name of filters.keys()) {
    if (used.has(name)) continue
    throw failedToParse(
      `The array filter for identifier '${name}' was not used in the update ${print(update)}`,
    )
  }
}

function rename(draft: Draft, source: readonly string[], target: readonly string[]): void {
  for (const [path, role] of [
    [source, 'source'],
    [target, 'destination'],
  ] as const) {
    for (let length = 1; length < path.length; length++) {
      const parent = draft.valueAt(path.slice(0, length))
      if (!Array.isArray(parent)) continue
      throw badValue(
        `The ${role} field cannot be an array element, '${path.join('.')}' in doc with _id: ${print(draft.source._id ?? null)} has an array field called '${path[length - 1] ?? ''}'`,
      )
    }
  }
  const value = draft.valueAt(source)
  if (value === undefined) return
  draft.change(target, true, () => value)
  draft.change(source, false, () => REMOVE)
}

function modifiers(update: Doc, options: UpdateOptions): CompiledUpdate {
  const modifications = parseModifications(update, { now: options.now, collation: options.collation })
  refuseConflicts(
    modifications.map(({ path }) => path),
    (later, earlier) => `Updating the path '${later}' would create a conflict at '${earlier}'`,
  )
  const filters = compileArrayFilters(options.arrayFilters ?? [], matchOptions(options))
  checkFilters(update, modifications, filters)
  const dynamic = modifications.some(({ path }) => path.some(isPositional))
  const touchesId = modifications.some(({ path }) => path[0] === '_id')
  const resolver = new PathResolver(options, filters)

  function stepsFor(draft: Draft): Modification[] {
    const steps = modifications.flatMap((modification) =>
      resolver.resolve(modification.path, draft).map((path) => ({ ...modification, path })),
    )
    steps.sort((a, b) => comparePaths(a.path, b.path))
    refuseConflicts(
      steps.map(({ path }) => path),
      (later) => `Update created a conflict at '${later}'`,
    )
    return steps
  }

  function run(doc: Doc, inserting: boolean): Draft {
    const draft = new Draft(doc)
    for (const { path, operation, source, onInsert } of dynamic ? stepsFor(draft) : modifications) {
      if (onInsert && !inserting) continue
      if (source) rename(draft, source, path)
      if (operation) draft.change(path, operation.create, operation.change(path.at(-1) ?? '', doc))
    }
    return draft
  }

  return {
    isReplacement: false,
    apply(doc) {
      const draft = run(doc, false)
      if (touchesId && draft.changed && !equals(draft.doc._id, doc._id)) throw immutableId()
      return { doc: draft.doc, changed: draft.changed }
    },
    insert(base) {
      const { doc } = run(base, true)
      if (touchesId && base._id !== undefined && !equals(doc._id, base._id)) throw immutableId()
      return doc
    },
  }
}

function pipeline(stages: Doc[], options: UpdateOptions): CompiledUpdate {
  if (options.arrayFilters)
    throw failedToParse('arrayFilters may not be specified for pipeline-style updates')
  const transform = compileUpdatePipeline(stages, matchOptions(options))
  return {
    isReplacement: false,
    apply(doc) {
      const shaped = transform(doc)
      const next = shaped._id === undefined && doc._id !== undefined ? withIdFirst(shaped, doc._id) : shaped
      if (!equals(next._id, doc._id)) throw immutableId()
      return identical(next, doc) ? { doc, changed: false } : { doc: next, changed: true }
    },
    insert: transform,
  }
}

/**
 * Compiles an update (operators, replacement or pipeline) once for many documents.
 * @throws ServerError for every malformed update, before a document is touched
 */
export function compileUpdate(update: Doc | Doc[], options: UpdateOptions): CompiledUpdate {
  if (Array.isArray(update)) return pipeline(update, options)
  const first = Object.keys(update)[0]
  if (first?.startsWith('$') === true) return modifiers(update, options)
  if (options.arrayFilters && options.arrayFilters.length > 0) {
    throw failedToParse('arrayFilters may not be specified for replacement-style updates')
  }
  return replacement(update)
}

/** The document with `_id` as its first field. */
function withIdFirst(doc: Doc, id: unknown): Doc {
  const next = newDoc()
  next._id = id
  for (const name of Object.keys(doc)) if (name !== '_id') next[name] = doc[name]
  return next
}

/**
 * The document an upsert inserts: equalities of the filter, then the update with `$setOnInsert`; a replacement
 * takes only `_id` from the filter.
 * @throws ServerError 54 when the filter gives a field two values, 2 for an array or regular expression as _id
 */
export function upsertDocument(filter: Doc, update: Doc | Doc[], options: UpdateOptions): Doc {
  const compiled = compileUpdate(update, options)
  const base = equalitiesOf(filter, compiled.isReplacement)
  const doc = compiled.insert(base)
  const type = typeOf(doc._id)
  if (type === BsonType.array || type === BsonType.regex) {
    throw badValue(`The '_id' value cannot be of type ${typeName(type)}`)
  }
  if (isOperatorDoc(doc._id)) {
    throw new ServerError(
      52,
      'DollarPrefixedFieldName',
      `_id fields may not contain '$'-prefixed fields: ${print(doc._id)}`,
    )
  }
  if (Object.keys(doc)[0] === '_id' && doc._id !== undefined) return doc
  return withIdFirst(doc, doc._id ?? new ObjectId())
}
