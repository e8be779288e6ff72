import { createWriteStream } from 'node:fs'
import { mkdir, readdir, rename, rm, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { Connection, mongo } from 'mongoose'
import type { Clock } from '../clock'
import type { Blobs } from '../files/blobs'
import { StartupError } from '../startup-error'
import {
  COLLECTIONS,
  createTally,
  FILES,
  isLeftOut,
  MANIFEST,
  type BackupManifest,
  type CollectionEntry,
} from './backup-format'

const BATCH = 500

interface StoredFile {
  readonly blobKey: string
  readonly kind: string
  readonly mime: string
}

/**
 * Writes a consistent copy while Linli runs: all collections as one moment saw them (a snapshot transaction), then
 * the files that moment knew. Files never change and leave at the earliest a day after they lost their owner, so
 * those copied later are those of the moment.
 *
 * MongoDB ends a transaction after 60 s (`transactionLifetimeLimitSeconds`); a database too large for that is
 * backed up with mongodump or the snapshots of its hosting (docs/deployment.md).
 * @throws StartupError when the folder is there and not empty
 */
export async function writeBackup(deps: {
  connection: Connection
  blobs: Blobs
  clock: Clock
  keyIds: readonly string[]
  folder: string
}): Promise<BackupManifest> {
  const { connection, folder } = deps
  await refuseUsedFolder(folder)
  // Named when it is whole: what a broken run leaves behind cannot be taken for a backup.
  const aside = `${path.resolve(folder)}.partial`
  await rm(aside, { recursive: true, force: true })
  await mkdir(path.join(aside, COLLECTIONS), { recursive: true, mode: 0o700 })
  await mkdir(path.join(aside, FILES), { mode: 0o700 })

  const madeAt = deps.clock.now().toISOString()
  const { collections, files } = await copyCollections(connection, path.join(aside, COLLECTIONS))
  const copied = await copyFiles(deps.blobs, files, path.join(aside, FILES))
  const manifest: BackupManifest = { format: 1, madeAt, keyIds: [...deps.keyIds], collections, ...copied }
  await writeFile(path.join(aside, MANIFEST), `${JSON.stringify(manifest, null, 2)}\n`, { mode: 0o600 })
  await rm(folder, { recursive: true, force: true })
  await rename(aside, folder)
  return manifest
}

async function refuseUsedFolder(folder: string): Promise<void> {
  const present = await readdir(folder).catch(() => [])
  if (present.length > 0) throw new StartupError(`文件夹 ${folder} 里已有内容：请换一个新文件夹存放备份。`)
}

async function copyCollections(
  connection: Connection,
  folder: string,
): Promise<{ collections: CollectionEntry[]; files: StoredFile[] }> {
  const client = connection.getClient()
  const db = client.db(connection.name)
  // A transaction may not list collections, so the names come first; one made in between is empty at the snapshot.
  const names = (await db.listCollections({}, { nameOnly: true }).toArray())
    .map(({ name }) => name)
    .filter((name) => !isLeftOut(name))
    .sort()
  const session = client.startSession()
  try {
    session.startTransaction({ readConcern: { level: 'snapshot' } })
    const collections: CollectionEntry[] = []
    for (const name of names) {
      const entry = await copyCollection(db.collection(name), session, path.join(folder, `${name}.bson`))
      collections.push({ name, ...entry })
    }
    const files = await db
      .collection<StoredFile>('files')
      .find(
        { status: { $in: ['fresh', 'claimed', 'released'] } },
        { session, projection: { _id: 0, blobKey: 1, kind: 1, mime: 1 } },
      )
      .toArray()
    await session.commitTransaction()
    return { collections, files }
  } finally {
    await session.endSession()
  }
}

async function copyCollection(
  collection: mongo.Collection,
  session: mongo.ClientSession,
  target: string,
): Promise<Omit<CollectionEntry, 'name'>> {
  const tally = createTally()
  const cursor = collection.find({}, { session, raw: true, batchSize: BATCH }).sort({ _id: 1 })
  async function* documents(): AsyncGenerator<Uint8Array> {
    // With `raw` the driver hands over each document's own bytes.
    for await (const document of cursor as AsyncIterable<unknown>) {
      const bytes = document as Uint8Array
      tally.add(bytes)
      yield bytes
    }
  }
  await pipeline(Readable.from(documents(), { objectMode: true }), createWriteStream(target, { mode: 0o600 }))
  return tally.result()
}

async function copyFiles(
  blobs: Blobs,
  stored: readonly StoredFile[],
  folder: string,
): Promise<Pick<BackupManifest, 'files' | 'missingFiles'>> {
  const files: BackupManifest['files'] = []
  const missingFiles: string[] = []
  for (const { blobKey, kind, mime } of stored) {
    const parts =
      kind === 'image'
        ? ([
            ['view', mime],
            ['thumb', 'image/webp'],
          ] as const)
        : ([['view', mime]] as const)
    for (const [variant, type] of parts) {
      const key = `${blobKey}.${variant}`
      const bytes = await blobs.get(key)
      if (!bytes) {
        missingFiles.push(key)
        continue
      }
      await writeFile(path.join(folder, key), bytes, { mode: 0o600 })
      const tally = createTally()
      tally.add(bytes)
      const { sha256 } = tally.result()
      files.push({ key, mime: type, bytes: bytes.length, sha256 })
    }
  }
  return { files, missingFiles }
}
