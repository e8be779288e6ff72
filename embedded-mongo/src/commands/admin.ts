import { ObjectId } from 'bson'
import { failure } from '../errors'
import { compileMatcher } from '../matcher/compile'
import { recordsOf } from '../storage/chunks'
import type { Collection } from '../storage/collection'
import * as field from './fields'
import { collectionName, SET_NAME, type Engine, type Reply, type Request } from './request'

/** What this server announces; newer numbers would promise commands it has not. */
const VERSION = { version: '7.0.0', versionArray: [7, 0, 0, 0] }
const WIRE_VERSIONS = { minWireVersion: 0, maxWireVersion: 21 }
const LIMITS = {
  maxBsonObjectSize: 16 * 2 ** 20,
  maxMessageSizeBytes: 48_000_000,
  maxWriteBatchSize: 100_000,
}
const PRIMARY = { helloOk: true, isWritablePrimary: true, ismaster: true, secondary: false, readOnly: false }
const REPLICA_SET = { setName: SET_NAME, setVersion: 1, electionId: new ObjectId('7fffffff0000000000000001') }

// Every export is a command; some are known by several names.
export { buildInfo as buildinfo, dbStats as dbstats, hello as isMaster, hello as ismaster }
export { ping as refreshSessions }

export function hello({ address }: Engine, { now, connectionId }: Request): Reply {
  const host = { hosts: [address], me: address, primary: address, localTime: now, connectionId }
  return {
    ...PRIMARY,
    ...REPLICA_SET,
    ...host,
    ...LIMITS,
    ...WIRE_VERSIONS,
    logicalSessionTimeoutMinutes: 30,
  }
}

export const ping = (): Reply => ({})

export const buildInfo = (): Reply => ({ ...VERSION, ...LIMITS, modules: [], storageEngines: ['lmdb'] })

export const connectionStatus = (): Reply => ({
  authInfo: { authenticatedUsers: [], authenticatedUserRoles: [] },
})

export function getParameter(_engine: Engine, { body }: Request): Reply {
  if (body.featureCompatibilityVersion === undefined && body.getParameter !== '*')
    throw failure(72, 'no option found to get')
  return { featureCompatibilityVersion: { version: '7.0' } }
}

export const hostInfo = (_engine: Engine, { now }: Request): Reply => ({
  system: { currentTime: now, hostname: 'localhost' },
  os: { type: process.platform },
})

export function serverStatus({ address, startedAt, cursors }: Engine, { now }: Request): Reply {
  const uptime = Math.floor((now.getTime() - startedAt.getTime()) / 1000)
  const running = { process: 'embedded-mongo', pid: process.pid, uptime, localTime: now }
  const metrics = { cursor: { open: { total: cursors.size } } }
  return {
    host: address,
    ...VERSION,
    ...running,
    metrics,
    repl: REPLICA_SET,
    storageEngine: { name: 'lmdb' },
  }
}

export function listDatabases({ store }: Engine, { body }: Request): Reply {
  const names = [...new Set(Array.from(store.catalogue.all(), ({ db }) => db))].sort()
  const matches = compileMatcher(field.doc(body, 'filter') ?? {})
  const databases = names.map((name) => ({ name, sizeOnDisk: 0, empty: false })).filter((row) => matches(row))
  if (field.flag(body, 'nameOnly')) return { databases: databases.map(({ name }) => ({ name })) }
  return { databases, totalSize: 0 }
}

/** Collections in figures; the bytes are counted by reading them. */
function sizesOf({ store }: Engine, collections: readonly Collection[]) {
  const sizes = { objects: 0, bytes: 0, indexes: 0 }
  for (const { id, count, indexes } of collections) {
    sizes.objects += count
    sizes.indexes += indexes.length
    for (const { value } of recordsOf(store.env, id)) sizes.bytes += value.length
  }
  return sizes
}

export function collStats(engine: Engine, request: Request): Reply {
  const name = collectionName(request)
  const collection = engine.store.catalogue.find(request.db, name)
  const { objects, bytes, indexes } = sizesOf(engine, collection ? [collection] : [])
  const size = Math.floor(bytes / field.number(request.body, 'scale', 1))
  return { ns: `${request.db}.${name}`, count: objects, size, storageSize: size, nindexes: indexes }
}

export function dbStats(engine: Engine, { db }: Request): Reply {
  const collections = engine.store.catalogue.inDatabase(db)
  const { objects, bytes, indexes } = sizesOf(engine, collections)
  return { db, collections: collections.length, views: 0, objects, dataSize: bytes, indexes }
}
