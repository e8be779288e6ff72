import type { FileType } from '@linli/shared/files/files.rules'

export interface Sniffed {
  readonly type: FileType
  readonly mime: string
}

const mimes: Record<FileType, string> = {
  jpeg: 'image/jpeg',
  png: 'image/png',
  webp: 'image/webp',
  pdf: 'application/pdf',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  mp4: 'video/mp4',
  m4a: 'audio/mp4',
  csv: 'text/csv',
  mp3: 'audio/mpeg',
  aac: 'audio/aac',
  webm: 'audio/webm',
  mov: 'video/quicktime',
  'webm-film': 'video/webm',
}

const isoMediaBrands: Readonly<Record<string, FileType>> = {
  isom: 'mp4',
  iso2: 'mp4',
  iso5: 'mp4',
  iso6: 'mp4',
  mp41: 'mp4',
  mp42: 'mp4',
  avc1: 'mp4',
  'M4V ': 'mp4',
  'qt  ': 'mov',
  'M4A ': 'm4a',
  'M4B ': 'm4a',
}

/**
 * Names the type from the first bytes, whatever the file is called. Null for anything not on the list.
 * This only chooses the way on: images are proven by decoding, documents are only ever handed out as downloads.
 */
export function sniff(bytes: Buffer): Sniffed | null {
  const type = typeOf(bytes)
  return type && { type, mime: mimes[type] }
}

const TEXT_HEAD_BYTES = 4096

/**
 * Whether the bytes may be a text of rows; asked only where such a text is expected, since text has no signature. What
 * spreadsheet programs call Unicode text passes too, so that its reader can say what it is.
 */
export function sniffText(bytes: Buffer): Sniffed | null {
  const head = bytes.subarray(0, TEXT_HEAD_BYTES)
  const isWide = head.toString('hex', 0, 2) === 'fffe' || head.toString('hex', 0, 2) === 'feff'
  // Control characters other than tabs and line ends stand in no text.
  const isText = head.every((byte) => byte >= 32 || byte === 9 || byte === 10 || byte === 13)
  return bytes.length > 0 && (isWide || isText) ? { type: 'csv', mime: mimes.csv } : null
}

function typeOf(bytes: Buffer): FileType | null {
  const ascii = (start: number, end: number): string => bytes.toString('latin1', start, end)
  if (bytes.length < 16) return null
  if (bytes.readUIntBE(0, 3) === 0xff_d8_ff) return 'jpeg'
  if (ascii(0, 8) === '\x89PNG\r\n\x1a\n') return 'png'
  if (ascii(0, 4) === 'RIFF' && ascii(8, 12) === 'WEBP') return 'webp'
  if (ascii(0, 5) === '%PDF-') return 'pdf'
  if (ascii(4, 8) === 'ftyp') return isoMedia(bytes)
  if (ascii(0, 3) === 'ID3') return 'mp3'
  // MPEG audio begins each frame with eleven ones; the layer bits are 00 in AAC (ISO 13818-7), 01 in MP3 (ISO 11172-3).
  if (bytes[0] === 0xff && ((bytes[1] ?? 0) & 0xf6) === 0xf0) return 'aac'
  if (bytes[0] === 0xff && ((bytes[1] ?? 0) & 0xe6) === 0xe2) return 'mp3'
  if (bytes.readUInt32BE(0) === 0x1a_45_df_a3) return webm(bytes)
  if (ascii(0, 4) === 'PK\x03\x04') return isSpreadsheet(bytes) ? 'xlsx' : null
  return null
}

/** Recorders of browsers call a sound by a brand of films; it is one when no track of it shows anything. */
function isoMedia(bytes: Buffer): FileType | null {
  const type = isoMediaBrands[bytes.toString('latin1', 8, 12)] ?? null
  const handles = (kind: 'soun' | 'vide'): boolean =>
    bytes.includes(`hdlr\0\0\0\0\0\0\0\0${kind}`, 0, 'latin1')
  return type === 'mp4' && handles('soun') && !handles('vide') ? 'm4a' : type
}

/** Matroska's codec names begin with the kind of their track (Matroska codec registry): sound alone, or a picture too. */
function webm(bytes: Buffer): FileType | null {
  const head = bytes.subarray(0, TEXT_HEAD_BYTES)
  if (!head.includes('webm')) return null
  const codecs = head.toString('latin1')
  if (/V_(VP8|VP9|AV1)/.test(codecs)) return 'webm-film'
  return /A_(OPUS|VORBIS)/.test(codecs) && !/V_[A-Z]/.test(codecs) ? 'webm' : null
}

/** A workbook is a zip whose directory lists the content types part and a workbook part, and no macros. */
function isSpreadsheet(bytes: Buffer): boolean {
  const names = zipNames(bytes)
  return (
    names.includes('[Content_Types].xml') &&
    names.includes('xl/workbook.xml') &&
    !names.some((name) => name.toLowerCase().endsWith('vbaproject.bin'))
  )
}

const END_RECORD_BYTES = 22
const LONGEST_COMMENT = 65_535
const MOST_ENTRIES = 1000

/** Entry names from the zip's central directory (APPNOTE 6.3.10 §4.3.12, §4.3.16); empty when it is not whole. */
function zipNames(bytes: Buffer): string[] {
  const from = Math.max(0, bytes.length - END_RECORD_BYTES - LONGEST_COMMENT)
  const end = bytes.lastIndexOf('PK\x05\x06', undefined, 'latin1')
  if (end < from || end + END_RECORD_BYTES > bytes.length) return []
  const count = bytes.readUInt16LE(end + 10)
  let at = bytes.readUInt32LE(end + 16)
  const names: string[] = []
  for (let index = 0; index < Math.min(count, MOST_ENTRIES); index += 1) {
    if (at + 46 > bytes.length || bytes.toString('latin1', at, at + 4) !== 'PK\x01\x02') return []
    const nameLength = bytes.readUInt16LE(at + 28)
    names.push(bytes.toString('utf8', at + 46, at + 46 + nameLength))
    at += 46 + nameLength + bytes.readUInt16LE(at + 30) + bytes.readUInt16LE(at + 32)
  }
  return names
}
