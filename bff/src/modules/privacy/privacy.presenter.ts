import type { DataKind } from '@linli/shared/privacy/privacy.kinds'
import type { CorrectionView, StaffCorrectionView } from '@linli/shared/privacy/corrections.schema'
import type { DataKindView, ExportView, LookView } from '@linli/shared/privacy/privacy.schema'
import { maskedFieldLabel } from '@linli/shared/people/people.kinds'
import type { DataCorrectionRow } from './data-correction.model'
import type { DataExportRow } from './data-export.model'
import type { DataRecord } from './data-register'

export const lookWhatLabel: Record<LookView['what'], string> = {
  ...maskedFieldLabel,
  sensitive_marks: '敏感标签',
  correction: '更正申请',
  proof: '绑定房屋的证件照片',
}

export function presentKind(kind: DataKind, record: DataRecord, count: number): DataKindView {
  const { label, holds, purpose, ground, law, kept, seenBy, sensitive } = record
  return { kind, label, holds, purpose, ground, law, kept, seenBy, sensitive, count }
}

export function presentExport(
  row: DataExportRow,
  { until, url }: { readonly until: Date | null; readonly url: string | null },
): ExportView {
  return {
    id: row._id,
    status: row.status,
    requestedAt: row.requestedAt.toISOString(),
    until: until?.toISOString() ?? null,
    bytes: row.bytes,
    url,
  }
}

export function presentCorrection(row: DataCorrectionRow, now: Date): CorrectionView {
  return {
    id: row._id,
    field: row.field,
    status: row.status,
    submittedAt: row.submittedAt.toISOString(),
    dueAt: row.dueAt.toISOString(),
    overdue: row.status === 'submitted' && row.dueAt < now,
    decidedAt: row.decidedAt?.toISOString() ?? null,
    refusal: row.refusal === null ? null : { reason: row.refusal.reason, text: row.refusal.text },
  }
}

export const presentStaffCorrection = (
  row: DataCorrectionRow,
  person: { readonly maskedName: string; readonly where: string } | null,
  now: Date,
): StaffCorrectionView => ({
  ...presentCorrection(row, now),
  personId: row.personId,
  maskedName: person?.maskedName ?? '—',
  where: person?.where ?? '',
  abilities: { decide: row.status === 'submitted' && person !== null },
})
