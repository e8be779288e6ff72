import type { Readable } from 'node:stream'
import { promisify } from 'node:util'
import yauzl, { type Entry, type ZipFile } from 'yauzl'
import { SheetFault } from './sheet'

const MOST_PARTS = 1_000
/** Below this a part may be as repetitive as it likes. */
const SMALL_BYTES = 8 * 1024 * 1024
/** Honest sheets shrink ten to thirty times, rows of nothing but formats up to two hundred times. */
const MOST_RATIO = 250

/** The parts of a workbook file. */
export interface XlsxPackage {
  /** The part as UTF-8 text, or null when there is none. */
  part(name: string): Promise<AsyncIterable<string> | null>
  close(): void
}

/**
 * Opens the zip a workbook is. What its parts say of their size is checked before anything is unpacked, and what
 * they really are while unpacking, so a bomb costs nothing.
 * @throws SheetFault `not_a_workbook`, `old_or_locked`, `bomb`
 */
export async function openPackage(file: Buffer, mostBytes: number): Promise<XlsxPackage> {
  if (isOld(file)) throw new SheetFault('old_or_locked')
  const zip = await openZip(file)
  try {
    const entries = await entriesOf(zip)
    const bytes = [...entries.values()].reduce((sum, entry) => sum + entry.uncompressedSize, 0)
    if (bytes > mostBytes || [...entries.values()].some(isBomb)) throw new SheetFault('bomb')
    return {
      async part(name) {
        const entry = entries.get(name.replace(/^\//, '').toLowerCase())
        return entry ? textOf(zip, entry) : null
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

/** The container of .xls, and of .xlsx with a password (MS-CFB §2.2). */
const isOld = (file: Buffer): boolean => file.toString('hex', 0, 4) === 'd0cf11e0'

const openBuffer = promisify<Buffer, yauzl.Options, ZipFile>(yauzl.fromBuffer)

async function openZip(file: Buffer): Promise<ZipFile> {
  try {
    return await openBuffer(file, { lazyEntries: true, autoClose: false, validateEntrySizes: true })
  } catch (error) {
    // Kept as the cause: yauzl's sentences name places in the file and nothing of its content.
    throw Object.assign(new SheetFault('not_a_workbook'), { cause: error })
  }
}

/** By name in small letters: some writers are careless about them. */
async function entriesOf(zip: ZipFile): Promise<Map<string, Entry>> {
  const entries = new Map<string, Entry>()
  await new Promise<void>((resolve, reject) => {
    zip.on('entry', (entry: Entry) => {
      if (entry.isEncrypted()) return reject(new SheetFault('old_or_locked'))
      entries.set(entry.fileName.toLowerCase(), entry)
      if (entries.size > MOST_PARTS) return reject(new SheetFault('bomb'))
      zip.readEntry()
    })
    zip.once('end', resolve)
    zip.once('error', (error: unknown) =>
      reject(Object.assign(new SheetFault('not_a_workbook'), { cause: error })),
    )
    zip.readEntry()
  })
  return entries
}

async function* textOf(zip: ZipFile, entry: Entry): AsyncGenerator<string, void, void> {
  const stream = await new Promise<Readable>((resolve, reject) => {
    zip.openReadStream(entry, (error, opened) => (error ? reject(error) : resolve(opened)))
  })
  stream.setEncoding('utf8')
  try {
    // yauzl ends with an error where the bytes are more, or fewer, than was said.
    for await (const chunk of stream as AsyncIterable<string>) yield chunk
  } catch (error) {
    throw Object.assign(new SheetFault('not_a_workbook'), { cause: error })
  } finally {
    stream.destroy()
  }
}
