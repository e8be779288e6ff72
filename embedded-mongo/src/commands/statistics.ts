import { compileMatcher } from '../matcher/compile'
import { figuresOf, NO_FIGURES, totalOf } from '../storage/figures'
import * as field from './fields'
import { collectionName, type Engine, type Reply, type Request } from './request'
import { storageStats } from './reports'

// Every export is a command; some are known by several names.
export { collStats as collstats, dbStats as dbstats }

export function listDatabases({ store }: Engine, { body }: Request): Reply {
  const names = [...new Set(Array.from(store.catalogue.collections.values(), ({ db }) => db))].sort()
  const matches = compileMatcher(field.doc(body, 'filter') ?? {})
  if (field.flag(body, 'nameOnly'))
    return { databases: names.map((name) => ({ name })).filter((row) => matches(row)) }
  const sizeOf = (name: string): number => {
    const { bytes, indexBytes } = totalOf(store.env, store.catalogue.inDatabase(name))
    return bytes + indexBytes
  }
  const databases = names
    .map((name) => ({ name, sizeOnDisk: sizeOf(name), empty: false }))
    .filter((row) => matches(row))
  return { databases, totalSize: databases.reduce((sum, { sizeOnDisk }) => sum + sizeOnDisk, 0) }
}

export function collStats({ store }: Engine, { db, ...request }: Request): Reply {
  const name = collectionName({ db, ...request })
  const collection = store.catalogue.find(db, name)
  const figures = collection ? figuresOf(store.env, collection) : NO_FIGURES
  return { ns: `${db}.${name}`, ...storageStats(figures, request.body) }
}

export function dbStats({ store }: Engine, { db, body }: Request): Reply {
  const collections = store.catalogue.inDatabase(db)
  const { count, bytes, indexes, indexBytes } = totalOf(store.env, collections)
  const scaleFactor = field.scale(body)
  const scaled = (size: number): number => size / scaleFactor
  return {
    db,
    collections: collections.length,
    views: 0,
    objects: count,
    avgObjSize: count === 0 ? 0 : bytes / count,
    dataSize: scaled(bytes),
    storageSize: scaled(bytes),
    indexes: indexes.size,
    indexSize: scaled(indexBytes),
    totalSize: scaled(bytes + indexBytes),
    scaleFactor,
  }
}
