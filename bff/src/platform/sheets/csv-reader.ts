import { Readable } from 'node:stream'
import { CsvError, parse, type Info } from 'csv-parse'
import { plainCell } from './csv-cell'
import { encodingOf, textOf, type CsvEncoding } from './csv-encoding'
import { ROWS_PER_BATCH, SheetFault, type OpenSheet, type ReadOptions, type SheetRow } from './sheet'

const delimiters = [',', '\t', ';'] as const

/** Longer than any honest record: a quotation mark that is not closed swallows what follows it. */
const recordLimit = ({ limits }: ReadOptions): number => limits.cellLength * limits.columns

/**
 * Opens a text file of rows (RFC 4180 with what spreadsheet programs make of it: tabs or semicolons, rows of uneven
 * length, quotation marks in the middle of a cell). Lines that begin with `#` are notes.
 * @throws SheetFault
 */
export function openCsv(file: Buffer, options: ReadOptions): OpenSheet {
  const encoding = encodingOf(file, options.words)
  const delimiter = delimiterOf(file, encoding)
  return { format: 'csv', encoding, sheet: null, rows: rowsOf(file, encoding, delimiter, options) }
}

/** What stands most often in the first line that is no note. */
function delimiterOf(file: Buffer, encoding: CsvEncoding): string {
  const [head = ''] = textOf(file, encoding)
  const lines = head.split('\n', 50)
  // A watermark or a title stands before the header; the header is the first line with more than one cell.
  const counts = delimiters.map((delimiter) => ({
    delimiter,
    count: Math.max(...lines.map((line) => (line.startsWith('#') ? 0 : line.split(delimiter).length))),
  }))
  return counts.reduce((best, other) => (other.count > best.count ? other : best)).delimiter
}

interface Parsed {
  readonly record: readonly string[]
  readonly info: Info
}

async function* rowsOf(
  file: Buffer,
  encoding: CsvEncoding,
  delimiter: string,
  options: ReadOptions,
): AsyncGenerator<readonly SheetRow[], void, void> {
  const { limits } = options
  const parser = Readable.from(textOf(file, encoding)).compose(
    parse({
      delimiter,
      record_delimiter: '\n',
      comment: '#',
      comment_no_infix: true,
      relax_quotes: true,
      relax_column_count: true,
      info: true,
      max_record_size: recordLimit(options),
    }),
  ) as AsyncIterable<Parsed>
  let batch: SheetRow[] = []
  let count = 0
  let cells = 0
  try {
    for await (const { record, info } of parser) {
      const line = info.lines - record.reduce((sum, cell) => sum + breaksIn(cell), 0)
      if (record.some((cell) => cell.length > limits.cellLength)) throw new SheetFault('cell_too_long', line)
      const row = record.map((cell) => plainCell(cell).trim())
      while (row.at(-1) === '') row.pop()
      if (row.length === 0) continue
      if (row.length > limits.columns) throw new SheetFault('too_many_columns', line)
      count += 1
      if (count > limits.rows) throw new SheetFault('too_many_rows', line)
      cells += row.length
      if (cells > limits.cells) throw new SheetFault('too_many_cells', line)
      batch.push({ line, cells: row })
      if (batch.length < ROWS_PER_BATCH) continue
      yield batch
      batch = []
    }
  } catch (error) {
    if (error instanceof CsvError) throw faultOf(error)
    throw error
  }
  if (count === 0) throw new SheetFault('empty')
  if (batch.length > 0) yield batch
}

const breaksIn = (cell: string): number => cell.split('\n').length - 1

/** Both mean a quotation mark that was not closed: at the end of the file, or far behind where it was opened. */
function faultOf(error: CsvError): SheetFault {
  const line = typeof error['lines'] === 'number' ? error['lines'] : null
  if (error.code === 'CSV_QUOTE_NOT_CLOSED' || error.code === 'CSV_MAX_RECORD_SIZE')
    return new SheetFault('quotes', line)
  throw error
}
