import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { Connection, mongo } from 'mongoose'
import { createApp } from '../src/app'
import { createDeps, type Deps, type DepsOverrides } from '../src/deps'
import { readSettings, type Settings } from '../src/env'
import { defaultLimits, scaledLimits } from '../src/http/rate-limit'
import type { Actor, SessionDirectory } from '../src/platform/actor'
import { createLogger } from '../src/platform/logger'
import { connectMongo } from '../src/platform/mongo'
import { prepareDataDir } from '../src/secret-file'
import { createFakeClock, type FakeClock } from './fake-clock'
import { createClient, type Client } from './http-client'
import { monitored, watchQueries } from './query-guard'
import { personas, testTermsVersion, type Persona } from './personas'
import { takeDatabase } from './prepared-databases'

export const TEST_SECRET = 'test-secret-test-secret-test-secret-0001'

export interface TestAppOptions {
  /** As in the environment: `{ METRICS_TOKEN: '…' }`. */
  readonly settings?: Readonly<Record<string, string>>
  readonly demo?: boolean
  readonly overrides?: Omit<DepsOverrides, 'clock' | 'directory' | 'stepUp'>
  /** Begins at this instant instead of {@link TEST_START}. */
  readonly start?: string
  /** Folder served as the web page; none by default. */
  readonly pageDir?: string
  /** Another app's database, to be two processes on one. */
  readonly database?: string
  readonly isStopping?: () => boolean
  /** Stock personas must prove their second factor too; otherwise they have just done so. */
  readonly personasProve?: true
}

export interface TestApp {
  readonly url: string
  readonly deps: Deps
  readonly connection: Connection
  readonly database: string
  readonly clock: FakeClock
  /** Everything that was logged, as parsed lines. */
  readonly logs: readonly Record<string, unknown>[]
  /** A visitor. */
  readonly visitor: Client
  /** Signed in as a stock persona, or as an actor of the test's own making (no session row needed). */
  as(who: Persona | Actor): Client
  /** A token for an actor, for requests made by hand. */
  tokenOf(who: Persona | Actor): string
  /** Signed in with an access token the application itself gave out. */
  withToken(token: string): Client
  /** Handles every due outbox event in this process; answers how many. */
  drainOutbox(): Promise<number>
  /** All rows of a collection, as stored. */
  rows(collection: string): Promise<Record<string, unknown>[]>
  /** A collection past every rule, for what only an operator or an older release could have written. */
  collection<T extends { _id: string } = { _id: string }>(name: string): mongo.Collection<T>
  /** Once every event is handled: what an account was told of something, or everybody. */
  told(targetId: string, accountId?: string): Promise<Record<string, unknown>[]>
  /** Row counts of all collections that hold any, to show that nothing else changed. */
  census(): Promise<Record<string, number>>
  /** Ends it. Throws when a query had no index, no order or no community (query-guard). */
  close(): Promise<void>
}

const databaseUri = (): string => {
  const uri = process.env['MONGODB_URI']
  if (!uri) throw new Error('tests of the bff need MONGODB_URI, which bff/test/global-setup sets')
  return uri
}

/** The whole application on a free port, with a database of its own, a clock that stands still and no limits. */
export async function startTestApp(options: TestAppOptions = {}): Promise<TestApp> {
  const own = options.database === undefined ? takeDatabase() : null
  const database = own === null ? options.database : own.name
  const dataDir = mkdtempSync(path.join(tmpdir(), 'linli-app-'))
  await prepareDataDir(dataDir)
  const settings: Settings = readSettings({ PORT: '0', LINLI_DATA_DIR: dataDir, ...options.settings })
  const connection = await connectMongo({ uri: monitored(databaseUri()), dbName: database })
  const guard = watchQueries(connection)
  const clock = createFakeClock(options.start)
  const logs: Record<string, unknown>[] = []
  const stock = new Map<string, Actor>()
  const deps = createDeps({
    settings,
    connection,
    secrets: [TEST_SECRET],
    demo: options.demo ?? false,
    overrides: {
      logger: createLogger('info', {
        write: (line) => logs.push(JSON.parse(line) as Record<string, unknown>),
      }),
      limits: scaledLimits(defaultLimits, 100_000),
      ...options.overrides,
      clock,
      directory: (own) => withStock(own, stock),
      stepUp: (own) => async (actor) => {
        if (options.personasProve || !stock.has(actor.sessionId)) await own(actor)
      },
    },
  })
  await own?.prepare(connection)
  const app = createApp(deps, {
    pageDir: options.pageDir ?? path.join(dataDir, 'no-page'),
    ...(options.isStopping && { isStopping: options.isStopping }),
  })
  // Idle connections stay: a storm of a test may hold the one event loop of both ends longer than Node's five seconds.
  const answer = app.callback()
  const server: Server = createServer({ keepAliveTimeout: 0 }, (request, response) => {
    guard.serving(() => void answer(request, response))
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`

  const tokenOf = (who: Persona | Actor): string => {
    const actor = typeof who === 'string' ? personas[who] : who
    stock.set(actor.sessionId, actor)
    return deps.accessTokens.issue(actor).token
  }
  const db = connection.getClient().db(connection.name)

  return {
    url,
    deps,
    connection,
    database: connection.name,
    clock,
    logs,
    visitor: createClient(url, null),
    as: (who) => createClient(url, tokenOf(who)),
    tokenOf,
    withToken: (token) => createClient(url, token),
    drainOutbox: () => deps.outbox.drain(),
    rows: (collection) => db.collection(collection).find().toArray(),
    collection: (name) => db.collection(name),
    async told(targetId, accountId) {
      await deps.outbox.drain()
      return (await db.collection('messages').find().toArray()).filter(
        (row) => row['targetId'] === targetId && (accountId === undefined || row['accountId'] === accountId),
      )
    },
    async census() {
      const names = (await db.listCollections({}, { nameOnly: true }).toArray())
        .map(({ name }) => name)
        .sort()
      const counts = await Promise.all(
        names.map(async (name) => [name, await db.collection(name).estimatedDocumentCount()] as const),
      )
      return Object.fromEntries(counts.filter(([, count]) => count > 0))
    },
    async close() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
      await deps.outbox.stop()
      const findings = own ? await guard.findings() : []
      await connection.close()
      own?.giveBack()
      rmSync(dataDir, { recursive: true, force: true })
      if (findings.length > 0)
        throw new Error(`queries that a full database would feel:\n${findings.join('\n')}`)
    },
  }
}

/** Stock personas first, then whoever really has a session. */
function withStock(own: SessionDirectory, stock: ReadonlyMap<string, Actor>): SessionDirectory {
  const terms = () => own.currentTermsVersion() || testTermsVersion
  return {
    async actorOf(accountId, sessionId) {
      const actor = stock.get(sessionId)
      if (!actor) return own.actorOf(accountId, sessionId)
      // A persona that has accepted anything has accepted what is in force.
      return actor.consentVersion === testTermsVersion ? { ...actor, consentVersion: terms() } : actor
    },
    endedSessions: () => own.endedSessions(),
    currentTermsVersion: terms,
  }
}
