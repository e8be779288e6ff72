import { randomBytes } from 'node:crypto'
import type { Connection } from 'mongoose'
import { rawIndexes } from '../src/database'
import { ensureIndexes } from '../src/platform/mongo-indexes'

/** Collections of a database whose app is gone: they are there with their indexes, and hold what that app left. */
interface Left {
  readonly name: string
  readonly collections: ReadonlySet<string>
}

/** Those of this worker. Making a hundred collections takes longer than most tests. */
const left: Left[] = []
/** Collections emptied at a time. */
const LANES = 8

export interface OwnDatabase {
  readonly name: string
  /** Brings it to where every test begins: all collections and indexes, no row. */
  prepare(connection: Connection): Promise<void>
  /** To be called when nobody writes into it any more. */
  giveBack(): void
}

/** A database nobody else uses, on the server that global-setup started. */
export function takeDatabase(): OwnDatabase {
  const old = left.pop()
  const name = old?.name ?? `${process.env['LINLI_TEST_PREFIX'] ?? 'test_'}${randomBytes(6).toString('hex')}`
  let collections = old?.collections
  return {
    name,
    async prepare(connection) {
      const db = connection.getClient().db(connection.name)
      const names = async () =>
        (await db.listCollections({}, { nameOnly: true }).toArray()).map((collection) => collection.name)
      if (!collections) {
        await ensureIndexes(connection, rawIndexes)
        collections = new Set(await names())
        return
      }
      const known = collections
      const waiting = await names()
      const lane = async (): Promise<void> => {
        for (let next = waiting.pop(); next !== undefined; next = waiting.pop())
          if (known.has(next)) await db.collection(next).deleteMany({})
          else await db.dropCollection(next)
      }
      await Promise.all(Array.from({ length: LANES }, lane))
    },
    giveBack() {
      if (collections) left.push({ name, collections })
    },
  }
}
