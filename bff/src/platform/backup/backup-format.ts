import { createHash } from 'node:crypto'
import * as z from 'zod/mini'

/**
 * A backup is a folder: `manifest.json`, one `collections/<name>.bson` per collection (documents one after
 * another in the order of `_id`, the format mongorestore also reads), and `files/<key>` with the bytes of photos
 * and documents. Keys are not in it (docs/security.md).
 */
export const backupManifest = z.strictObject({
  format: z.literal(1),
  madeAt: z.iso.datetime(),
  /** Names of the secrets that open the sealed fields, newest first. */
  keyIds: z.array(z.string()),
  collections: z.array(
    z.strictObject({
      name: z.string().check(z.regex(/^[a-z][a-z0-9_-]*$/i)),
      count: z.number(),
      bytes: z.number(),
      sha256: z.string(),
    }),
  ),
  files: z.array(
    z.strictObject({ key: z.string(), mime: z.string(), bytes: z.number(), sha256: z.string() }),
  ),
  /** Keys of files whose row was there and whose bytes were not. */
  missingFiles: z.array(z.string()),
})

export type BackupManifest = z.infer<typeof backupManifest>
export type CollectionEntry = BackupManifest['collections'][number]

export const MANIFEST = 'manifest.json'
export const COLLECTIONS = 'collections'
export const FILES = 'files'

/** What is made anew by itself and would only mislead in another deployment. */
export const isLeftOut = (collection: string): boolean =>
  collection.startsWith('system.') || ['rate_limits', 'jobs', 'wechat_tokens'].includes(collection)

/** Counts, measures and hashes what passes by. */
export function createTally(): {
  add(bytes: Uint8Array): void
  result(): { count: number; bytes: number; sha256: string }
} {
  const hash = createHash('sha256')
  let count = 0
  let total = 0
  return {
    add(bytes) {
      hash.update(bytes)
      count += 1
      total += bytes.length
    },
    result: () => ({ count, bytes: total, sha256: hash.digest('hex') }),
  }
}
