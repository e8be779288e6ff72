/** What the trail is taken out for; recorded with it. */
export const auditExportPurposes = ['supervision', 'complaint', 'report', 'archive'] as const
export type AuditExportPurpose = (typeof auditExportPurposes)[number]

export const auditExportPurposeLabel: Record<AuditExportPurpose, string> = {
  supervision: '监督检查',
  complaint: '核实投诉',
  report: '上级报送',
  archive: '留存台账',
}
