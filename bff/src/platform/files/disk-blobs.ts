import { randomBytes } from 'node:crypto'
import { mkdir, open, readFile, rename, rm } from 'node:fs/promises'
import path from 'node:path'
import { assertBlobKey, type Blobs } from './blobs'

const isMissing = (error: unknown): boolean =>
  typeof error === 'object' && error !== null && 'code' in error && error.code === 'ENOENT'

/** Bytes in a folder, spread over 256 subfolders, readable by this user alone. */
export function createDiskBlobs(folder: string): Blobs {
  // The last characters of an id before its dot are its random ones; the first are the time and would fill one folder.
  const pathOf = (key: string): string => {
    assertBlobKey(key)
    const shelf = Buffer.from(key.slice(0, key.indexOf('.'))).reduce(
      (sum, byte) => (sum * 31 + byte) % 256,
      0,
    )
    return path.join(folder, shelf.toString(16).padStart(2, '0'), key)
  }

  return {
    async put(key, bytes) {
      const target = pathOf(key)
      await mkdir(path.dirname(target), { recursive: true, mode: 0o700 })
      // Written aside, flushed, then renamed: a reader or a crash never meets half a file.
      const aside = `${target}.${randomBytes(6).toString('hex')}`
      try {
        const handle = await open(aside, 'wx', 0o600)
        try {
          await handle.writeFile(bytes)
          await handle.sync()
        } finally {
          await handle.close()
        }
        await rename(aside, target)
      } catch (error) {
        await rm(aside, { force: true })
        throw error
      }
      await syncFolder(path.dirname(target))
    },
    async get(key) {
      try {
        return await readFile(pathOf(key))
      } catch (error) {
        if (isMissing(error)) return null
        throw error
      }
    },
    async part(key, start, end) {
      try {
        const handle = await open(pathOf(key))
        try {
          const bytes = Buffer.alloc(end - start + 1)
          const { bytesRead } = await handle.read(bytes, 0, bytes.length, start)
          return bytes.subarray(0, bytesRead)
        } finally {
          await handle.close()
        }
      } catch (error) {
        if (isMissing(error)) return null
        throw error
      }
    },
    async remove(key) {
      await rm(pathOf(key), { force: true })
    },
  }
}

/** The rename itself must reach the disk too. Windows cannot open folders and needs no such step. */
async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return
  const handle = await open(folder, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}
