import type { Connection } from 'mongoose'
import type { Deps } from './deps'
import { isLoopbackHost, type Settings } from './env'
import { seedDemo } from './modules/demo/demo.seed'
import { rateLimitCollection } from './http/rate-limit'
import { jobCollection } from './platform/jobs'
import { StartupError } from './platform/startup-error'

/**
 * A database is a demo for ever or never (architecture §8): demo people sign in by one tap, so only data that
 * the demo seed made may be open to them, and only on this machine.
 */
export interface DemoMode {
  readonly on: boolean
  /** The data is still to be made. */
  readonly seed: boolean
}

type Kind = 'seeding' | 'demo' | 'real'

interface Marker {
  _id: 'mode'
  kind: Kind
  at: Date
}

const markerCollection = 'deployment'
/** What says nothing about whether anybody has used the database. */
const incidental = [markerCollection, rateLimitCollection, jobCollection]
/** A process that died while seeding; its work is made anew. */
const STALE_SEEDING_MS = 120_000

const markers = (connection: Connection) =>
  connection.getClient().db(connection.name).collection<Marker>(markerCollection)

/** Decides what this database is. Throws {@link StartupError} where the settings ask for what may not be. */
export async function openDemoMode(options: {
  settings: Settings
  connection: Connection
  embedded: boolean
}): Promise<DemoMode> {
  const { settings, connection, embedded } = options
  const isPrivate = isLoopbackHost(settings.host) && !settings.production
  const marker = await markers(connection).findOne({ _id: 'mode' })
  const kind = marker?.kind ?? ((await isEmpty(connection)) ? 'empty' : 'unmarked')
  switch (kind) {
    case 'seeding':
    case 'demo':
      if (settings.demo === 'off')
        throw new StartupError(
          '这个数据库里是演示数据，不能当作正式数据使用：请换一个空的 LINLI_DATA_DIR 或 MONGODB_URI 再启动。',
        )
      if (!isPrivate)
        throw new StartupError(
          '这个数据库里是演示数据，只能在本机打开：请把 HOST 设为 127.0.0.1，并且不要设置 NODE_ENV=production。',
        )
      return { on: true, seed: kind === 'seeding' }
    case 'real':
    case 'unmarked':
      if (settings.demo === 'on')
        throw new StartupError(
          '这个数据库里已有正式数据，不能打开演示：请去掉 LINLI_DEMO=on，或换一个空数据库。',
        )
      if (settings.demo === 'off' && kind === 'unmarked') await mark(connection, 'real')
      return { on: false, seed: false }
    case 'empty': {
      const on = settings.demo === 'on' || (settings.demo === 'auto' && embedded && isPrivate)
      // Said once, it holds: a folder begun without the demo never becomes one by a forgotten setting.
      if (settings.demo === 'off' || settings.production) await mark(connection, 'real')
      return { on, seed: on }
    }
  }
}

/** Makes the demo data. A start that was killed half-way is begun again from nothing. */
export async function seedOnce(deps: Deps): Promise<void> {
  const { connection, clock } = deps
  const rows = markers(connection)
  const begun = await rows.findOne({ _id: 'mode' })
  if (begun) {
    if (
      deps.settings.mongodbUri !== undefined &&
      clock.now().getTime() - begun.at.getTime() < STALE_SEEDING_MS
    )
      throw new StartupError('另一个进程正在准备演示数据：请等两分钟再启动。')
    await wipe(connection)
  }
  await mark(connection, 'seeding', clock.now())
  await seedDemo(deps)
  await mark(connection, 'demo', clock.now())
}

async function mark(connection: Connection, kind: Kind, at = new Date(0)): Promise<void> {
  await markers(connection).updateOne({ _id: 'mode' }, { $set: { kind, at } }, { upsert: true })
}

async function isEmpty(connection: Connection): Promise<boolean> {
  const db = connection.getClient().db(connection.name)
  for (const { name } of await db.listCollections({}, { nameOnly: true }).toArray()) {
    if (incidental.includes(name) || name.startsWith('system.')) continue
    if ((await db.collection(name).findOne({}, { projection: { _id: 1 } })) !== null) return false
  }
  return true
}

/** Empties the collections and leaves their indexes. Only ever called on data the demo seed began. */
async function wipe(connection: Connection): Promise<void> {
  const db = connection.getClient().db(connection.name)
  for (const { name } of await db.listCollections({}, { nameOnly: true }).toArray())
    if (name !== markerCollection && !name.startsWith('system.')) await db.collection(name).deleteMany({})
}
