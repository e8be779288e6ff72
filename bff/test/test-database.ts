import { randomBytes } from 'node:crypto'
import type { Connection } from 'mongoose'
import pino from 'pino'
import { createIds, type Ids } from '../src/platform/ids'
import type { Logger } from '../src/platform/logger'
import { connectMongo } from '../src/platform/mongo'
import { createUnitOfWork, type UnitOfWork } from '../src/platform/unit-of-work'
import { createFakeClock, type FakeClock } from './fake-clock'
import { monitored } from './query-guard'
import { createTestIndexes } from './test-indexes'

/** What a platform part needs, without the application around it. */
export interface TestDatabase {
  readonly connection: Connection
  readonly clock: FakeClock
  readonly ids: Ids
  readonly uow: UnitOfWork
  readonly logger: Logger
  /** Everything that was logged, as parsed lines. */
  readonly logs: Record<string, unknown>[]
  /** A second connection to the same database, as another process would have. */
  another(): Promise<{ connection: Connection; uow: UnitOfWork }>
  /** Creates the indexes of every model compiled so far. */
  createIndexes(): Promise<void>
  close(): Promise<void>
}

/**
 * A database of its own on the server that global-setup started, with a clock that stands still.
 * @param options.watched the driver tells what it sends (`commandStarted`)
 */
export async function openTestDatabase({ watched = false } = {}): Promise<TestDatabase> {
  const address = process.env['MONGODB_URI']
  if (!address) throw new Error('tests of the bff need MONGODB_URI, which bff/test/global-setup sets')
  const uri = watched ? monitored(address) : address
  const dbName = `${process.env['LINLI_TEST_PREFIX'] ?? 'test_'}${randomBytes(6).toString('hex')}`
  const connection = await connectMongo({ uri, dbName })
  const others: Connection[] = []
  const logs: Record<string, unknown>[] = []
  const clock = createFakeClock()
  return {
    connection,
    clock,
    ids: createIds(clock),
    uow: createUnitOfWork(connection),
    logs,
    logger: pino(
      { level: 'info' },
      { write: (line) => logs.push(JSON.parse(line) as Record<string, unknown>) },
    ),
    async another() {
      const other = await connectMongo({ uri, dbName })
      others.push(other)
      return { connection: other, uow: createUnitOfWork(other) }
    },
    async createIndexes() {
      await createTestIndexes(connection)
    },
    async close() {
      await connection.getClient().db(connection.name).dropDatabase()
      await Promise.all([connection, ...others].map((open) => open.close()))
    },
  }
}
