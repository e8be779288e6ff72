import { createReadStream } from 'node:fs'
import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { mongo, type Connection } from 'mongoose'
import { assertBlobKey, type Blobs } from '../files/blobs'
import { StartupError } from '../startup-error'
import {
  backupManifest,
  COLLECTIONS,
  createTally,
  FILES,
  isLeftOut,
  MANIFEST,
  type BackupManifest,
  type CollectionEntry,
} from './backup-format'

const BATCH = 500
/** BSON's own limit for one document. */
const LARGEST_DOCUMENT = 16 * 1024 * 1024

/** Reads and checks a backup's list of contents. Throws {@link StartupError} when there is none or it is of another format. */
export async function readManifest(folder: string): Promise<BackupManifest> {
  try {
    return backupManifest.parse(JSON.parse(await readFile(path.join(folder, MANIFEST), 'utf8')))
  } catch (error) {
    throw new StartupError(`${folder} 不是完整的备份：读不到 ${MANIFEST}，或格式不对。`, { cause: error })
  }
}

/**
 * Puts a backup into an empty database and file store, then reads everything back and compares counts and hashes.
 * `keyIds` are the secrets of this deployment: without the one the backup was sealed with, phones and identities
 * in it could never be read again. Indexes are the caller's (`db:indexes`).
 * @throws StartupError when the backup is damaged, its key is not here, the database is not empty, or what was
 *   restored differs from the backup
 */
export async function restoreBackup(deps: {
  connection: Connection
  blobs: Blobs
  keyIds: readonly string[]
  folder: string
}): Promise<BackupManifest> {
  const { connection, blobs, keyIds, folder } = deps
  const manifest = await readManifest(folder)
  const [keyId] = manifest.keyIds
  if (keyId !== undefined && !keyIds.includes(keyId)) {
    throw new StartupError(
      '这份备份是用另一把密钥加密的：请先把原来的 LINLI_SECRET（或数据文件夹里的 secret 文件）放回来，再恢复。',
    )
  }
  await refuseUsedDatabase(connection)
  // Everything is checked before the first write, so that a damaged backup leaves the database empty.
  for (const entry of manifest.collections) await checkCollection(folder, entry)
  for (const entry of manifest.files) await readBackupFile(folder, entry)

  for (const entry of manifest.collections) await insertCollection(connection, folder, entry)
  for (const entry of manifest.files)
    await blobs.put(entry.key, await readBackupFile(folder, entry), entry.mime)

  for (const entry of manifest.collections) await compareCollection(connection, entry)
  for (const { key, bytes } of manifest.files) {
    if ((await blobs.get(key))?.length !== bytes) throw new StartupError(`文件 ${key} 恢复后和备份不一致。`)
  }
  return manifest
}

const databaseOf = (connection: Connection) => connection.getClient().db(connection.name)

async function refuseUsedDatabase(connection: Connection): Promise<void> {
  const db = databaseOf(connection)
  for (const { name } of await db.listCollections({}, { nameOnly: true }).toArray()) {
    if (isLeftOut(name)) continue
    if ((await db.collection(name).findOne({}, { projection: { _id: 1 } })) !== null) {
      throw new StartupError(`数据库里已有数据（${name}）：只能恢复到空的数据库，请换一个。`)
    }
  }
}

const damaged = (name: string): StartupError => new StartupError(`备份已损坏：${name} 和清单不一致。`)

const fileOf = (folder: string, name: string): string => path.join(folder, COLLECTIONS, `${name}.bson`)

/** The documents of a BSON file, one after another: each begins with its own length (bsonspec.org). */
async function* documentsIn(file: string): AsyncGenerator<Buffer> {
  let rest: Buffer = Buffer.alloc(0)
  for await (const chunk of createReadStream(file) as AsyncIterable<Buffer>) {
    rest = rest.length === 0 ? chunk : Buffer.concat([rest, chunk])
    while (rest.length >= 4) {
      const length = rest.readInt32LE(0)
      if (length < 5 || length > LARGEST_DOCUMENT) throw damaged(path.basename(file))
      if (rest.length < length) break
      yield rest.subarray(0, length)
      rest = rest.subarray(length)
    }
  }
  if (rest.length > 0) throw damaged(path.basename(file))
}

const agrees = (entry: CollectionEntry, found: Omit<CollectionEntry, 'name'>): boolean =>
  entry.count === found.count && entry.bytes === found.bytes && entry.sha256 === found.sha256

async function checkCollection(folder: string, entry: CollectionEntry): Promise<void> {
  const tally = createTally()
  try {
    for await (const document of documentsIn(fileOf(folder, entry.name))) tally.add(document)
  } catch (error) {
    throw error instanceof StartupError ? error : damaged(entry.name)
  }
  if (!agrees(entry, tally.result())) throw damaged(entry.name)
}

async function readBackupFile(folder: string, entry: BackupManifest['files'][number]): Promise<Buffer> {
  // The manifest is input like any other: a key that is no key must not become a path.
  assertBlobKey(entry.key)
  const bytes = await readFile(path.join(folder, FILES, entry.key)).catch(() => {
    throw damaged(entry.key)
  })
  const tally = createTally()
  tally.add(bytes)
  if (tally.result().sha256 !== entry.sha256) throw damaged(entry.key)
  return bytes
}

async function insertCollection(
  connection: Connection,
  folder: string,
  entry: CollectionEntry,
): Promise<void> {
  const collection = databaseOf(connection).collection(entry.name)
  let batch: mongo.Document[] = []
  const flush = async (): Promise<void> => {
    if (batch.length > 0) await collection.insertMany(batch, { ordered: true })
    batch = []
  }
  for await (const document of documentsIn(fileOf(folder, entry.name))) {
    // Without promotion every number keeps its type, so that the bytes that go in are the bytes that came out.
    batch.push(mongo.BSON.deserialize(document, { promoteValues: false, bsonRegExp: true }))
    if (batch.length >= BATCH) await flush()
  }
  await flush()
}

async function compareCollection(connection: Connection, entry: CollectionEntry): Promise<void> {
  const tally = createTally()
  const cursor = databaseOf(connection)
    .collection(entry.name)
    .find({}, { raw: true, batchSize: BATCH })
    .sort({ _id: 1 })
  for await (const document of cursor as AsyncIterable<unknown>) tally.add(document as Uint8Array)
  if (!agrees(entry, tally.result())) {
    throw new StartupError(`集合 ${entry.name} 恢复后和备份不一致：请清空数据库再试一次。`)
  }
}
