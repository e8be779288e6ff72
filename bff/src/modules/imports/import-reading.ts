import { columnsOf } from '@linli/shared/imports/imports.columns'
import { MOST_IMPORT_ROWS, type ImportFault, type ImportKind } from '@linli/shared/imports/imports.kinds'
import {
  labelOfPlace,
  looksLikeHeader,
  missingColumns,
  personKey,
  readHeader,
  readRow,
  rowKey,
  type Header,
  type PersonSheetEntry,
  type RowProblem,
  type RowTexts,
  type SheetEntries,
} from '@linli/shared/imports/imports.rows'
import { judgeShares, type Share } from '@linli/shared/people/shares.rules'
import { labelKey } from '@linli/shared/space/space.names'
import type { IsoDay } from '@linli/shared/time'
import type { CellFault, SheetRow } from '../../platform/sheets/sheet'
import type { SliceEntry, SliceProblem } from './import-slice.model'

/** Titles, watermarks and notes that may stand before the header. */
const MOST_ROWS_BEFORE_HEADER = 10
/** A slice ends here, at the next row of another room: rows of one room are judged together. */
const USUAL_SLICE = 400
/** What one bulk write of the roll takes. */
const LARGEST_SLICE = 500
/** No cell of any list is longer. */
const LONGEST_TEXT = 200
/** Characters of all rows together: they are kept until the list is done, and written in one transaction. */
const MOST_CHARACTERS = 12_000_000

const cellFaultText: Record<CellFault, string> = {
  formula: '这一格是公式，请粘贴为数值',
  error_value: '这一格是错误值，请改好',
  digits_lost: '数字太长，表格软件已丢掉后几位，请把这一列设为文本后重填',
}

/** The whole file is refused. */
export class ImportRefused extends Error {
  constructor(
    readonly code: ImportFault,
    readonly line: number | null,
    readonly labels: readonly string[] = [],
  ) {
    super(`list refused: ${code}`)
    this.name = 'ImportRefused'
  }
}

export interface ReadSlice {
  readonly entries: readonly SliceEntry[]
  readonly problems: readonly SliceProblem[]
}

export interface ReadList {
  readonly slices: readonly ReadSlice[]
  readonly rows: number
  readonly ignored: readonly string[]
}

/**
 * Takes a sheet apart into slices of rows, each with what is wrong with it by itself or beside the other rows of the
 * file. Knows nothing of the roll. `today` is the day in Shanghai.
 * @throws ImportRefused, SheetFault
 */
export async function readList(
  kind: ImportKind,
  batches: AsyncIterable<readonly SheetRow[]>,
  today: IsoDay,
): Promise<ReadList> {
  const before: SheetRow[] = []
  let list: ReturnType<typeof createList> | null = null
  for await (const batch of batches)
    for (const row of batch) {
      if (list) list.add(row)
      else if (looksLikeHeader(kind, row.cells)) list = createList(kind, headerOf(kind, row), today)
      else if (before.push(row) > MOST_ROWS_BEFORE_HEADER) throw noHeader(kind, before)
    }
  if (!list) throw noHeader(kind, before)
  return list.finish()
}

const noHeader = (kind: ImportKind, [first]: readonly SheetRow[]): ImportRefused =>
  new ImportRefused('header_missing', first?.line ?? null, missingColumns(kind, []))

function headerOf(kind: ImportKind, { cells, line }: SheetRow): Header {
  const verdict = readHeader(kind, cells)
  if (!verdict.ok) throw new ImportRefused(verdict.fault, line, verdict.labels)
  return verdict.header
}

