import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { MongoClient, type Db, type MongoClientOptions } from 'mongodb'
import { startEmbeddedMongo, type EmbeddedMongo } from '../src/index'

export interface RunningServer {
  server: EmbeddedMongo
  dataDir: string
  client: MongoClient
  db: Db
  connect(options?: MongoClientOptions): Promise<MongoClient>
  /** Stops and starts on the same folder; the old client is closed. */
  restart(): Promise<void>
  stop(): Promise<void>
}

/** A server on a folder of its own and a connected client. */
export async function startServer(): Promise<RunningServer> {
  const dataDir = mkdtempSync(join(tmpdir(), 'embedded-mongo-'))
  const clients = new Set<MongoClient>()
  const connect = async (options: MongoClientOptions = {}): Promise<MongoClient> => {
    const client = await new MongoClient(running.server.uri, options).connect()
    clients.add(client)
    return client
  }
  const closeClients = async (): Promise<void> => {
    await Promise.all([...clients].map((client) => client.close()))
    clients.clear()
  }
  const running = {
    dataDir,
    connect,
    async restart() {
      await closeClients()
      await running.server.close()
      running.server = await startEmbeddedMongo({ dataDir })
      running.client = await connect()
      running.db = running.client.db('test')
    },
    async stop() {
      await closeClients()
      await running.server.close()
      rmSync(dataDir, { recursive: true, force: true })
    },
  } as RunningServer
  running.server = await startEmbeddedMongo({ dataDir })
  running.client = await connect()
  running.db = running.client.db('test')
  return running
}

/** The error a promise ends with; fails the test when it does not. */
export async function failureOf(work: Promise<unknown>): Promise<Record<string, unknown> & Error> {
  try {
    await work
  } catch (error) {
    return error as Record<string, unknown> & Error
  }
  throw new Error('expected a failure')
}
