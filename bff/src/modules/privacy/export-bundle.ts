import { legalGroundLabel, type DataKind } from '@linli/shared/privacy/privacy.kinds'
import { clockTime, dayOf } from '@linli/shared/time'
import type { DataEntry } from '../../platform/personal-data'
import type { DataRecord } from './data-register'

/** One kind with all its entries, as the bundle writes it down. */
export interface BundledKind {
  readonly kind: DataKind
  readonly record: DataRecord
  readonly entries: readonly DataEntry[]
}

export interface SheetLine {
  readonly kind: string
  readonly nth: number
  readonly name: string
  readonly value: string
}

/** Writes the lines as an XLSX workbook. */
export type WriteSheet = (lines: readonly SheetLine[], now: Date) => Promise<Buffer>

/** Every value on a line of its own: one sheet that anybody can read from top to bottom and sort. */
export const sheetLines = (kinds: readonly BundledKind[]): SheetLine[] =>
  kinds.flatMap(({ record, entries }) =>
    entries.flatMap((entry, index) =>
      Object.entries(entry).flatMap(([name, value]) =>
        value === null || value === ''
          ? []
          : [{ kind: record.label, nth: index + 1, name, value: String(value) }],
      ),
    ),
  )

/** The machine-readable half (PIPL art. 45): the same names as on the page, with what each kind is kept for. */
export function bundleJson(kinds: readonly BundledKind[], now: Date): string {
  const document = {
    说明: '这是邻里智治保存的、关于您的全部信息',
    导出时间: `${dayOf(now)} ${clockTime(now)}`,
    类别: kinds.map(({ kind, record, entries }) => ({
      代码: kind,
      名称: record.label,
      内容: record.holds,
      用来做什么: record.purpose,
      依据: `${legalGroundLabel[record.ground]}（${record.law}）`,
      保存多久: record.kept,
      谁能看到: record.seenBy,
      条目: entries,
    })),
  }
  return `${JSON.stringify(document, null, 2)}\n`
}
