import { answer } from './commands/dispatch'
import { SET_NAME, type Engine } from './commands/request'
import { Cursors } from './session/cursors'
import { Sessions } from './session/sessions'
import { openEnvironment } from './storage/environment'
import { Store } from './storage/store'
import { sweepExpired } from './ttl'
import { listen } from './wire/server'

const SWEEP_EVERY = 60_000

export { spawnEmbeddedMongo } from './spawn'

export interface EmbeddedMongoOptions {
  /** Made when missing; belongs to one process at a time. */
  dataDir: string
  /** On 127.0.0.1; 0 or absent = any free one. */
  port?: number
}

export interface EmbeddedMongo {
  /** For MongoClient or mongoose: names the replica set, so sessions and transactions work. */
  uri: string
  /** Finishes what is under way, flushes and gives the folder free. */
  close(): Promise<void>
}

/**
 * Starts the server inside this process. Prefer `spawnEmbeddedMongo` where the caller's event loop has other work.
 * @throws Error in one sentence when the folder is in use or the port is taken
 */
export async function startEmbeddedMongo(options: EmbeddedMongoOptions): Promise<EmbeddedMongo> {
  const env = openEnvironment(options.dataDir)
  try {
    const store = new Store(env)
    const engine: Engine = {
      store,
      sessions: new Sessions(store),
      cursors: new Cursors(),
      address: '',
      startedAt: new Date(),
    }
    let closing: Promise<void> | undefined
    const server = await listen(options.port ?? 0, (incoming, connectionId) =>
      answer(engine, incoming, connectionId, closing !== undefined),
    )
    engine.address = `127.0.0.1:${server.port}`
    const sweep = async (): Promise<void> => {
      engine.cursors.sweep(Date.now())
      await engine.sessions.sweep(Date.now())
      await sweepExpired(store, new Date(), () => closing === undefined)
    }
    const sweeper = setInterval(() => void sweep().catch(() => undefined), SWEEP_EVERY) // a full disk: again in a minute
    sweeper.unref()
    const shutDown = async (): Promise<void> => {
      clearInterval(sweeper)
      engine.sessions.stop()
      await server.close()
      engine.cursors.stop()
      await store.writer.idle()
      await env.close()
    }
    return {
      uri: `mongodb://${engine.address}/?replicaSet=${SET_NAME}`,
      close: () => (closing ??= shutDown()),
    }
  } catch (error) {
    await env.close()
    throw error
  }
}
