import { actKindLabel, actsOf, type ActKind } from '@linli/shared/audit/audit.acts'
import { auditExportPurposeLabel, type AuditExportPurpose } from '@linli/shared/audit/audit.kinds'
import { addDays, clockTime, dayOf, instantOf } from '@linli/shared/time'
import type { Actor } from '../../platform/actor'
import type { AuditRow } from '../../platform/audit/audit-row.model'
import { demand, scopeOf } from '../../platform/scope'
import type { SheetFormat } from '../../platform/sheets/sheet'
import type { WrittenCell, WrittenColumn } from '../../platform/sheets/sheet-columns'
import type { WrittenFile } from '../../platform/sheets/sheet-writer'
import type { TakenListStore } from '../../platform/sheets/taken-list.model'
import { createTakenLists, type SignedAddress, type TakenListsDeps } from '../../platform/sheets/taken-lists'
import { createAuditNames } from './audit-names'
import type { AuditExport, AuditExportRow } from './audit-exports.repository'
import { judgeAudit } from './audit.policy'
import type { AuditPeople, AuditSpace } from './audit.ports'
import { presentAuditRow } from './audit.presenter'
import type { AuditRepository } from './audit.repository'

export interface AuditExportsService {
  /** Records who takes which part of the trail out and what for, and answers the address of the file. */
  begin(
    actor: Actor,
    body: {
      readonly communityId: string
      readonly kind?: ActKind | undefined
      readonly actorId?: string | undefined
      readonly targetId?: string | undefined
      readonly from?: string | undefined
      readonly to?: string | undefined
      readonly format: SheetFormat
      readonly purpose: AuditExportPurpose
    },
  ): Promise<{ id: string; address: string }>
  /** The file, made while it is sent; `not_found` for an address that is not exactly right. */
  open(address: SignedAddress): Promise<WrittenFile>
}

export interface AuditExportsDeps extends Omit<TakenListsDeps, 'people' | 'audit'> {
  readonly audit: AuditRepository
  readonly exports: TakenListStore<AuditExportRow>
  readonly trail: TakenListsDeps['audit']
  readonly people: AuditPeople
  readonly space: AuditSpace
}

const ROWS_AT_ONCE = 200

const columns: readonly WrittenColumn[] = [
  { label: '序号', type: 'text', width: 10 },
  { label: '时间', type: 'text', width: 18 },
  { label: '谁做了什么', type: 'text', width: 70 },
  { label: '类别', type: 'text', width: 16 },
  { label: '操作', type: 'text', width: 26 },
  { label: '校验码', type: 'text', width: 66 },
]

/**
 * The trail as a file: what its page shows, newest first, people masked as there, with the number and the hash by
 * which every row can be compared with the sealed chain.
 */
export function createAuditExportsService(deps: AuditExportsDeps): AuditExportsService {
  const { audit, exports, trail } = deps
  const namesFor = createAuditNames(deps)

  async function* cells(row: AuditExportRow): AsyncGenerator<WrittenCell[][], void, void> {
    const scope = scopeOf([row.communityId])
    // What happens while the file is sent is not in it.
    const asked = row.to === null ? row.createdAt : instantOf(addDays(row.to, 1))
    const filter = {
      actions: row.kind === null ? undefined : actsOf(row.kind),
      ...{ actorId: row.actorId ?? undefined, targetId: row.targetId ?? undefined },
      from: row.from === null ? undefined : instantOf(row.from),
      until: asked < row.createdAt ? asked : row.createdAt,
    }
    for (let last: AuditRow | undefined; ;) {
      const before = last ? { at: last.at, id: last._id } : null
      const page = await audit.list(scope, { ...filter, before, limit: ROWS_AT_ONCE })
      const names = await namesFor(scope, page)
      yield page.map((one) => {
        const { chain, at, sentence, kind, action } = presentAuditRow(one, names)
        const moment = new Date(at)
        return [
          ...[chain === null ? '' : String(chain.seq), `${dayOf(moment)} ${clockTime(moment)}`, sentence],
          ...[kind === null ? '' : actKindLabel[kind], action, chain?.hash ?? ''],
        ]
      })
      last = page.at(-1)
      if (page.length < ROWS_AT_ONCE) break
    }
  }

  const lists = createTakenLists<AuditExport>(
    { ...deps, audit: trail },
    {
      ...{ store: exports, path: 'audit-exports' },
      fileOf: (row) => ({ title: '操作记录', name: '操作记录', columns, rows: cells(row) }),
    },
  )

  return {
    async begin(actor, { communityId, kind, actorId, targetId, from, to, format, purpose }) {
      demand(judgeAudit(actor, communityId))
      const { row, address } = await lists.begin(
        actor,
        {
          ...{ communityId, format, purpose, kind: kind ?? null, from: from ?? null, to: to ?? null },
          ...{ actorId: actorId ?? null, targetId: targetId ?? null },
        },
        {
          what: '操作记录（居民姓名已打星号）',
          purpose: auditExportPurposeLabel[purpose],
          act: { action: 'audit.export', detail: { format, purpose } },
        },
      )
      return { id: row._id, address }
    },
    open: (address) => lists.open(address),
  }
}
