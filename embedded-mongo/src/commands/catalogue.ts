import { badValue, failedToParse, failure, notImplemented } from '../errors'
import { compileMatcher } from '../matcher/compile'
import { duplicateKey } from '../storage/changes'
import { compileIndex, namespaceOf, type Collection, type Index } from '../storage/collection'
import { entriesOf } from '../storage/index-entries'
import { recordsOf } from '../storage/chunks'
import { afterPrefix, entryPrefix, recordOfKey, recordValue } from '../storage/keys'
import { compare } from '../value/compare'
import { encode, decode, isDoc, type Doc } from '../value/document'
import {
  booleanField,
  collectionName,
  docField,
  docsField,
  onlyFields,
  type Engine,
  type Reply,
  type Request,
} from './request'
import { batchSizeOf, firstReply } from './read'

const REFUSED_OPTIONS = ['capped', 'size', 'max', 'timeseries', 'viewOn', 'pipeline', 'validator', 'clusteredIndex', 'collation', 'expireAfterSeconds', 'autoIndexId', 'idIndex', 'validationLevel', 'validationAction', 'storageEngine', 'indexOptionDefaults', 'changeStreamPreAndPostImages', 'encryptedFields'] // prettier-ignore

export async function create(engine: Engine, request: Request): Promise<Reply> {
  const { body, db } = request
  const name = collectionName(request)
  for (const option of REFUSED_OPTIONS)
    if (body[option] !== undefined && !isSimple(body[option]))
      throw notImplemented(`the create option '${option}'`)
  onlyFields(request, ...REFUSED_OPTIONS)
  return engine.store.writer.submit(() => {
    if (!engine.store.catalogue.find(db, name)) engine.store.create(db, name)
    return {}
  })
}

function isSimple(value: unknown): boolean {
  return value === false || (isDoc(value) && value.locale === 'simple')
}

/** The specification as it will be listed: v and name added, options as given. */
function normalised(spec: Doc): Doc {
  const key = docField(spec, 'key')
  if (!key) throw failedToParse("The 'key' field is a required property of an index specification")
  const name =
    spec.name ??
    Object.entries(key)
      .map(([path, direction]) => `${path}_${String(direction)}`)
      .join('_')
  if (typeof name !== 'string' || name === '') throw failure(67, 'index name cannot be empty')
  const { v: _v, key: _key, name: _name, background: _background, ns: _ns, ...options } = spec
  return { v: 2, key, name, ...options }
}

/** What makes two indexes of one key the same index. */
function sameOptions(a: Index, b: Index): boolean {
  return (
    a.unique === b.unique &&
    a.sparse === b.sparse &&
    compare(a.partialFilter ?? null, b.partialFilter ?? null) === 0
  )
}

/** The existing index a wanted one repeats; @throws ServerError 85 or 86 when it only resembles one */
function alreadyThere(collection: Collection, wanted: Index): boolean {
  for (const index of collection.indexes) {
    const sameKey = compare(index.spec.key, wanted.spec.key) === 0
    const same =
      sameKey &&
      (index.id === 0 ||
        (sameOptions(index, wanted) && index.expireAfterSeconds === wanted.expireAfterSeconds))
    if (index.name === wanted.name) {
      if (same) return true
      throw failure(
        86,
        `An existing index has the same name as the requested index. Requested index: ${shown(wanted)}, existing index: ${shown(index)}`,
      )
    }
    if (sameKey && index.id === 0) return true
    if (sameKey && compare(index.partialFilter ?? null, wanted.partialFilter ?? null) === 0)
      throw failure(85, `Index already exists with a different name: ${index.name}`)
  }
  return false
}

function shown(index: Index): string {
  return `{ v: 2, key: { ${index.paths.map((path) => `${path.path}: ${path.descending ? -1 : 1}`).join(', ')} }, name: "${index.name}" }`
}

export async function createIndexes(engine: Engine, request: Request): Promise<Reply> {
  onlyFields(request, 'indexes', 'commitQuorum', 'ignoreUnknownIndexOptions')
  const name = collectionName(request)
  const specs = (docsField(request.body, 'indexes') ?? []).map(normalised)
  if (specs.length === 0) throw badValue('Must specify at least one index to create')
  for (const spec of specs) compileIndex(1, spec)
  const { store } = engine
  return store.writer.submit(() => {
    const known = store.catalogue.find(request.db, name)
    const busy = known && store.locks.inCollection(known.id)
    if (busy) throw busy.waitForEnd()
    // A duplicate must be found before anything is written, so each index is filled into memory first.
    const collection = known ?? store.catalogue.make(request.db, name)
    const builds: Array<() => void> = []
    const reply = addIndexes(collection, specs, (index) => builds.push(buildIndex(engine, collection, index)))
    if (!known) store.catalogue.add(collection)
    for (const build of builds) build()
    store.catalogue.save(collection)
    return { ...reply, createdCollectionAutomatically: !known }
  })
}

function addIndexes(collection: Collection, specs: readonly Doc[], build: (index: Index) => void): Doc {
  const before = collection.indexes.length
  const made: Index[] = []
  const { indexes, nextIndexId } = collection
  try {
    for (const spec of specs) {
      const index = compileIndex(collection.nextIndexId, spec)
      if (alreadyThere(collection, index)) continue
      if (collection.indexes.length >= 64) throw failure(67, 'add index fails, too many indexes')
      collection.nextIndexId++
      build(index)
      made.push(index)
      collection.indexes = [...collection.indexes, index]
    }
  } catch (error) {
    collection.indexes = indexes
    collection.nextIndexId = nextIndexId
    throw error
  }
  const reply: Doc = { numIndexesBefore: before, numIndexesAfter: collection.indexes.length }
  return made.length > 0 ? reply : { ...reply, note: 'all indexes already exist' }
}

