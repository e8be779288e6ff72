import type { Readable } from 'node:stream'
import { writeCsv } from './csv-writer'
import type { SheetFormat } from './sheet'
import type { WrittenSheet } from './sheet-columns'
import { writeXlsx } from './xlsx-writer'

const mimes: Record<SheetFormat, string> = {
  csv: 'text/csv; charset=utf-8',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
}

/** A file that is made while it is sent. */
export interface WrittenFile {
  readonly stream: Readable
  readonly mime: string
  /** With the ending of its format. */
  readonly name: string
}

/** Writes a sheet in either format, called `title`. */
export const writeSheet = (title: string, format: SheetFormat, sheet: WrittenSheet): WrittenFile => ({
  stream: format === 'csv' ? writeCsv(sheet) : writeXlsx(sheet),
  mime: mimes[format],
  name: `${title}.${format}`,
})
