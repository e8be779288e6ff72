import { ObjectId } from 'bson'
import { failure } from '../errors'
import { SET_NAME, type Engine, type Reply, type Request } from './request'

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
export { buildInfo as buildinfo, hello as isMaster, hello as ismaster }
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
