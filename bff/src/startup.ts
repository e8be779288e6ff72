import { existsSync } from 'node:fs'
import { readFile, rm, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { spawnEmbeddedMongo } from 'embedded-mongo'
import type { Connection } from 'mongoose'
import { rawIndexesIn } from './database'
import { openDemoMode, seedOnce, type DemoMode } from './demo-mode'
import { createDeps, type Deps } from './deps'
import type { Settings } from './env'
import { migrationsWith } from './migrations'
import { isNewDatabase, runMigrations, skipMigrations } from './platform/migrations/migrations'
import { connectMongo } from './platform/mongo'
import { ensureIndexes, missingIndexes } from './platform/mongo-indexes'
import { StartupError } from './platform/startup-error'
import { keptSecret, prepareDataDir } from './secret-file'

export interface Database {
  readonly connection: Connection
  readonly embedded: boolean
  /** Rejects when the embedded database ends by itself; never settles otherwise. */
  readonly lost: Promise<never>
  readonly close: () => Promise<void>
}

/** It has said that it listens; on a machine that is busy the first answer may still take its time. */
const EMBEDDED_TIMEOUT_MS = 30_000

/** The database of MONGODB_URI, or an embedded one in a process of its own. */
export async function openDatabase(settings: Settings): Promise<Database> {
  if (settings.mongodbUri !== undefined) {
    const connection = await connectMongo({ uri: settings.mongodbUri })
    return {
      connection,
      embedded: false,
      lost: new Promise(() => undefined),
      close: () => connection.close(),
    }
  }
  const server = await spawnEmbedded(path.join(settings.dataDir, 'db'))
  let closing = false
  const lost = server.exited.then(() =>
    closing
      ? new Promise<never>(() => undefined)
      : Promise.reject(new StartupError('内置数据库意外退出了，请重新启动。')),
  )
  // Whoever waits for it hears of it; nobody has to.
  lost.catch(() => undefined)
  const connection = await connectMongo({ uri: server.uri, timeoutMs: EMBEDDED_TIMEOUT_MS })
  const addressFile = addressFileOf(settings)
  await writeFile(addressFile, server.uri, { mode: 0o600 })
  return {
    connection,
    embedded: true,
    lost,
    async close() {
      closing = true
      await connection.close()
      await rm(addressFile, { force: true })
      await server.close()
    },
  }
}

/** Where the process that runs the embedded database leaves its address for the scripts. */
const addressFileOf = (settings: Settings): string => path.join(settings.dataDir, 'database-address')

const ADDRESS_TIMEOUT_MS = 1_000

/**
 * For scripts: the database as {@link openDatabase} finds it, or the embedded one that a running Linli has open
 * already, because its folder belongs to one process at a time.
 */
export async function openDatabaseBeside(settings: Settings): Promise<Database> {
  if (settings.mongodbUri === undefined && existsSync(addressFileOf(settings))) {
    const uri = await readFile(addressFileOf(settings), 'utf8')
    try {
      const connection = await connectMongo({ uri, timeoutMs: ADDRESS_TIMEOUT_MS })
      return {
        connection,
        embedded: true,
        lost: new Promise(() => undefined),
        close: () => connection.close(),
      }
    } catch {
      // Nobody answers there: the file was left by a process that was killed, and the folder is free.
    }
  }
  return openDatabase(settings)
}

async function spawnEmbedded(dataDir: string) {
  // Beside the bundle lies the bundled database; from the sources it starts by its own command.
  const bundled = path.join(__dirname, 'embedded-mongo.js')
  try {
    return await spawnEmbeddedMongo({ dataDir, ...(existsSync(bundled) && { command: [bundled] }) })
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    const holder = /is in use by process (\d+)/.exec(reason)?.[1]
    throw new StartupError(
      holder === undefined
        ? `内置数据库没有启动：${reason}`
        : `数据文件夹正被另一个程序使用（进程 ${holder}），多半是邻里智治已经在运行：请先停掉它，或用 LINLI_DATA_DIR 换一个文件夹。`,
      { cause: error },
    )
  }
}

/** The secrets of this deployment: set from outside, or kept in the data folder. */
export async function secretsOf(settings: Settings): Promise<readonly string[]> {
  return settings.secrets.length > 0 ? settings.secrets : [await keptSecret(settings.dataDir)]
}

export interface House {
  readonly deps: Deps
  readonly database: Database
  readonly demo: DemoMode
}

/** Everything but the door: folder, secret, database, indexes, demo data. Throws {@link StartupError}. */
export async function openHouse(settings: Settings): Promise<House> {
  await prepareDataDir(settings.dataDir)
  const secrets = await secretsOf(settings)
  const database = await openDatabase(settings)
  try {
    const demo = await openDemoMode({
      settings,
      connection: database.connection,
      embedded: database.embedded,
    })
    if (settings.sms.provider === 'console' && !demo.on)
      throw new StartupError(
        'SMS_PROVIDER=console 会把验证码打印出来，只能在演示中使用：请换成 aliyun 或 none。',
      )
    const deps = createDeps({ settings, connection: database.connection, secrets, demo: demo.on })
    await bringForward(deps, database, demo)
    if (demo.seed) {
      process.stdout.write('正在准备演示数据，只需要这一次…\n')
      await seedOnce(deps)
    }
    return { deps, database, demo }
  } catch (error) {
    await database.close()
    throw error
  }
}

/** A large database gets its indexes from `npm run db:indexes`, at an hour somebody has chosen. */
async function bringForward(deps: Deps, database: Database, demo: DemoMode): Promise<void> {
  if (database.embedded || demo.on || !deps.settings.production) {
    const isNew = await isNewDatabase(deps.connection)
    await ensureIndexes(deps.connection, await rawIndexesIn(deps.connection))
    // A database of the previous release opens by itself; a large one is brought forward by db:migrate.
    const bring = isNew ? skipMigrations : runMigrations
    await bring({ ...deps, owner: deps.ids.next('run'), migrations: migrationsWith(deps.crypto) })
    return
  }
  const missing = await missingIndexes(deps.connection, await rawIndexesIn(deps.connection))
  if (missing.length > 0)
    throw new StartupError(`数据库还缺 ${missing.length} 个索引：请先运行 npm run db:indexes，再启动。`)
}
