import type { Connection } from 'mongoose'
import { ensureIndexes, wantedIndexes, type RawIndexes } from '../src/platform/mongo-indexes'

/**
 * Creates the indexes of every model compiled so far, those that let rows expire without their expiry. The server
 * counts it by its own clock, and the clock of a test stands on a day of its choice: a sweep of the server would
 * take rows away (the key of a submission, say) that the test holds to be fresh.
 */
export async function createTestIndexes(
  connection: Connection,
  raw: readonly RawIndexes[] = [],
): Promise<void> {
  const db = connection.getClient().db(connection.name)
  for (const { collection, name, key, options } of wantedIndexes(connection, raw)) {
    const { expireAfterSeconds, ...lasting } = options
    if (expireAfterSeconds !== undefined)
      await db.collection(collection).createIndex(key, { ...lasting, name })
  }
  await ensureIndexes(connection, raw)
}
