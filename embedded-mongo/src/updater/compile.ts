import { ObjectId } from 'bson'
import { compileUpdatePipeline } from '../pipeline/transform'
import { equals } from '../value/compare'
import { newDoc, type Doc } from '../value/document'
import { compileModifiers, immutableId } from './modifiers'
import { dollarPrefixed } from './update-path'
import { equalitiesOf } from './upsert-base'

export interface CompiledUpdate {
  /** The document after the update, perhaps the same one when nothing changes; the argument is never altered. */
  apply(doc: Doc): Doc
  /** As `apply`, with `$setOnInsert`, for the base document of an upsert. */
  insert(base: Doc): Doc
  isReplacement: boolean
}

/** The document with `_id` as its first field, if it has one. */
function withIdFirst(doc: Doc, id: unknown): Doc {
  const next = newDoc()
  if (id !== undefined) next._id = id
  for (const name of Object.keys(doc)) if (name !== '_id') next[name] = doc[name]
  return next
}

function compileReplacement(update: Doc): CompiledUpdate {
  const dollar = Object.keys(update).find((name) => name.startsWith('$'))
  if (dollar !== undefined) throw dollarPrefixed(dollar, dollar)
  return {
    isReplacement: true,
    apply(doc) {
      if (update._id !== undefined && !equals(update._id, doc._id)) throw immutableId()
      return withIdFirst(update, doc._id)
    },
    insert: (base) => withIdFirst(update, update._id === undefined ? base._id : update._id),
  }
}

function compilePipeline(stages: Doc[]): CompiledUpdate {
  const transform = compileUpdatePipeline(stages)
  return {
    isReplacement: false,
    apply(doc) {
      const shaped = transform(doc)
      const next = shaped._id === undefined ? withIdFirst(shaped, doc._id) : shaped
      if (!equals(next._id, doc._id)) throw immutableId()
      return next
    },
    insert: transform,
  }
}

/**
 * Compiles an update (operators, replacement or pipeline) once for many documents.
 * @param filter the query, which `$` refers to
 * @throws ServerError for every malformed update, before a document is touched
 */
export function compileUpdate(update: Doc | Doc[], filter: Doc): CompiledUpdate {
  if (Array.isArray(update)) return compilePipeline(update)
  const modifies = Object.keys(update)[0]?.startsWith('$')
  return modifies ? compileModifiers(update, filter) : compileReplacement(update)
}

/**
 * The document an upsert inserts: equalities of the filter, then the update with `$setOnInsert`; a replacement
 * takes only `_id` from the filter.
 * @throws ServerError 54 when the filter gives a field two values
 */
export function upsertDocument(filter: Doc, update: Doc | Doc[]): Doc {
  const compiled = compileUpdate(update, filter)
  const doc = compiled.insert(equalitiesOf(filter, compiled.isReplacement))
  return withIdFirst(doc, doc._id === undefined ? new ObjectId() : doc._id) // null is an identifier too
}
