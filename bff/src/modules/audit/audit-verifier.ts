import type { AuditReport } from '@linli/shared/audit/audit.schema'
import { auditHash, GENESIS_HASH } from '../../platform/audit/audit-hash'
import type { AuditHeadRow, AuditRow } from '../../platform/audit/audit-row.model'

export type ChainReport = Pick<AuditReport, 'intact' | 'checked' | 'head' | 'brokenAt'>
type Head = NonNullable<ChainReport['head']>

/**
 * Recomputes a chain from its beginning, or behind a row that was checked before (`start`). `rows` come in order of
 * their number, `heads` are what supervisors were told at the end of each day. Stops at the first fault: a missing
 * number, a row that was changed, a link to another row, or a chain that differs where a head says otherwise.
 */
export async function verifyChain(
  rows: AsyncIterable<AuditRow>,
  heads: readonly AuditHeadRow[],
  start: Head | null = null,
): Promise<ChainReport> {
  const promised = new Map(heads.map((head) => [head.seq, head.hash]))
  let head: ChainReport['head'] = start
  let checked = 0
  const report = (brokenAt: ChainReport['brokenAt']): ChainReport => ({
    intact: brokenAt === null,
    checked,
    head,
    brokenAt,
  })

  for await (const row of rows) {
    const seq: number = (head?.seq ?? 0) + 1
    const previous: string = head?.hash ?? GENESIS_HASH
    if (row.seq !== seq) return report({ seq, reason: 'gap' })
    if (row.prevHash !== previous) return report({ seq, reason: 'link_broken' })
    const hash = auditHash(row, seq, previous)
    if (row.hash !== hash) return report({ seq, reason: 'row_changed' })
    const told = promised.get(seq)
    if (told !== undefined && told !== hash) return report({ seq, reason: 'head_changed' })
    head = { seq, hash }
    checked += 1
  }
  return report(null)
}

/**
 * The same for a chain that was walked to its end: cutting off the end leaves a chain that is right in itself; only a
 * head that was told shows it.
 */
export function judgeEnd(report: ChainReport, heads: readonly AuditHeadRow[]): ChainReport {
  const last = heads.at(-1)
  if (!report.intact || !last || last.seq <= (report.head?.seq ?? 0)) return report
  return { ...report, intact: false, brokenAt: { seq: last.seq, reason: 'head_changed' } }
}
