import type { FileType } from '@linli/shared/files/files.rules'

const LONGEST_NAME = 80
/** Characters looked at: a part's header may hold 80 KB, and trimming a long run of blanks takes its length squared. */
const MOST_READ = 500

const extensions: Record<FileType, string> = {
  jpeg: 'jpg',
  png: 'png',
  webp: 'webp',
  pdf: 'pdf',
  xlsx: 'xlsx',
  mp4: 'mp4',
  m4a: 'm4a',
  csv: 'csv',
  ...{ mov: 'mov', 'webm-film': 'webm' },
  ...{ mp3: 'mp3', aac: 'aac', webm: 'webm' },
}

/** Control characters, and those that turn writing direction and so disguise an ending (`gpj.exe`). */
const invisible = /[\p{Cc}\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/gu

/**
 * The name people see: the last part of any path, without control characters, at most 80 characters, and always
 * with the ending of what the file really is. It is never used as a path.
 */
export function displayName(given: string, type: FileType): string {
  const last =
    [...given].slice(-MOST_READ).join('').normalize('NFC').replace(invisible, '').split(/[\\/]/).at(-1) ?? ''
  const stem = last
    .replace(/\.[^.]*$/, '')
    .replace(/[<>:"|?*]/g, '')
    .replace(/^[.\s]+|[.\s]+$/g, '')
  const shown = [...stem].slice(0, LONGEST_NAME).join('') || '文件'
  return `${shown}.${extensions[type]}`
}
