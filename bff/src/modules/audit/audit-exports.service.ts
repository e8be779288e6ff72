import { actKindLabel, actsOf, type ActKind } from '@linli/shared/audit/audit.acts'
import { auditExportPurposeLabel, type AuditExportPurpose } from '@linli/shared/audit/audit.kinds'
import { addDays, clockTime, dayOf, instantOf } from '@linli/shared/time'
import type { Actor } from '../../platform/actor'
import type { Audit } from '../../platform/audit/audit'
import type { AuditRow } from '../../platform/audit/audit-row.model'
import type { Clock } from '../../platform/clock'
import type { Ids } from '../../platform/ids'
import { AppError } from '../../platform/problem-error'
import { demand, scopeOf, type Scope } from '../../platform/scope'
import type { SheetFormat } from '../../platform/sheets/sheet'
import type { WrittenCell, WrittenColumn } from '../../platform/sheets/sheet-columns'
import { writeSheet, type WrittenFile } from '../../platform/sheets/sheet-writer'
import type { SignedUrls } from '../../platform/signed-url'
import type { UnitOfWork } from '../../platform/unit-of-work'
import { createAuditNames } from './audit-names'
import type { AuditExportRow, AuditExports } from './audit-exports.repository'
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
  open(address: {
    readonly id: string
    readonly expires: string
    readonly signature: string
  }): Promise<WrittenFile>
}

export interface AuditExportsDeps {
  readonly audit: AuditRepository
  readonly exports: AuditExports
  readonly trail: Audit
  readonly people: AuditPeople
  readonly space: AuditSpace
  readonly signedUrls: SignedUrls
  readonly uow: UnitOfWork
  readonly clock: Clock
  readonly ids: Ids
}

const ROWS_AT_ONCE = 200
const addressOf = (id: string): string => `audit-exports/${id}/file`

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
  const { audit, exports, trail, people, signedUrls, uow, clock, ids } = deps
  const namesFor = createAuditNames(deps)
  const scopeOfExport = ({ communityId }: AuditExportRow): Scope => scopeOf([communityId])

  async function* cells(row: AuditExportRow): AsyncGenerator<WrittenCell[][], void, void> {
    const scope = scopeOfExport(row)
    // What happens while the file is sent is not in it.
    const asked = row.to === null ? row.createdAt : instantOf(addDays(row.to, 1))
    const filter = {
      actions: row.kind === null ? undefined : actsOf(row.kind),
      ...{ actorId: row.actorId ?? undefined, targetId: row.targetId ?? undefined },
      from: row.from === null ? undefined : instantOf(row.from),
      until: asked < row.createdAt ? asked : row.createdAt,
    }
    let count = 0
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
      count += page.length
      last = page.at(-1)
      if (page.length < ROWS_AT_ONCE) break
    }
    await exports.setRows(scope, row._id, count)
  }

  return {
    async begin(actor, { communityId, kind, actorId, targetId, from, to, format, purpose }) {
      demand(judgeAudit(actor, communityId))
      const now = clock.now()
      const name = (await people.staffCards([actor.accountId])).get(actor.accountId)?.name ?? ''
      const row: AuditExportRow = {
        ...{ _id: ids.next('exp'), communityId, startedBy: actor.accountId, format, purpose },
        ...{ kind: kind ?? null, actorId: actorId ?? null, targetId: targetId ?? null },
        ...{ from: from ?? null, to: to ?? null },
        watermark: [
          '操作记录（居民姓名已打星号）',
          name,
          `${dayOf(now)} ${clockTime(now)} 导出`,
          `用途：${auditExportPurposeLabel[purpose]}`,
          '内部资料，请勿外传',
        ]
          .filter((part) => part !== '')
          .join('  '),
        ...{ createdAt: now, downloads: 0, rows: null },
      }
      await uow.run(async () => {
        await exports.insert(row)
        await trail.record({
          ...{ actor, action: 'audit.export', communityId, targetType: 'export', targetId: row._id },
          detail: { format, purpose },
        })
      })
      return { id: row._id, address: signedUrls.sign(addressOf(row._id)) }
    },

    async open({ id, expires, signature }) {
      const left = signedUrls.verify(addressOf(id), expires, signature)
      const row = left === null ? null : await exports.findSigned(id)
      if (!row) throw new AppError('not_found')
      await exports.countDownload(scopeOfExport(row), row._id)
      return writeSheet(`操作记录 ${dayOf(row.createdAt)}`, row.format, {
        ...{ name: '操作记录', columns, rows: cells(row), watermark: row.watermark, now: row.createdAt },
      })
    },
  }
}
