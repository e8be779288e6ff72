import { badValue, failedToParse, failure, notImplemented } from '../errors'
import { compileMatcher } from '../matcher/compile'
import { recordsOf } from '../storage/chunks'
import { duplicateKey } from '../storage/changes'
import { compileIndex, namespaceOf, type Collection, type Index } from '../storage/collection'
import { entriesOf, putEntry } from '../storage/index-entries'
import { recordOfKey } from '../storage/keys'
import type { Store } from '../storage/store'
import { equals } from '../value/compare'
import { decode, isDoc, type Doc } from '../value/document'
import { print } from '../value/print'
import * as field from './fields'
import { listReply } from './read'
import { collectionName, type Answer, type Engine, type Reply, type Request } from './request'

/** Every option of `create` would make a collection that this server has not; what switches one off may pass. */
export async function create({ store }: Engine, request: Request): Promise<Reply> {
  const { body, db } = request
  const name = collectionName(request)
  for (const option of field.createOptions) {
    const value = body[option] ?? false
    if (value !== false && !(isDoc(value) && value.locale === 'simple'))
      throw notImplemented(`the create option '${option}'`)
  }
  return store.writer.submit(() => {
    if (!store.catalogue.find(db, name)) store.create(db, name)
    return {}
  })
}

/** The specification as it will be listed: v and name added, options as given. */
function normalised(spec: Doc): Doc {
  const key = field.doc(spec, 'key')
  if (!key) throw failedToParse("The 'key' field is a required property of an index specification")
  const parts = Object.entries(key).flatMap(([path, direction]) => [path, String(direction)])
  const name = spec.name ?? parts.join('_')
  if (typeof name !== 'string' || name === '') throw failure(67, 'index name cannot be empty')
  const { v: _v, key: _key, name: _name, background: _background, ns: _ns, ...options } = spec
  return { v: 2, key, name, ...options }
}

/** The existing index a wanted one repeats; @throws ServerError 85 or 86 when it only resembles one */
function alreadyThere(collection: Collection, wanted: Index): boolean {
  for (const index of collection.indexes) {
    const sameKey = equals(index.spec.key, wanted.spec.key)
    const sameFilter = equals(index.partial?.filter, wanted.partial?.filter)
    const sameOptions =
      sameFilter &&
      index.unique === wanted.unique &&
      index.sparse === wanted.sparse &&
      index.expireAfterSeconds === wanted.expireAfterSeconds
    if (sameKey && (index.id === 0 || (sameOptions && index.name === wanted.name))) return true
    if (index.name === wanted.name)
      throw failure(86, `An existing index has the same name as the requested one: ${print(index.spec)}`)
    if (sameKey && sameFilter) throw failure(85, `Index already exists with a different name: ${index.name}`)
  }
  return false
}

export async function createIndexes({ store }: Engine, request: Request): Promise<Reply> {
  const name = collectionName(request)
  const specs = (field.docs(request.body, 'indexes') ?? []).map(normalised)
  if (specs.length === 0) throw badValue('Must specify at least one index to create')
  for (const spec of specs) compileIndex(1, spec)
  return store.writer.submit(() => {
    const known = store.catalogue.find(request.db, name)
    if (known) store.locks.waitForCollection(known)
    // A duplicate must be found before anything is written, so each index is filled into memory first.
    const collection = known ?? store.catalogue.make(request.db, name)
    const builds: Array<() => void> = []
    const reply = addIndexes(collection, specs, (index) => builds.push(buildIndex(store, collection, index)))
    if (!known) store.catalogue.add(collection)
    for (const build of builds) build()
    store.catalogue.save(collection)
    return { ...reply, createdCollectionAutomatically: !known }
  })
}

function addIndexes(collection: Collection, specs: readonly Doc[], build: (index: Index) => void): Doc {
  const { indexes, nextIndexId } = collection
  try {
    for (const spec of specs) {
      const index = compileIndex(collection.nextIndexId, spec)
      if (alreadyThere(collection, index)) continue
      if (collection.indexes.length >= 64) throw failure(67, 'add index fails, too many indexes')
      collection.nextIndexId++
      build(index)
      collection.indexes = [...collection.indexes, index]
    }
  } catch (error) {
    Object.assign(collection, { indexes, nextIndexId })
    throw error
  }
  const note = collection.indexes === indexes ? { note: 'all indexes already exist' } : {}
  return { numIndexesBefore: indexes.length, numIndexesAfter: collection.indexes.length, ...note }
}

