import { compileMatcher } from '../matcher/compile'
import { figuresOf, sumOf, type Figures } from '../storage/figures'
import * as field from './fields'
import type { Engine, Reply, Request } from './request'

// Every export is a command; some are known by several names.
export { dbStats as dbstats }

const figuresIn = ({ store }: Engine, db: string): Figures[] =>
  store.catalogue.inDatabase(db).map((collection) => figuresOf(store.env, collection))

export function listDatabases(engine: Engine, { body }: Request): Reply {
  const names = new Set(Array.from(engine.store.catalogue.collections.values(), ({ db }) => db))
  const nameOnly = field.flag(body, 'nameOnly')
  const sizeOf = (name: string) => sumOf(figuresIn(engine, name), (each) => each.bytes + each.indexBytes)
  const databases = [...names]
    .sort()
    .map((name) => (nameOnly ? { name } : { name, sizeOnDisk: sizeOf(name), empty: false }))
    .filter(compileMatcher(field.doc(body, 'filter') ?? {}))
  return { databases, ...(!nameOnly && { totalSize: sumOf(databases, (each) => each.sizeOnDisk ?? 0) }) }
}

export function dbStats(engine: Engine, { db, body }: Request): Reply {
  const all = figuresIn(engine, db)
  const objects = sumOf(all, ({ count }) => count)
  const bytes = sumOf(all, (each) => each.bytes)
  const indexBytes = sumOf(all, (each) => each.indexBytes)
  const scaleFactor = field.scale(body)
  return {
    db,
    collections: all.length,
    views: 0,
    objects,
    avgObjSize: objects === 0 ? 0 : bytes / objects,
    dataSize: bytes / scaleFactor,
    storageSize: bytes / scaleFactor,
    indexes: sumOf(all, ({ indexes }) => Object.keys(indexes).length),
    indexSize: indexBytes / scaleFactor,
    totalSize: (bytes + indexBytes) / scaleFactor,
    scaleFactor,
  }
}
