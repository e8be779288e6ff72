/**
 * Where bytes live: a folder by default, an S3-compatible store by setting. Keys are random names made by the
 * server (`blb_….view`), never anything a person typed.
 */
export interface Blobs {
  /** Stores the bytes under the key; when it returns they survive a power cut. Overwrites. */
  put(key: string, bytes: Buffer, mime: string): Promise<void>
  /** The bytes, or null when there are none under this key. */
  get(key: string): Promise<Buffer | null>
  /** Those from `start` up to and with `end`, without reading the others; null when there are none under this key. */
  part(key: string, start: number, end: number): Promise<Buffer | null>
  /** Removes the bytes; no error when there are none. */
  remove(key: string): Promise<void>
}

/** Both stores refuse anything else, so that no key can ever walk out of its folder or bucket prefix. */
export function assertBlobKey(key: string): void {
  if (!/^[A-Za-z0-9_]{8,40}\.(view|thumb)$/.test(key)) throw new Error('not a blob key')
}