/**
 * Computes the entries of a new index over the stored documents; the returned function writes them.
 * @throws ServerError 11000 when a unique one cannot be
 */
function buildIndex(engine: Engine, collection: Collection, index: Index): () => void {
  const { env, writer } = engine.store
  const keys: Buffer[] = []
  const holders: number[] = []
  const seen = new Set<string>()
  for (const { key: recordPlace, value } of recordsOf(env, collection.id)) {
    const entries = entriesOf(collection.id, index, decode(value))
    index.multikey ||= entries.multikey
    index.long ||= entries.long
    for (const key of entries.keys) {
      if (index.unique) {
        const text = key.toString('latin1')
        if (seen.has(text)) throw duplicateKey(collection, index, value)
        seen.add(text)
      }
      keys.push(key)
      holders.push(recordOfKey(recordPlace))
    }
  }
  index.readyAt = writer.sequence
  return () =>
    keys.forEach((key, at) => {
      const record = recordValue(holders[at] ?? 0)
      if (index.unique) env.put(key, record)
      else env.put(Buffer.concat([key, record]), Buffer.alloc(0))
    })
}

export async function listIndexes(engine: Engine, request: Request): Promise<Reply> {
  onlyFields(request, 'cursor', 'includeBuildUUIDs', 'includeIndexBuildInfo')
  const name = collectionName(request)
  const collection = engine.store.catalogue.find(request.db, name)
  if (!collection) throw failure(26, `ns does not exist: ${request.db}.${name}`)
  const rows = collection.indexes.map((index) => ({ bytes: encode(index.spec) }))
  const batchSize = batchSizeOf(docField(request.body, 'cursor') ?? {})
  return firstReply(engine, request, namespaceOf(collection), rows.values(), batchSize)
}

export async function dropIndexes(engine: Engine, request: Request): Promise<Reply> {
  onlyFields(request, 'index')
  const name = collectionName(request)
  const { store } = engine
  const reply = await store.writer.submit(() => {
    const collection = store.catalogue.find(request.db, name)
    if (!collection) throw failure(26, `ns not found ${request.db}.${name}`)
    const busy = store.locks.inCollection(collection.id)
    if (busy) throw busy.waitForEnd()
    const nIndexesWas = collection.indexes.length
    for (const index of chosen(collection, request.body.index)) store.catalogue.dropIndex(collection, index)
    return { nIndexesWas }
  })
  store.sweep()
  return reply
}

function chosen(collection: Collection, wanted: unknown): Index[] {
  if (wanted === '*') return collection.indexes.filter((index) => index.id !== 0)
  if (Array.isArray(wanted)) return wanted.flatMap((name) => chosen(collection, name))
  const found = collection.indexes.find((index) =>
    typeof wanted === 'string' ? index.name === wanted : compare(index.spec.key, wanted) === 0,
  )
  if (!found)
    throw failure(
      27,
      `index not found with name [${typeof wanted === 'string' ? wanted : JSON.stringify(wanted)}]`,
    )
  if (found.id === 0) throw failure(72, 'cannot drop _id index')
  return [found]
}

export async function listCollections(engine: Engine, request: Request): Promise<Reply> {
  onlyFields(request, 'filter', 'cursor', 'nameOnly', 'authorizedCollections')
  const filter = docField(request.body, 'filter')
  const matches = filter ? compileMatcher(filter) : () => true
  const nameOnly = booleanField(request.body, 'nameOnly')
  const rows = engine.store.catalogue.inDatabase(request.db).map((collection) => ({
    name: collection.name,
    type: 'collection',
    options: {},
    info: { readOnly: false, uuid: collection.uuid },
    idIndex: collection.indexes[0]?.spec ?? {},
  }))
  const listed = rows
    .filter((row) => matches(row))
    .map((row) => ({ bytes: encode(nameOnly ? { name: row.name, type: row.type } : row) }))
  const batchSize = batchSizeOf(docField(request.body, 'cursor') ?? {})
  const namespace = `${request.db}.$cmd.listCollections`
  return firstReply(engine, request, namespace, listed.values(), batchSize)
}

export async function drop(engine: Engine, request: Request): Promise<Reply> {
  onlyFields(request)
  const name = collectionName(request)
  return dropAll(engine, () => {
    const collection = engine.store.catalogue.find(request.db, name)
    return collection ? [collection] : []
  }).then((dropped) =>
    dropped.length > 0 ? { nIndexesWas: dropped[0]?.indexes.length ?? 0, ns: `${request.db}.${name}` } : {},
  )
}

export async function dropDatabase(engine: Engine, request: Request): Promise<Reply> {
  const dropped = await dropAll(engine, () => engine.store.catalogue.inDatabase(request.db))
  return dropped.length > 0 ? { dropped: request.db } : {}
}

async function dropAll(engine: Engine, select: () => Collection[]): Promise<Collection[]> {
  const { store } = engine
  const dropped = await store.writer.submit(() => {
    const collections = select()
    for (const collection of collections) {
      const busy = store.locks.inCollection(collection.id)
      if (busy) throw busy.waitForEnd()
    }
    for (const collection of collections) store.catalogue.drop(collection)
    return collections
  })
  if (dropped.length > 0) store.sweep()
  return dropped
}

/** Keys in an index, for collStats. */
export function countEntries(engine: Engine, collection: Collection, index: Index): number {
  const prefix = entryPrefix(collection.id, index.id)
  return engine.store.env.countKeys({ start: prefix, end: afterPrefix(prefix) })
}
