import { randomBytes } from 'node:crypto'
import type { CommandStartedEvent, Db } from 'mongodb'
import type { Connection } from 'mongoose'
import { rawIndexes } from '../src/database'
import { createTestIndexes } from './test-indexes'

/** A database whose app is gone: its collections are there with their indexes, and hold what that app left. */
interface Left {
  readonly name: string
  readonly collections: ReadonlySet<string>
  /** Those the app has written to, as far as its own connection knows. */
  readonly written: ReadonlySet<string>
}

/** Those of this worker. Making a hundred collections takes longer than most tests. */
const left: Left[] = []
const writes: ReadonlySet<string> = new Set(['insert', 'update', 'delete', 'findAndModify', 'bulkWrite'])

export interface OwnDatabase {
  readonly name: string
  /** Brings it to where every test begins: all collections and indexes, no row. The driver must tell what it sends. */
  prepare(connection: Connection): Promise<void>
  /** To be called when nobody writes into it any more. */
  giveBack(): void
}

/** A database nobody else uses, on the server that global-setup started. */
export function takeDatabase(): OwnDatabase {
  const old = left.pop()
  const name = old?.name ?? `${process.env['LINLI_TEST_PREFIX'] ?? 'test_'}${randomBytes(6).toString('hex')}`
  const written = new Set<string>()
  let collections = old?.collections
  return {
    name,
    async prepare(connection) {
      const db = connection.getClient().db(connection.name)
      if (old) await empty(db, old)
      else {
        await createTestIndexes(connection, rawIndexes)
        collections = new Set(await collectionsOf(db))
      }
      connection.getClient().on('commandStarted', ({ commandName, command }: CommandStartedEvent) => {
        if (writes.has(commandName)) written.add(String(command[commandName]))
      })
    },
    giveBack() {
      if (collections) left.push({ name, collections, written })
    },
  }
}

const collectionsOf = async (db: Db): Promise<string[]> =>
  (await db.listCollections({}, { nameOnly: true }).toArray()).map((collection) => collection.name)

async function empty(db: Db, { collections, written }: Left): Promise<void> {
  const there = await collectionsOf(db)
  const known = there.filter((name) => collections.has(name))
  for (const name of there) if (!collections.has(name)) await db.dropCollection(name)
  await deleteAll(
    db,
    known.filter((name) => written.has(name)),
  )
  // Another process may have written too.
  if (Number((await db.stats())['objects']) > 0) await deleteAll(db, known)
}

async function deleteAll(db: Db, names: readonly string[]): Promise<void> {
  await Promise.all(names.map((name) => db.collection(name).deleteMany({})))
}
