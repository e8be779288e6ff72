import { crc32, inflateRawSync } from 'node:zlib'

/** Why a ZIP cannot be read; the message is one sentence that names the entry. */
export class UnzipError extends Error {
  override readonly name = 'UnzipError'
}

const END = 0x06054b50
const ENTRY = 0x02014b50
const END_BYTES = 22
const ENTRY_BYTES = 46
const LOCAL_BYTES = 30
const STORED = 0
const DEFLATED = 8
/** One entry unpacked: the board of the largest roll is a tenth of it, and a file made to fill the memory stops here. */
const MOST_BYTES = 256 * 1024 * 1024

/**
 * The files of a ZIP by name, folders left out: as much of the format as archives of documents need (APPNOTE 4.3.7,
 * 4.3.12 and 4.3.16; neither ZIP64 nor encryption).
 * @throws UnzipError for what is no such archive, is cut off, or holds an entry twice or with a wrong checksum
 */
export function unzip(zip: Buffer): Map<string, Buffer> {
  try {
    return entriesOf(zip)
  } catch (error) {
    // A length that points past the end of the file.
    if (error instanceof RangeError) throw new UnzipError('压缩包不完整', { cause: error })
    throw error
  }
}

function entriesOf(zip: Buffer): Map<string, Buffer> {
  const end = endOf(zip)
  const files = new Map<string, Buffer>()
  let at = zip.readUInt32LE(end + 16)
  for (let left = zip.readUInt16LE(end + 10); left > 0; left -= 1) {
    if (zip.readUInt32LE(at) !== ENTRY) throw new UnzipError('压缩包的目录是坏的')
    const nameBytes = zip.readUInt16LE(at + 28)
    const name = zip.subarray(at + ENTRY_BYTES, at + ENTRY_BYTES + nameBytes).toString('utf8')
    if (files.has(name)) throw new UnzipError(`压缩包里 ${name} 有两份`)
    if (!name.endsWith('/')) files.set(name, contentOf(zip, at, name))
    at += ENTRY_BYTES + nameBytes + zip.readUInt16LE(at + 30) + zip.readUInt16LE(at + 32)
  }
  return files
}

/** Where the directory's end stands: the last thing in the file, before a comment of at most 65,535 bytes. */
function endOf(zip: Buffer): number {
  for (let at = zip.length - END_BYTES; at >= Math.max(0, zip.length - END_BYTES - 0xffff); at -= 1)
    if (zip.readUInt32LE(at) === END) return at
  throw new UnzipError('这个文件不是完整的压缩包')
}

function contentOf(zip: Buffer, entry: number, name: string): Buffer {
  const method = zip.readUInt16LE(entry + 10)
  const packedBytes = zip.readUInt32LE(entry + 20)
  const local = zip.readUInt32LE(entry + 42)
  const start = local + LOCAL_BYTES + zip.readUInt16LE(local + 26) + zip.readUInt16LE(local + 28)
  const packed = zip.subarray(start, start + packedBytes)
  if (method !== STORED && method !== DEFLATED) throw new UnzipError(`${name} 的压缩方法不认识`)
  const bytes = method === STORED ? packed : inflated(packed, name)
  if (bytes.length !== zip.readUInt32LE(entry + 24) || crc32(bytes) !== zip.readUInt32LE(entry + 16))
    throw new UnzipError(`${name} 的校验码不对，文件坏了`)
  return bytes
}

function inflated(packed: Buffer, name: string): Buffer {
  try {
    return inflateRawSync(packed, { maxOutputLength: MOST_BYTES })
  } catch (error) {
    throw new UnzipError(`${name} 解不开`, { cause: error })
  }
}
