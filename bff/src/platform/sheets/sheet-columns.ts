/** What a column holds: text is kept as it is written (phones, numbers of papers), days are days. */
export type ColumnType = 'text' | 'number' | 'day'

export interface WrittenColumn {
  readonly label: string
  readonly type: ColumnType
  /** Characters wide in a workbook; 14 when absent. */
  readonly width?: number
  /** The words the column takes; a workbook offers them as a list. */
  readonly choices?: readonly string[]
}

/** Days as `2026-11-26`; null is an empty cell. */
export type WrittenCell = string | number | null

/** A sheet that is written row by row. */
export interface WrittenSheet {
  /** Of the sheet in the workbook: at most 31 characters, none of `[]:*?/\`. */
  readonly name: string
  readonly columns: readonly WrittenColumn[]
  /** In batches, so that a database cursor can feed them; each is written before the next is asked for. */
  readonly rows:
    AsyncIterable<readonly (readonly WrittenCell[])[]> | Iterable<readonly (readonly WrittenCell[])[]>
  /** Who took it, when: a row before the header, and in a workbook also its description and every printed page. */
  readonly watermark?: string
  /** A second sheet of a workbook, and lines that begin with `#` in a text file. */
  readonly notes?: { readonly name: string; readonly lines: readonly string[] }
  /** Written into the file; from the clock. */
  readonly now: Date
}
