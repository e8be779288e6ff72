import { writeXlsx } from '../../platform/sheets/xlsx-writer'
import type { SheetLine, WriteSheet } from './export-bundle'

const BATCH = 250

function* batchesOf(lines: readonly SheetLine[]): Generator<(string | number)[][]> {
  for (let start = 0; start < lines.length; start += BATCH)
    yield lines.slice(start, start + BATCH).map(({ kind, nth, name, value }) => [kind, nth, name, value])
}

/** The half of an export that a person opens: one sheet, every value on a line of its own. */
export const writeValuesSheet: WriteSheet = async (lines, now) => {
  const workbook = writeXlsx({
    name: '我的数据',
    columns: [
      { label: '类别', type: 'text', width: 24 },
      { label: '第几条', type: 'number', width: 10 },
      { label: '项目', type: 'text', width: 20 },
      { label: '内容', type: 'text', width: 60 },
    ],
    rows: batchesOf(lines),
    now,
  })
  const chunks: Uint8Array[] = []
  for await (const chunk of workbook) chunks.push(chunk as Uint8Array)
  return Buffer.concat(chunks)
}
