import { promisify } from 'node:util'
import { crc32 } from 'node:zlib'
import yauzl, { type Entry, type ZipFile } from 'yauzl'

/** Below this an entry may be as repetitive as it likes. */
const SMALL_BYTES = 8 * 1024 * 1024
/** Honest sheets shrink ten to thirty times, rows of nothing but formats up to two hundred times. */
const MOST_RATIO = 250

export type ZipFaultKind =
  /** No zip, cut off, changed inside, or an entry that is named outside the folder it is unpacked to. */
  | 'broken'
  /** With a password. */
  | 'locked'
  /** One name stands twice: one reader would see the first of them and another the second. */
  | 'twice'
  /** More entries or bytes than asked for, or shrunk like nothing honest. */
  | 'bomb'

/** A zip that is not read, with the entry it failed at where there is one. */
export class ZipFault extends Error {
  override readonly name = 'ZipFault'
  constructor(
    readonly kind: ZipFaultKind,
    readonly entry: string | null = null,
    options?: ErrorOptions,
  ) {
    super(`zip refused: ${kind}`, options)
  }
}

export interface ZipLimits {
  readonly entries: number
  /** All entries together, unpacked. */
  readonly bytes: number
}

export interface OpenZip {
  /** As the zip writes them, in its order; folders end with a slash. */
  readonly names: readonly string[]
  /**
   * The bytes of an entry, which are right only once it has come to its end: size and checksum are known then.
   * @throws ZipFault `broken`
   */
  read(name: string): AsyncIterable<Buffer>
  close(): void
}

/**
 * Opens a zip of strangers. What its entries say of their size is checked before anything is unpacked, and what they
 * really are while unpacking, so a bomb costs nothing.
 * @throws ZipFault
 */
export async function openZip(file: Buffer, limits: ZipLimits): Promise<OpenZip> {
  const zip = await opened(file)
  try {
    const entries = await entriesOf(zip, limits.entries)
    const bytes = [...entries.values()].reduce((sum, entry) => sum + entry.uncompressedSize, 0)
    if (bytes > limits.bytes) throw new ZipFault('bomb')
    const bomb = [...entries.values()].find(isBomb)
    if (bomb) throw new ZipFault('bomb', bomb.fileName)
    return {
      names: [...entries.keys()],
      read(name) {
        const entry = entries.get(name)
        if (!entry) throw new Error('no such entry')
        return bytesOf(zip, entry)
      },
      close: () => zip.close(),
    }
  } catch (error) {
    zip.close()
    throw error
  }
}

const isBomb = ({ uncompressedSize, compressedSize }: Entry): boolean =>
  uncompressedSize > SMALL_BYTES && uncompressedSize > compressedSize * MOST_RATIO

const openBuffer = promisify<Buffer, yauzl.Options, ZipFile>(yauzl.fromBuffer)

async function opened(file: Buffer): Promise<ZipFile> {
  try {
    return await openBuffer(file, { lazyEntries: true, autoClose: false, validateEntrySizes: true })
  } catch (cause) {
    // Kept as the cause, here and below: yauzl's sentences name places in the file and nothing of its content.
    throw new ZipFault('broken', null, { cause })
  }
}

async function entriesOf(zip: ZipFile, most: number): Promise<Map<string, Entry>> {
  const entries = new Map<string, Entry>()
  await new Promise<void>((resolve, reject) => {
    zip.on('entry', (entry: Entry) => {
      const { fileName } = entry
      if (entry.isEncrypted()) return reject(new ZipFault('locked', fileName))
      if (entries.has(fileName)) return reject(new ZipFault('twice', fileName))
      entries.set(fileName, entry)
      if (entries.size > most) return reject(new ZipFault('bomb'))
      zip.readEntry()
    })
    zip.once('end', resolve)
    zip.once('error', (cause: unknown) => reject(new ZipFault('broken', null, { cause })))
    zip.readEntry()
  })
  return entries
}

async function* bytesOf(zip: ZipFile, entry: Entry): AsyncGenerator<Buffer, void, void> {
  let sum = 0
  try {
    const stream = await zip.openReadStreamPromise(entry)
    try {
      // yauzl ends with an error where the bytes are more, or fewer, than was said. It leaves the checksum to its users.
      for await (const chunk of stream as AsyncIterable<Buffer>) {
        sum = crc32(chunk, sum)
        yield chunk
      }
    } finally {
      stream.destroy()
    }
  } catch (cause) {
    throw new ZipFault('broken', entry.fileName, { cause })
  }
  if (sum !== entry.crc32) throw new ZipFault('broken', entry.fileName)
}
