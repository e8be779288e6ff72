import { UUID } from 'bson'
import { failure } from '../errors'
import { encode, decode, isDoc, type Doc } from '../value/document'
import { compileIndex, namespaceOf, readerOf, type Collection, type Index } from './collection'
import type { Environment } from './environment'
import { afterPrefix, collectionKey, entryPrefix, recordOfKey, TAG, tagged } from './keys'

const ID_INDEX: Doc = { v: 2, key: { _id: 1 }, name: '_id_' }
const ALL_FIELDS = -1
const NEXT_COLLECTION = Buffer.of(TAG.nextCollection)

/**
 * The collections and their indexes, in memory and on disk. Every change must run inside a commit; when that
 * commit fails, `load` brings memory back to what the disk says.
 */
export class Catalogue {
  /** By namespace; never altered but replaced, so that a transaction can keep what was there when it began. */
  collections: ReadonlyMap<string, Collection> = new Map()
  private nextId = 1

  constructor(private readonly env: Environment) {
    this.load()
  }

  load(): void {
    this.nextId = Math.max(this.nextId, this.env.get(NEXT_COLLECTION)?.readUInt32BE(0) ?? 1)
    const stored = this.env.entries(tagged(TAG.catalogue))
    const collections = stored.map(({ key, value }) => this.restore(key.readUInt32BE(1), decode(value)))
    this.collections = new Map(collections.map((collection) => [namespaceOf(collection), collection]))
  }

  private restore(id: number, entry: Doc): Collection {
    const stored = Array.isArray(entry.indexes) ? entry.indexes.filter(isDoc) : []
    const indexes = stored.map(({ id, spec, arrays, long }) => ({
      ...compileIndex(Number(id), isDoc(spec) ? spec : {}),
      arrays: Number(arrays ?? ALL_FIELDS), // older entries did not tell the fields apart
      long: long === true,
    }))
    const records = collectionKey(TAG.record, id)
    const [last] = this.env.keys({ start: records, end: afterPrefix(records), reverse: true, limit: 1 })
    const names = { db: String(entry.db), name: String(entry.name), uuid: new UUID(String(entry.uuid)) }
    return {
      ...collectionOf(id, names, indexes),
      nextIndexId: Number(entry.nextIndexId),
      count: this.env.get(collectionKey(TAG.count, id))?.readUIntBE(0, 6) ?? 0,
      nextRecord: last ? recordOfKey(last) + 1 : 1,
      pending: false,
    }
  }

  find(db: string, name: string): Collection | undefined {
    return this.collections.get(`${db}.${name}`)
  }

  inDatabase(db: string): Collection[] {
    return [...this.collections.values()].filter((collection) => collection.db === db)
  }

  /** A collection that is not in the catalogue yet; `add` puts it there. */
  make(db: string, name: string): Collection {
    checkName(db, name)
    return collectionOf(this.nextId++, { db, name, uuid: new UUID() }, [compileIndex(0, ID_INDEX)])
  }

  add(collection: Collection): void {
    const next = Buffer.alloc(4)
    next.writeUInt32BE(this.nextId)
    this.env.put(NEXT_COLLECTION, next)
    collection.pending = false
    this.collections = new Map(this.collections).set(namespaceOf(collection), collection)
    this.save(collection)
  }

  save(collection: Collection): void {
    const { db, name, uuid, indexes, nextIndexId } = collection
    const stored = indexes.map(({ id, spec, arrays, long }) => ({ id, spec, arrays, long }))
    const entry = { db, name, uuid: uuid.toHexString(), nextIndexId, indexes: stored }
    this.env.put(collectionKey(TAG.catalogue, collection.id), encode(entry))
    collection.reader = readerOf(indexes)
  }

  saveCount({ id, count }: Collection): void {
    const value = Buffer.alloc(6)
    value.writeUIntBE(count, 0, 6)
    this.env.put(collectionKey(TAG.count, id), value)
  }

  /** The entry goes at once; the data is deleted in slices later (see `dropped`). */
  drop(collection: Collection): void {
    const isOther = ([, other]: [string, Collection]): boolean => other !== collection
    this.collections = new Map([...this.collections].filter(isOther))
    this.env.remove(collectionKey(TAG.catalogue, collection.id))
    this.env.remove(collectionKey(TAG.count, collection.id))
    this.markDropped(collectionKey(TAG.record, collection.id))
    this.markDropped(collectionKey(TAG.entry, collection.id))
  }

  dropIndex(collection: Collection, index: Index): void {
    collection.indexes = collection.indexes.filter((other) => other !== index)
    this.markDropped(entryPrefix(collection.id, index.id))
    this.save(collection)
  }

  private markDropped(prefix: Buffer): void {
    this.env.put(Buffer.concat([Buffer.of(TAG.dropped), prefix]), Buffer.alloc(0))
  }

  /** Deletes up to `limit` keys of dropped collections and indexes; false when nothing is left. */
  sweepDropped(limit: number): boolean {
    const [mark] = this.env.keys({ ...tagged(TAG.dropped), limit: 1 })
    if (!mark) return false
    const prefix = mark.subarray(1)
    const keys = this.env.keys({ start: prefix, end: afterPrefix(prefix), limit })
    for (const key of keys) this.env.remove(key)
    if (keys.length < limit) this.env.remove(mark)
    return true
  }
}

type Names = Pick<Collection, 'db' | 'name' | 'uuid'>

const collectionOf = (id: number, names: Names, indexes: Index[]): Collection => ({
  id,
  ...names,
  indexes,
  nextIndexId: 1,
  count: 0,
  nextRecord: 1,
  pending: true,
  reader: readerOf(indexes),
})

function checkName(db: string, name: string): void {
  if (!/^[^\s/\\."$\0]+$/.test(db) || Buffer.byteLength(db) > 63)
    throw failure(73, `Invalid database name: '${db}'`)
  if (!/^(?!\.|system\.)[^$\0]+(?<!\.)$/s.test(name))
    throw failure(73, `Invalid namespace specified '${db}.${name}'`)
}
