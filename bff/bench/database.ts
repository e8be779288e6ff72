import path from 'node:path'
import { spawnEmbeddedMongo } from 'embedded-mongo'
import { MongoClient, type Db } from 'mongodb'
import { databaseCommand } from './processes'

export interface BenchDatabase {
  readonly uri: string
  readonly name: string
  readonly db: Db
  /** Of the embedded server. */
  readonly pid: number | null
  close(): Promise<void>
}

/** A bench may open several beside each other. */
let opened = 0

/** A database of its own: embedded, or beside what MONGODB_URI names. Removed at the end. */
export async function openDatabase(folder: string): Promise<BenchDatabase> {
  const given = process.env['MONGODB_URI']
  const dataDir = path.join(folder, 'db')
  const embedded =
    given === undefined ? await spawnEmbeddedMongo({ dataDir, command: databaseCommand }) : null
  const name = `linli_bench_${process.pid}_${++opened}`
  const uri = (embedded?.uri ?? given ?? '').replace(
    /^(mongodb(?:\+srv)?:\/\/[^/?]+)\/?[^?]*/,
    (_, server: string) => `${server}/${name}`,
  )
  const client = await new MongoClient(uri).connect()
  return {
    uri,
    name,
    db: client.db(name),
    pid: embedded?.pid ?? null,
    async close() {
      if (!embedded) await client.db(name).dropDatabase()
      await client.close()
      await embedded?.close()
    },
  }
}
