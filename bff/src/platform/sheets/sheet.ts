/** The two kinds of file a sheet comes and goes as. */
export const sheetFormats = ['csv', 'xlsx'] as const
export type SheetFormat = (typeof sheetFormats)[number]

/** What a reader refuses a whole file for. */
export const sheetFaultCodes = [
  /** Nothing is written in it. */
  'empty',
  /** Neither UTF-8 nor GB18030. */
  'encoding',
  /** `Unicode 文本` of a spreadsheet program: UTF-16. */
  'utf16',
  /** A quotation mark that is opened and not closed. */
  'quotes',
  /** Not a zip, or one without a workbook in it. */
  'not_a_workbook',
  /** The binary format before 2007, which is also what a workbook with a password is kept in. */
  'old_or_locked',
  /** Unpacks to more than any honest sheet. */
  'bomb',
  'too_many_rows',
  'too_many_columns',
  'too_many_cells',
  'cell_too_long',
  /** Every sheet of the workbook is hidden or not meant to be read. */
  'no_sheet',
] as const
export type SheetFaultCode = (typeof sheetFaultCodes)[number]

/** A file that cannot be read as a sheet. Carries no content of it: such errors are logged. */
export class SheetFault extends Error {
  constructor(
    readonly code: SheetFaultCode,
    /** Line of the file or row of the sheet, from 1, where it was noticed. */
    readonly line: number | null = null,
  ) {
    super(line === null ? `sheet refused: ${code}` : `sheet refused: ${code} at line ${line}`)
    this.name = 'SheetFault'
  }
}

/** What is wrong with one cell whatever its column means. */
export type CellFault =
  /** Its value is computed, and what is stored may be stale. */
  | 'formula'
  /** `#N/A`, `#REF!` */
  | 'error_value'
  /** Kept as a number of more than 15 digits: the last ones are lost. */
  | 'digits_lost'

/** One row with something in it. */
export interface SheetRow {
  /** As the person sees it: the row of the sheet, or the line of the text file on which the record begins. From 1. */
  readonly line: number
  /** Text by column, from column A on; empty cells are empty text. Dates are `2026-11-26`. */
  readonly cells: readonly string[]
  readonly faults?: readonly { readonly column: number; readonly fault: CellFault }[]
}

/** How a file was understood; shown to whoever sent it. */
export interface SheetInfo {
  readonly format: SheetFormat
  /** Of a text file. */
  readonly encoding: 'utf-8' | 'gb18030' | null
  /** Of a workbook. */
  readonly sheet: string | null
}

export interface SheetLimits {
  /** Rows with something in them. */
  readonly rows: number
  readonly columns: number
  /** Cells, the empty ones of a workbook counted. */
  readonly cells: number
  /** Characters of one cell. */
  readonly cellLength: number
  /** Bytes a workbook may unpack to, all its parts together. */
  readonly unpackedBytes: number
}

export interface ReadOptions {
  readonly limits: SheetLimits
  /** Words that stand in a right file, to tell encodings apart that both fit. */
  readonly words: readonly string[]
  /** Sheets of a workbook that explain and hold no rows. */
  readonly skipSheets: readonly string[]
}

export interface OpenSheet extends SheetInfo {
  /** In batches of some hundred, in the order of the file. */
  readonly rows: AsyncGenerator<readonly SheetRow[], void, void>
}

/** Rows a reader hands over at a time. */
export const ROWS_PER_BATCH = 250

/** `A`, `Z`, `AA` … for a column from 0. */
export function columnName(column: number): string {
  const last = String.fromCharCode(65 + (column % 26))
  return column < 26 ? last : columnName(Math.floor(column / 26) - 1) + last
}

/** The column of a cell's name from 0: 2 for `C12`; null when it is none. */
export function columnOf(cell: string): number | null {
  const letters = /^([A-Z]{1,3})\d*$/.exec(cell)?.[1]
  if (letters === undefined) return null
  return [...letters].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0) - 1
}