/**
 * Computes the entries of a new index over the stored documents; the returned function writes them.
 * @throws ServerError 11000 when a unique one cannot be
 */
function buildIndex({ env, writer }: Store, collection: Collection, index: Index): () => void {
  const found: Array<{ key: Buffer; record: number }> = []
  const seen = new Set<string>()
  for (const { key: recordPlace, value } of recordsOf(env, collection.id)) {
    const { keys, arrays, long } = entriesOf(collection.id, index, decode(value))
    index.arrays |= arrays
    index.long ||= long
    for (const key of keys) {
      const text = index.unique ? key.toString('latin1') : ''
      if (seen.has(text)) throw duplicateKey(collection, index, value)
      if (index.unique) seen.add(text)
      found.push({ key, record: recordOfKey(recordPlace) })
    }
  }
  index.readyAt = writer.sequence
  return () => {
    for (const { key, record } of found) putEntry(env, index, key, record)
  }
}

/** @throws ServerError 26 */
function existing({ store }: Engine, request: Request): Collection {
  const name = collectionName(request)
  const collection = store.catalogue.find(request.db, name)
  if (!collection) throw failure(26, `ns does not exist: ${request.db}.${name}`)
  return collection
}

export function listIndexes(engine: Engine, request: Request): Answer {
  const collection = existing(engine, request)
  const specs = collection.indexes.map(({ spec }) => spec)
  return listReply(engine, request, namespaceOf(collection), specs)
}

export async function dropIndexes(engine: Engine, request: Request): Promise<Reply> {
  const { store } = engine
  const reply = await store.writer.submit(() => {
    const collection = existing(engine, request)
    store.locks.waitForCollection(collection)
    const nIndexesWas = collection.indexes.length
    for (const index of chosen(collection, request.body.index)) store.catalogue.dropIndex(collection, index)
    return { nIndexesWas }
  })
  store.sweep()
  return reply
}

/** The indexes of this name or key. @throws ServerError 27 */
function chosen(collection: Collection, wanted: unknown): Index[] {
  if (wanted === '*') return collection.indexes.filter((index) => index.id !== 0)
  if (Array.isArray(wanted)) return wanted.flatMap((name) => chosen(collection, name))
  const found = collection.indexes.find(({ name, spec }) => equals(isDoc(wanted) ? spec.key : name, wanted))
  if (!found) throw failure(27, `index not found with name [${print(wanted)}]`)
  if (found.id === 0) throw failure(72, 'cannot drop _id index')
  return [found]
}

export function listCollections(engine: Engine, request: Request): Answer {
  const { body, db } = request
  const matches = compileMatcher(field.doc(body, 'filter') ?? {})
  const rows = engine.store.catalogue.inDatabase(db).map(({ name, uuid, indexes }) => ({
    name,
    type: 'collection',
    options: {},
    info: { readOnly: false, uuid },
    idIndex: indexes[0]?.spec,
  }))
  const listed = rows.filter((row) => matches(row))
  const shown = field.flag(body, 'nameOnly') ? listed.map(({ name, type }) => ({ name, type })) : listed
  return listReply(engine, request, `${db}.$cmd.listCollections`, shown)
}

export async function drop({ store }: Engine, request: Request): Promise<Reply> {
  const name = collectionName(request)
  const [dropped] = await dropAll(store, () => [store.catalogue.find(request.db, name) ?? []].flat())
  return dropped ? { nIndexesWas: dropped.indexes.length, ns: namespaceOf(dropped) } : {}
}

export async function dropDatabase({ store }: Engine, { db }: Request): Promise<Reply> {
  const dropped = await dropAll(store, () => store.catalogue.inDatabase(db))
  return dropped.length > 0 ? { dropped: db } : {}
}

async function dropAll(store: Store, select: () => Collection[]): Promise<Collection[]> {
  const dropped = await store.writer.submit(() => {
    const collections = select()
    for (const collection of collections) store.locks.waitForCollection(collection)
    for (const collection of collections) store.catalogue.drop(collection)
    return collections
  })
  if (dropped.length > 0) store.sweep()
  return dropped
}
