import { Readable } from 'node:stream'
import { shieldCell, writable } from './csv-cell'
import type { ColumnType, WrittenCell, WrittenSheet } from './sheet-columns'

/** Without it Excel reads UTF-8 as the system's own encoding. */
const BYTE_ORDER_MARK = '\ufeff'
const LINE_END = '\r\n'

/** RFC 4180; a cell of text can never be taken for a formula, a number keeps its sign. */
function cellText(cell: WrittenCell, type: ColumnType): string {
  if (cell === null) return ''
  const plain = writable(String(cell))
  const text = type === 'number' && typeof cell === 'number' ? plain : shieldCell(plain)
  // A first cell that begins with # would be taken for a note.
  return /[",\t;\r\n]|^#|^\s|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}

async function* linesOf({
  columns,
  rows,
  watermark,
  notes,
}: WrittenSheet): AsyncGenerator<string, void, void> {
  const line = (cells: readonly WrittenCell[], types: readonly ColumnType[]): string =>
    cells.map((cell, index) => cellText(cell, types[index] ?? 'text')).join(',') + LINE_END
  const texts: ColumnType[] = []
  yield (
    BYTE_ORDER_MARK +
    (watermark === undefined ? '' : line([watermark], texts)) +
    (notes?.lines ?? []).map((note) => `# ${writable(note).replace(/\s+/g, ' ')}${LINE_END}`).join('') +
    line(
      columns.map(({ label }) => label),
      texts,
    )
  )
  const types = columns.map(({ type }) => type)
  for await (const batch of rows) yield batch.map((row) => line(row, types)).join('')
}

/** UTF-8 with a byte order mark, written as it is read from. */
export const writeCsv = (sheet: WrittenSheet): Readable =>
  Readable.from(linesOf(sheet), { objectMode: false, encoding: 'utf8' })
