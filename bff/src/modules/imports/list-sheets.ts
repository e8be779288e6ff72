import { columnsOf, notesOf } from '@linli/shared/imports/imports.columns'
import {
  importKindLabel,
  NOTES_SHEET,
  REASON_COLUMN,
  type ImportKind,
} from '@linli/shared/imports/imports.kinds'
import type { SheetFormat } from '../../platform/sheets/sheet'
import type { WrittenCell, WrittenColumn } from '../../platform/sheets/sheet-columns'
import { writeSheet, type WrittenFile } from '../../platform/sheets/sheet-writer'
import type { Slice } from './import-slices.repository'
import { sampleRows, type SampleKind } from './sample-lists'

/** The columns of a kind as sheets are written. */
export const writtenColumns = (kind: ImportKind): WrittenColumn[] =>
  columnsOf(kind).map(([, { label, type, width, choices }]) => ({
    ...{ label, type },
    ...(width !== undefined && { width }),
    ...(choices && { choices }),
  }))

/** An empty list with one row as an example, and what each column means. */
export function templateFile(kind: ImportKind, format: SheetFormat, now: Date): WrittenFile {
  const example = columnsOf(kind).map(([, { example: text, type }]): WrittenCell =>
    type === 'number' ? Number(text) : text,
  )
  return writeSheet(`${importKindLabel[kind]}导入模板`, format, {
    name: importKindLabel[kind],
    columns: writtenColumns(kind),
    rows: [[example]],
    notes: { name: NOTES_SHEET, lines: notesOf(kind) },
    now,
  })
}

/** A list of fictional rows in the columns of its template, to be tried out in the demo. */
export function sampleFile(kind: SampleKind, format: SheetFormat, now: Date): WrittenFile {
  const columns = columnsOf(kind)
  return writeSheet(`${importKindLabel[kind]}示例名册`, format, {
    name: importKindLabel[kind],
    columns: writtenColumns(kind),
    rows: [
      sampleRows[kind].map((row) =>
        columns.map(([key, { type }]): WrittenCell => {
          const text = row[key] ?? ''
          return type === 'number' && text !== '' ? Number(text) : text
        }),
      ),
    ],
    notes: { name: NOTES_SHEET, lines: notesOf(kind) },
    now,
  })
}

/**
 * The rows that were not brought in, as they came, each with everything that is wrong with it: to be corrected and
 * sent again as it is.
 */
export function rejectsFile(
  kind: ImportKind,
  format: SheetFormat,
  slices: AsyncIterable<Slice>,
  now: Date,
): WrittenFile {
  const labels = new Map(columnsOf(kind).map(([key, { label }]) => [key, label]))
  async function* rows() {
    for await (const { entries, problems } of slices)
      yield entries.flatMap(({ texts, line }, index): WrittenCell[][] => {
        const own = problems.filter(({ row }) => row === index)
        if (own.length === 0) return []
        const reasons = own.map(({ column, reason }) =>
          column === null ? reason : `${labels.get(column) ?? ''}：${reason}`,
        )
        return [[...texts, `原第 ${line} 行。${reasons.join('；')}`]]
      })
  }
  return writeSheet(`${importKindLabel[kind]}未导入`, format, {
    name: importKindLabel[kind],
    columns: [
      // As they came: a wrong day or number is kept letter by letter.
      ...writtenColumns(kind).map((column) => ({ ...column, type: 'text' as const })),
      { label: REASON_COLUMN, type: 'text', width: 60 },
    ],
    rows: rows(),
    now,
  })
}
