import { dayOfSerial } from './day-serial'
import {
  columnOf,
  ROWS_PER_BATCH,
  SheetFault,
  type CellFault,
  type OpenSheet,
  type ReadOptions,
  type SheetLimits,
  type SheetRow,
} from './sheet'
import { openPackage, type XlsxPackage } from './xlsx-package'
import { readDayStyles, readSharedStrings, readWorkbook, type Workbook } from './xlsx-parts'
import { feedXml, unescapeText } from './xml'

/** A spreadsheet program keeps this many digits of a number. */
const KEPT_DIGITS = 15

/**
 * Opens the first sheet of a workbook (ECMA-376). Formulas are seen and not computed, numbers come as people write
 * them, days as `2026-11-26`.
 * @throws SheetFault
 */
export async function openXlsx(file: Buffer, options: ReadOptions): Promise<OpenSheet> {
  const zip = await openPackage(file, options.limits.unpackedBytes)
  try {
    const workbook = await readWorkbook(zip, options.skipSheets)
    const context = { workbook, dayStyles: await readDayStyles(zip), strings: await readSharedStrings(zip) }
    const rows = rowsOf(zip, context, options.limits)
    return { format: 'xlsx', encoding: null, sheet: workbook.sheet.name, rows }
  } catch (error) {
    zip.close()
    throw error
  }
}

interface Context {
  readonly workbook: Workbook
  readonly dayStyles: readonly boolean[]
  readonly strings: readonly string[]
}

async function* rowsOf(
  zip: XlsxPackage,
  context: Context,
  limits: SheetLimits,
): AsyncGenerator<readonly SheetRow[], void, void> {
  try {
    const part = zip.part(context.workbook.sheet.part)
    if (!part) throw new SheetFault('no_sheet')
    const rows: SheetRow[] = []
    let count = 0
    const feed = feedXml(
      sheetHandler(context, limits, (row) => {
        count += 1
        if (count > limits.rows) throw new SheetFault('too_many_rows', row.line)
        rows.push(row)
      }),
    )
    for await (const chunk of part) {
      feed.write(chunk)
      while (rows.length >= ROWS_PER_BATCH) yield rows.splice(0, ROWS_PER_BATCH)
    }
    feed.end()
    if (count === 0) throw new SheetFault('empty')
    if (rows.length > 0) yield rows
  } finally {
    zip.close()
  }
}

interface Cell {
  readonly column: number
  readonly type: string
  readonly style: number
  value: string
  isFormula: boolean
}

/** Goes through the tags of a sheet and hands over every row with something in it. */
function sheetHandler(context: Context, limits: SheetLimits, found: (row: SheetRow) => void) {
  let line = 0
  let column = -1
  let cellCount = 0
  let texts: string[] = []
  let faults: { column: number; fault: CellFault }[] = []
  let cell: Cell | null = null
  let isInValue = false
  let isInHint = false

  function keep(made: Cell): void {
    const { text, fault } = understand(made, context)
    if (text === '' && !fault) return
    if (made.column >= limits.columns) throw new SheetFault('too_many_columns', line)
    if (text.length > limits.cellLength) throw new SheetFault('cell_too_long', line)
    while (texts.length < made.column) texts.push('')
    texts[made.column] = text
    if (fault) faults.push({ column: made.column, fault })
  }

  return {
    open(name: string, attributes: Readonly<Record<string, string>>): void {
      if (name === 'row') {
        line = Number(attributes['r'] ?? line + 1)
        column = -1
        texts = []
        faults = []
      } else if (name === 'c') {
        cellCount += 1
        if (cellCount > limits.cells) throw new SheetFault('too_many_cells', line)
        column = columnOf(attributes['r'] ?? '') ?? column + 1
        const { t: type = 'n', s: style = '0' } = attributes
        cell = { column, type, style: Number(style), value: '', isFormula: false }
      } else if (name === 'f' && cell) cell.isFormula = true
      else if (name === 'v' || name === 't') isInValue = true
      else if (name === 'rPh') isInHint = true
    },
    text(piece: string): void {
      if (!cell || !isInValue || isInHint) return
      cell.value += piece
      if (cell.value.length > limits.cellLength * 2) throw new SheetFault('cell_too_long', line)
    },
    close(name: string): void {
      if (name === 'v' || name === 't') isInValue = false
      else if (name === 'rPh') isInHint = false
      else if (name === 'c' && cell) {
        keep(cell)
        cell = null
      } else if (name === 'row' && (faults.length > 0 || texts.some((text) => text !== '')))
        found({ line, cells: texts, ...(faults.length > 0 && { faults }) })
    },
  }
}

function understand(
  { type, style, value, isFormula }: Cell,
  { workbook, dayStyles, strings }: Context,
): { text: string; fault?: CellFault } {
  const plain = type === 's' ? (strings[Number(value)] ?? '') : type === 'n' ? value : unescapeText(value)
  const text = plain.trim()
  if (isFormula) return { text, fault: 'formula' }
  if (type === 'e') return { text, fault: 'error_value' }
  if (type === 'b') return { text: text === '1' ? '是' : '否' }
  // Text of a day written by ISO 8601.
  if (type === 'd') return { text: text.slice(0, 10) }
  if (type !== 'n' || text === '') return { text }
  const number = Number(text)
  if (!Number.isFinite(number)) return { text, fault: 'error_value' }
  if (dayStyles[style]) return { text: dayOfSerial(number, workbook.since1904) ?? text }
  if (Math.abs(number) >= 10 ** KEPT_DIGITS)
    return { text: BigInt(Math.trunc(number)).toString(), fault: 'digits_lost' }
  // `1.3800138E10` is a phone, and 89.550000000000004 is 89.55.
  return { text: String(Number(number.toPrecision(KEPT_DIGITS))) }
}
