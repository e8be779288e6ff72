import { importFaultText } from '@linli/shared/imports/imports.kinds'
import { can } from '@linli/shared/machine'
import { importMachine } from '@linli/shared/imports/imports.machine'
import type { ImportItemView, ImportView } from '@linli/shared/imports/imports.schema'
import type { ImportRow } from './import.model'

export interface ImportSurroundings {
  readonly startedBy: string
  /** Whether the caller may bring a list of this kind. */
  readonly mayBring: boolean
  readonly sign: (resource: string) => string
}

const encodingName = { 'utf-8': 'UTF-8', gb18030: 'GB18030' } as const

/** `XLSX，工作表“业主”`, `CSV，按 GB18030 读取` */
function readAs({ format, encoding, sheet }: ImportRow): string | null {
  if (format === 'xlsx' && sheet !== null) return `XLSX，工作表“${sheet}”`
  if (format === 'csv' && encoding !== null) return `CSV，按 ${encodingName[encoding]} 读取`
  return null
}

export function presentItem(row: ImportRow, startedBy: string): ImportItemView {
  const { _id: id, communityId, kind, status, fileName, createdAt, finishedAt, rows, checked, applied } = row
  return {
    ...{ id, communityId, kind, status, fileName, startedBy, rows },
    createdAt: createdAt.toISOString(),
    finishedAt: finishedAt?.toISOString() ?? null,
    counts: applied ?? checked,
  }
}

/** One list with what its reader may do to it. */
export function presentImport(row: ImportRow, { startedBy, mayBring, sign }: ImportSurroundings): ImportView {
  const { _id: id, status, ignored, done, fault, checked, applied, dueAt } = row
  const bad = (applied ?? checked)?.bad ?? 0
  const isKept = dueAt !== undefined && status !== 'reading' && status !== 'refused'
  const wouldChange = checked !== null && checked.created + checked.changed > 0
  return {
    ...presentItem(row, startedBy),
    ...{ readAs: readAs(row), ignored, done },
    fault: fault && { ...fault, text: importFaultText[fault.code] },
    checked,
    rejects:
      isKept && bad > 0 && status !== 'checking' && status !== 'applying'
        ? { xlsx: sign(`imports/${id}/rejects/xlsx`), csv: sign(`imports/${id}/rejects/csv`) }
        : null,
    // While it runs the same field tells when to look after it.
    keptUntil: isKept && row.running !== true ? dueAt.toISOString() : null,
    abilities: {
      confirm: mayBring && can(importMachine, status, 'confirm') && wouldChange,
      cancel: mayBring && can(importMachine, status, 'cancel'),
    },
  }
}
