import { SheetFault } from './sheet'

export type CsvEncoding = 'utf-8' | 'gb18030'

/** Enough to hold every header, whatever notes stand before it. */
const HEAD_BYTES = 64 * 1024

/**
 * Which of the two encodings a text file is written in. A byte order mark decides. Without one, an encoding in which
 * some byte is impossible is out; where both fit, the one in which an expected word appears, else UTF-8: a text of a
 * few characters can be right in both, and then only what it says tells.
 * @throws SheetFault `utf16`, `encoding`, `empty`
 */
export function encodingOf(file: Buffer, words: readonly string[]): CsvEncoding {
  const head = file.subarray(0, HEAD_BYTES)
  if (head.length === 0) throw new SheetFault('empty')
  const mark = head.toString('latin1', 0, 2)
  if (mark === '\xff\xfe' || mark === '\xfe\xff') throw new SheetFault('utf16')
  const isMarked = head.toString('latin1', 0, 3) === '\xef\xbb\xbf'
  if (fits(file, 'utf-8')) {
    const isPlain = isMarked || head.every((byte) => byte < 0x80)
    if (isPlain || says(head, 'utf-8', words) || !says(head, 'gb18030', words)) return 'utf-8'
    return fits(file, 'gb18030') ? 'gb18030' : 'utf-8'
  }
  if (!isMarked && fits(file, 'gb18030')) return 'gb18030'
  throw new SheetFault('encoding')
}

const says = (head: Buffer, encoding: CsvEncoding, words: readonly string[]): boolean => {
  const text = new TextDecoder(encoding).decode(head)
  return words.some((word) => text.includes(word))
}

/** Whether every byte of the file is possible, told piece by piece so that the whole text is never held. */
function fits(file: Buffer, encoding: CsvEncoding): boolean {
  // A text has no zero bytes, and what follows one may hide from whoever looks at the file.
  if (file.includes(0)) return false
  const decoder = new TextDecoder(encoding, { fatal: true })
  try {
    for (const piece of piecesOf(file)) decoder.decode(piece, { stream: true })
    decoder.decode()
    return true
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ERR_ENCODING_INVALID_ENCODED_DATA') return false
    throw error
  }
}

function* piecesOf(file: Buffer): Generator<Buffer, void, void> {
  for (let at = 0; at < file.length; at += HEAD_BYTES) yield file.subarray(at, at + HEAD_BYTES)
}

/**
 * The file as text, without its byte order mark and with one sign for every line break, so that lines are counted as
 * people count them. Characters that lie across two chunks stay whole.
 */
export function* textOf(file: Buffer, encoding: CsvEncoding): Generator<string, void, void> {
  const decoder = new TextDecoder(encoding)
  let held = ''
  for (const chunk of piecesOf(file)) {
    const text = held + decoder.decode(chunk, { stream: true })
    // Its second half may come with the next chunk.
    held = text.endsWith('\r') ? '\r' : ''
    yield withOneBreak(held === '' ? text : text.slice(0, -1))
  }
  yield withOneBreak(held + decoder.decode())
}

const withOneBreak = (text: string): string => text.replace(/\r\n?/g, '\n')
