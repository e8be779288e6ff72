import { openZip, ZipFault } from './zip-reader'

/** Why a ZIP cannot be read; the message is one sentence that names the entry. */
export class UnzipError extends Error {
  override readonly name = 'UnzipError'
}

/** The board of the largest roll is a tenth of it; a file made to fill the memory stops here. */
const LIMITS = { entries: 1_000, bytes: 256 * 1024 * 1024 }

/**
 * The files of a ZIP by name, folders left out.
 * @throws UnzipError for what is no such archive, is cut off, holds an entry twice, outside its folder or with a wrong
 *   checksum, or is a bomb
 */
export async function unzip(file: Buffer): Promise<Map<string, Buffer>> {
  try {
    const zip = await openZip(file, LIMITS)
    try {
      const files = new Map<string, Buffer>()
      for (const name of zip.names) if (!name.endsWith('/')) files.set(name, await whole(zip.read(name)))
      return files
    } finally {
      zip.close()
    }
  } catch (error) {
    if (error instanceof ZipFault) throw new UnzipError(sentenceOf(error), { cause: error })
    throw error
  }
}

async function whole(bytes: AsyncIterable<Buffer>): Promise<Buffer> {
  const chunks: Buffer[] = []
  for await (const chunk of bytes) chunks.push(chunk)
  return Buffer.concat(chunks)
}

function sentenceOf({ kind, entry }: ZipFault): string {
  if (kind === 'twice') return `压缩包里 ${entry ?? ''} 有两份`
  if (kind === 'locked') return `压缩包里 ${entry ?? ''} 加了密码`
  if (kind === 'bomb') return '压缩包解开后太大，没有解开'
  if (entry === null) return '这个文件不是完整的压缩包，或者目录是坏的'
  return `压缩包里 ${entry} 的大小或校验码不对，文件坏了`
}
