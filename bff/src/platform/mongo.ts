import type { Collection, Filter, FindOptions } from 'mongodb'
import mongoose, { type Connection, type Model } from 'mongoose'
import { gathered } from './gathered'
import { StartupError } from './startup-error'

mongoose.set('strictQuery', 'throw')

export interface ConnectOptions {
  readonly uri: string
  /** Overrides the database named in the address. */
  readonly dbName?: string
  /** How long to look for the server before giving up. */
  readonly timeoutMs?: number
}

/** Name used when the address names no database. */
const DEFAULT_DATABASE = 'linli'

/**
 * Connects and proves that the server runs transactions (a replica set, a sharded cluster, or the embedded
 * database). Throws {@link StartupError} with a sentence for the person who started Linli.
 */
export async function connectMongo({ uri, dbName, timeoutMs = 5_000 }: ConnectOptions): Promise<Connection> {
  const connection = await open(uri, dbName, timeoutMs)
  const { hello } = await connection
    .getClient()
    .db('admin')
    .command({ hello: 1 })
    .then((reply) => ({ hello: reply }))
  if (hello.setName === undefined && hello.msg !== 'isdbgrid') {
    await connection.close()
    throw new StartupError(
      'MONGODB_URI 指向的 MongoDB 不支持事务：请用副本集或分片集群（单机也可以用 --replSet 启动）。',
    )
  }
  return connection
}

async function open(uri: string, dbName: string | undefined, timeoutMs: number): Promise<Connection> {
  try {
    return await mongoose
      .createConnection(uri, {
        dbName: dbName ?? databaseOf(uri),
        autoIndex: false,
        autoCreate: false,
        serverSelectionTimeoutMS: timeoutMs,
        maxPoolSize: 50,
      })
      .asPromise()
  } catch (error) {
    throw new StartupError(
      `连不上 MONGODB_URI 指向的数据库（${reasonOf(error)}）：请检查地址、端口和账号。`,
      {
        cause: error,
      },
    )
  }
}

function databaseOf(uri: string): string {
  const name = /^[^:]+:\/\/[^/]+\/([^?]*)/.exec(uri)?.[1]
  return name ? decodeURIComponent(name) : DEFAULT_DATABASE
}

/** A driver's message may hold the address with its password. */
const reasonOf = (error: unknown): string =>
  error instanceof Error ? error.message.replaceAll(/\/\/[^@/]*@/g, '//***@').slice(0, 200) : '未知原因'

/** Whether the database answers within a second. */
export async function pingMongo(connection: Connection): Promise<boolean> {
  const ping = connection.getClient().db('admin').command({ ping: 1 })
  const late = new Promise<never>((_, reject) => {
    setTimeout(() => reject(new Error('no answer in time')), 1_000).unref()
  })
  return Promise.race([ping, late]).then(
    () => true,
    () => false,
  )
}

/**
 * The driver's collection behind a model, for what is asked at every request: the same filters and rows without
 * casting, hydrating and validating what the types have settled. Writes and reads of a unit of work pass
 * {@link joining} along.
 */
export function rowsOf<Row extends { _id: string }>(model: Model<Row>): Collection<Row> {
  const { db: connection, collection } = model
  return connection.getClient().db(connection.name).collection<Row>(collection.collectionName)
}

/** Rows by id with one question for all who ask at the same moment, as they are committed ({@link gathered}). */
export const rowsTogether = <Row extends { _id: string }>(
  rows: Collection<Row>,
  options: Pick<FindOptions, 'projection'> = {},
): ((id: string) => Promise<Row | null>) =>
  gathered(async (ids) => {
    const filter = { _id: { $in: [...new Set(ids)] } } as Filter<Row>
    const found = new Map<string, Row>()
    for (const row of await rows.find(filter, options).toArray()) found.set(row._id, row as Row)
    return ids.map((id) => found.get(id) ?? null)
  })