function createList(kind: ImportKind, { keys, ignored }: Header, today: IsoDay) {
  const columns = columnsOf(kind)
  const example = columns.map(([, column]) => column.example)
  const slices: ReadSlice[] = []
  const twins = createTwins(kind)
  let entries: SliceEntry[] = []
  let problems: SliceProblem[] = []
  let rows = 0
  let characters = 0
  let place = ''

  function cut(): void {
    if (entries.length === 0) return
    slices.push({ entries, problems })
    entries = []
    problems = []
  }

  return {
    add({ line, cells, faults = [] }: SheetRow): void {
      const byKey: Record<string, string> = {}
      keys.forEach((key, index) => {
        if (key !== null) byKey[key] = (cells[index] ?? '').slice(0, LONGEST_TEXT)
      })
      const texts = columns.map(([key]) => byKey[key] ?? '')
      const isExample = texts.every((text, index) => text === example[index])
      if (isExample || (texts.every((text) => text === '') && faults.length === 0)) return
      rows += 1
      if (rows > MOST_IMPORT_ROWS) throw new ImportRefused('too_many_rows', line)
      characters += texts.reduce((sum, text) => sum + text.length, 0)
      if (characters > MOST_CHARACTERS) throw new ImportRefused('too_many_cells', line)

      const wrongCells = [
        ...faults.flatMap(({ column, fault }): RowProblem[] =>
          keys[column] == null ? [] : [{ column: keys[column], reason: cellFaultText[fault] }],
        ),
        ...keys.flatMap((key, index): RowProblem[] =>
          key !== null && (cells[index] ?? '').length > LONGEST_TEXT
            ? [{ column: key, reason: `太长，最多 ${LONGEST_TEXT} 个字` }]
            : [],
        ),
      ]
      const verdict = readRow(kind, byKey, today)
      const own = wrongCells.length > 0 ? wrongCells : verdict.ok ? [] : verdict.problems
      const judged = own.length === 0 && verdict.ok ? twins.judge(verdict.entry, line) : null
      const nextPlace = `${byKey['estate'] ?? ''}/${byKey['building'] ?? ''}/${byKey['unit'] ?? ''}/${byKey['room'] ?? ''}`
      if (entries.length >= LARGEST_SLICE || (entries.length >= USUAL_SLICE && nextPlace !== place)) cut()
      place = nextPlace
      const row = entries.length
      entries.push({ line, texts, ...(judged?.again && { again: true }) })
      for (const { column, reason } of [...own, ...(judged?.problems ?? [])])
        problems.push({ row, column, value: column === null ? '' : (byKey[column] ?? ''), reason })
    },
    finish(): ReadList {
      cut()
      if (rows === 0) throw new ImportRefused('empty', null)
      return { slices, rows, ignored: ignored.slice(0, 20) }
    },
  }
}

/** What a row says again, or against, an earlier one of the same file. */
function createTwins(kind: ImportKind) {
  const lines = new Map<string, number>()
  const persons = new Set<string>()
  const shares = new Map<string, (Share | null)[]>()

  function overfull(entry: PersonSheetEntry): RowProblem[] {
    if (!entry.place || !entry.home) return []
    const key = labelKey(labelOfPlace(entry.place))
    const all = [...(shares.get(key) ?? []), entry.home.share]
    const verdict = judgeShares(all)
    if (verdict === 'fits') {
      shares.set(key, all)
      return []
    }
    const reason =
      verdict === 'exceeds'
        ? '和前面同一套房的份额加起来超过了整套房'
        : '前面几位业主的份额已经是整套房，没有剩余的份额'
    return [{ column: 'share', reason }]
  }

  return {
    judge<K extends ImportKind>(entry: SheetEntries[K], line: number) {
      const key = rowKey(kind, entry)
      const earlier = lines.get(key)
      if (earlier !== undefined)
        return { again: false, problems: [{ column: null, reason: `和第 ${earlier} 行重复` }] }
      lines.set(key, line)
      const person = personKey(kind, entry)
      const again = person !== null && persons.has(person)
      if (person !== null) persons.add(person)
      return { again, problems: kind === 'owners' ? overfull(entry as PersonSheetEntry) : [] }
    },
  }
}

/** The texts of a slice's row by the keys of its columns. */
export const textsOf = (kind: ImportKind, { texts }: SliceEntry): RowTexts =>
  Object.fromEntries(columnsOf(kind).map(([key], index) => [key, texts[index] ?? '']))
