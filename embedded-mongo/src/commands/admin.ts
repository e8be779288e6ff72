import { ObjectId } from 'bson'
import { failure } from '../errors'
import type { Collection } from '../storage/collection'
import { compileMatcher } from '../matcher/compile'
import { countEntries } from './catalogue'
import {
  booleanField,
  collectionName,
  docField,
  numberField,
  type Engine,
  type Reply,
  type Request,
} from './request'

/** What this server announces; newer numbers would promise commands it has not. */
export const SERVER_VERSION = '7.0.0'
export const WIRE_VERSION = 21
export const SET_NAME = 'embedded'
const ELECTION = new ObjectId('7fffffff0000000000000001')
const LARGEST_DOCUMENT = 16 * 1024 * 1024

export function hello(engine: Engine, request: Request): Reply {
  return {
    helloOk: true,
    isWritablePrimary: true,
    ismaster: true,
    setName: SET_NAME,
    setVersion: 1,
    electionId: ELECTION,
    hosts: [engine.address],
    me: engine.address,
    primary: engine.address,
    secondary: false,
    maxBsonObjectSize: LARGEST_DOCUMENT,
    maxMessageSizeBytes: 48_000_000,
    maxWriteBatchSize: 100_000,
    localTime: request.now,
    logicalSessionTimeoutMinutes: 30,
    connectionId: request.connectionId,
    minWireVersion: 0,
    maxWireVersion: WIRE_VERSION,
    readOnly: false,
  }
}

export function ping(): Reply {
  return {}
}

export function buildInfo(): Reply {
  return {
    version: SERVER_VERSION,
    gitVersion: 'embedded',
    modules: [],
    versionArray: [7, 0, 0, 0],
    bits: 64,
    debug: false,
    maxBsonObjectSize: LARGEST_DOCUMENT,
    storageEngines: ['lmdb'],
  }
}

export function connectionStatus(): Reply {
  return { authInfo: { authenticatedUsers: [], authenticatedUserRoles: [] } }
}

export function hostInfo(_engine: Engine, request: Request): Reply {
  return {
    system: { currentTime: request.now, hostname: 'localhost', cpuAddrSize: 64 },
    os: { type: process.platform },
    extra: {},
  }
}

export function getParameter(_engine: Engine, request: Request): Reply {
  const { body } = request
  if (body.featureCompatibilityVersion !== undefined || body.getParameter === '*')
    return { featureCompatibilityVersion: { version: '7.0' } }
  throw failure(72, 'no option found to get')
}

export function serverStatus(engine: Engine, request: Request): Reply {
  return {
    host: engine.address,
    version: SERVER_VERSION,
    process: 'embedded-mongo',
    pid: process.pid,
    uptime: Math.floor((request.now.getTime() - engine.startedAt.getTime()) / 1000),
    localTime: request.now,
    mem: { resident: Math.round(process.memoryUsage().rss / 1048576), supported: true },
    metrics: { cursor: { open: { total: engine.cursors.size } } },
    repl: { setName: SET_NAME, isWritablePrimary: true, me: engine.address, hosts: [engine.address] },
    storageEngine: { name: 'lmdb', persistent: true },
  }
}

export function listDatabases(engine: Engine, request: Request): Reply {
  const names = [...new Set([...engine.store.catalogue.all()].map((collection) => collection.db))].sort()
  const filter = docField(request.body, 'filter')
  const matches = filter ? compileMatcher(filter) : () => true
  const rows = names.map((name) => ({ name, sizeOnDisk: 0, empty: false })).filter((row) => matches(row))
  if (booleanField(request.body, 'nameOnly')) return { databases: rows.map(({ name }) => ({ name })) }
  return { databases: rows, totalSize: 0 }
}

function sizeOf(engine: Engine, collection: Collection): number {
  return engine.store.bytesOf(collection)
}

export function collStats(engine: Engine, request: Request): Reply {
  const name = collectionName(request)
  const ns = `${request.db}.${name}`
  const scale = numberField(request.body, 'scale', 1)
  const collection = engine.store.catalogue.find(request.db, name)
  if (!collection)
    return { ns, size: 0, count: 0, storageSize: 0, totalIndexSize: 0, nindexes: 0, indexSizes: {} }
  const size = sizeOf(engine, collection)
  return {
    ns,
    count: collection.count,
    size: Math.floor(size / scale),
    avgObjSize: collection.count > 0 ? Math.floor(size / collection.count) : 0,
    storageSize: Math.floor(size / scale),
    capped: false,
    nindexes: collection.indexes.length,
    indexSizes: Object.fromEntries(
      collection.indexes.map((index) => [index.name, countEntries(engine, collection, index)]),
    ),
    totalIndexSize: 0,
  }
}

export function dbStats(engine: Engine, request: Request): Reply {
  const collections = engine.store.catalogue.inDatabase(request.db)
  return {
    db: request.db,
    collections: collections.length,
    views: 0,
    objects: collections.reduce((sum, collection) => sum + collection.count, 0),
    dataSize: collections.reduce((sum, collection) => sum + sizeOf(engine, collection), 0),
    indexes: collections.reduce((sum, collection) => sum + collection.indexes.length, 0),
  }
}
