import { StringDecoder } from 'node:string_decoder'
import { openZip, ZipFault, type OpenZip, type ZipFaultKind } from '../zip-reader'
import { SheetFault, type SheetFaultCode } from './sheet'

const MOST_PARTS = 1_000

/** The parts of a workbook file. */
export interface XlsxPackage {
  /** The part as UTF-8 text, or null when there is none. */
  part(name: string): AsyncIterable<string> | null
  close(): void
}

/**
 * Opens the zip a workbook is.
 * @throws SheetFault `not_a_workbook`, `old_or_locked`, `bomb`
 */
export async function openPackage(file: Buffer, mostBytes: number): Promise<XlsxPackage> {
  if (isOld(file)) throw new SheetFault('old_or_locked')
  const zip = await openZip(file, { entries: MOST_PARTS, bytes: mostBytes }).catch(asSheetFault)
  // By name in small letters: some writers are careless about them.
  const names = new Map(zip.names.map((name) => [name.toLowerCase(), name]))
  return {
    part(name) {
      const entry = names.get(name.replace(/^\//, '').toLowerCase())
      return entry === undefined ? null : textOf(zip, entry)
    },
    close: () => zip.close(),
  }
}

/** The container of .xls, and of .xlsx with a password (MS-CFB §2.2). */
const isOld = (file: Buffer): boolean => file.toString('hex', 0, 4) === 'd0cf11e0'

const codes: Readonly<Record<ZipFaultKind, SheetFaultCode>> = {
  broken: 'not_a_workbook',
  twice: 'not_a_workbook',
  locked: 'old_or_locked',
  bomb: 'bomb',
}

function asSheetFault(error: unknown): never {
  if (error instanceof ZipFault) throw Object.assign(new SheetFault(codes[error.kind]), { cause: error })
  throw error
}

async function* textOf(zip: OpenZip, name: string): AsyncGenerator<string, void, void> {
  // A letter may be split between two chunks.
  const decoder = new StringDecoder('utf8')
  try {
    for await (const chunk of zip.read(name)) yield decoder.write(chunk)
    yield decoder.end()
  } catch (error) {
    asSheetFault(error)
  }
}
