import { Schema, type Connection, type Model } from 'mongoose'
import type { Logger } from 'pino'
import type { Clock } from '../clock'
import { isDuplicateKey } from '../mongo-errors'

/**
 * One change of stored data. It goes forward only, runs beside the previous release (which still reads and writes
 * the old form), and can be stopped at any moment: it works in small steps, each of which is harmless when
 * repeated, and keeps where it stands with `save`.
 */
export interface Migration {
  /** `0001-what-it-does`: the order, and the name kept for ever. */
  readonly id: string
  run(context: MigrationContext): Promise<void>
}

export interface MigrationContext {
  readonly connection: Connection
  /** Where an earlier run stopped; null at the first. */
  readonly position: string | null
  /** Keeps the position and the right to go on. Throws when another process has taken over. */
  save(position: string): Promise<void>
}

interface MigrationRow {
  _id: string
  position: string | null
  startedAt: Date
  finishedAt?: Date
  leaseUntil: Date
  leaseOwner: string
}

const migrationSchema = new Schema<MigrationRow>(
  {
    _id: { type: String, required: true },
    position: { type: String, default: null },
    startedAt: { type: Date, required: true },
    finishedAt: Date,
    leaseUntil: { type: Date, required: true },
    leaseOwner: { type: String, required: true },
  },
  { collection: 'migrations', strict: 'throw', autoIndex: false, versionKey: false },
)

const migrationModel = (connection: Connection): Model<MigrationRow> =>
  connection.models.Migration ?? connection.model<MigrationRow>('Migration', migrationSchema)

const LEASE_MS = 60_000

/** Nothing was ever stored: asked before the indexes are made, because they make their collections. */
export async function isNewDatabase(connection: Connection): Promise<boolean> {
  const collections = connection.getClient().db(connection.name).listCollections({}, { nameOnly: true })
  try {
    return !(await collections.hasNext())
  } finally {
    await collections.close()
  }
}

/** Notes every migration as finished in a database that {@link isNewDatabase}: it begins in the newest form. */
export async function skipMigrations(deps: {
  connection: Connection
  clock: Clock
  owner: string
  migrations: readonly Migration[]
}): Promise<void> {
  const now = deps.clock.now()
  await migrationModel(deps.connection).bulkWrite(
    deps.migrations.map(({ id }) => ({
      updateOne: {
        filter: { _id: id },
        // Another process that opened the same new database may have noted it before.
        update: {
          $setOnInsert: {
            ...{ position: null, startedAt: now, finishedAt: now },
            ...{ leaseUntil: now, leaseOwner: deps.owner },
          },
        },
        upsert: true,
      },
    })),
    { ordered: false },
  )
}

export interface MigrationReport {
  readonly done: readonly string[]
  /** Finished by an earlier run. */
  readonly skipped: readonly string[]
  /** Another process is at this one now; those after it wait. */
  readonly busy: string | null
}

/**
 * Runs what has not run yet, in order, one process at a time. Stops at the first failure, which it throws; the
 * next run goes on from the position that was saved.
 */
export async function runMigrations(deps: {
  connection: Connection
  clock: Clock
  logger: Logger
  /** Names this process; two processes never share one. */
  owner: string
  migrations: readonly Migration[]
}): Promise<MigrationReport> {
  const { connection, clock, logger, owner } = deps
  assertOrder(deps.migrations)
  const rows = migrationModel(connection)
  const done: string[] = []
  const skipped: string[] = []

  /** The row when it is ours to run, `done`, or null while another process holds it. */
  const take = async (id: string): Promise<MigrationRow | 'done' | null> => {
    const now = clock.now()
    try {
      const row = await rows
        .findOneAndUpdate(
          { _id: id, finishedAt: { $exists: false }, leaseUntil: { $lte: now } },
          {
            $set: { leaseUntil: new Date(now.getTime() + LEASE_MS), leaseOwner: owner },
            $setOnInsert: { position: null, startedAt: now },
          },
          { upsert: true, returnDocument: 'after' },
        )
        .lean<MigrationRow>()
      return row
    } catch (error) {
      // The row is there and did not fit the filter: it is finished, or somebody else's.
      if (!isDuplicateKey(error)) throw error
      const row = await rows.findById(id).lean<MigrationRow>()
      return row?.finishedAt ? 'done' : null
    }
  }

  const save = async (id: string, position: string): Promise<void> => {
    const leaseUntil = new Date(clock.now().getTime() + LEASE_MS)
    const { matchedCount } = await rows.updateOne(
      { _id: id, leaseOwner: owner },
      { $set: { position, leaseUntil } },
    )
    if (matchedCount === 0) throw new Error(`another process has taken over migration ${id}`)
  }

  for (const migration of deps.migrations) {
    const { id } = migration
    const row = await take(id)
    if (row === null) return { done, skipped, busy: id }
    if (row === 'done') {
      skipped.push(id)
      continue
    }
    logger.info({ migration: id, position: row.position }, 'migration.started')
    try {
      await migration.run({ connection, position: row.position, save: (position) => save(id, position) })
    } catch (error) {
      // Given back at once, so that the next run need not wait for the lease.
      await rows.updateOne({ _id: id, leaseOwner: owner }, { $set: { leaseUntil: new Date(0) } })
      throw error
    }
    await rows.updateOne({ _id: id, leaseOwner: owner }, { $set: { finishedAt: clock.now() } })
    logger.info({ migration: id }, 'migration.finished')
    done.push(id)
  }
  return { done, skipped, busy: null }
}

function assertOrder(migrations: readonly Migration[]): void {
  const ids = migrations.map(({ id }) => id)
  const wrong = ids.find(
    (id, index) => !/^\d{4}-[a-z0-9-]+$/.test(id) || (index > 0 && id <= (ids[index - 1] ?? '')),
  )
  if (wrong !== undefined) throw new Error(`migration ${wrong} is out of order or wrongly named`)
}
