/** How much of it the workbench takes at once. */
export const deskLimits = { bulk: 50, reason: 200, barred: 10, views: 12, viewName: 12 } as const

/** What a list of cases is taken out for; recorded with every one. */
export const caseExportPurposes = ['meeting', 'report', 'check', 'archive'] as const
export type CaseExportPurpose = (typeof caseExportPurposes)[number]
export const caseExportPurposeLabel: Record<CaseExportPurpose, string> = {
  ...{ meeting: '工作例会', report: '上级报送', check: '核对办件', archive: '留存台账' },
}
