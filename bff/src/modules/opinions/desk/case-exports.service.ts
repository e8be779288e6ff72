import { caseExportPurposeLabel, type CaseExportPurpose } from '@linli/shared/opinions/desk.kinds'
import type { StaffOpinionItemView } from '@linli/shared/opinions/workbench.schema'
import { opinionTitle } from '@linli/shared/opinions/opinions.rules'
import { withoutPrivateMarks } from '@linli/shared/opinions/public-text.rules'
import { clockTime, dayOf } from '@linli/shared/time'
import type { Actor } from '../../../platform/actor'
import type { Audit } from '../../../platform/audit/audit'
import type { Clock } from '../../../platform/clock'
import type { Ids } from '../../../platform/ids'
import { AppError } from '../../../platform/problem-error'
import { demand } from '../../../platform/scope'
import type { SheetFormat } from '../../../platform/sheets/sheet'
import type { WrittenCell, WrittenColumn } from '../../../platform/sheets/sheet-columns'
import { writeSheet, type WrittenFile } from '../../../platform/sheets/sheet-writer'
import type { SignedUrls } from '../../../platform/signed-url'
import type { UnitOfWork } from '../../../platform/unit-of-work'
import type { OpinionRow } from '../opinion.model'
import { judgeCaseExport, staffReach, takenReach } from '../opinions.policy'
import { presentStaffItem } from '../opinions.presenter'
import type { Presenting } from '../presenting'
import type { StaffFilter } from '../opinions.queue'
import { createStaffActs, type StaffActsDeps } from '../staff-acts'
import type { CaseExportRow, CaseExports } from './case-exports.repository'

export interface CaseExportsService {
  /** Records who takes which list out and what for, and answers the address of the file. */
  begin(
    actor: Actor,
    body: {
      readonly communityId: string
      readonly filter: StaffFilter
      readonly order: 'due' | 'newest'
      readonly gridId: string | null
      readonly format: SheetFormat
      readonly purpose: CaseExportPurpose
      readonly masked: boolean
    },
  ): Promise<{ id: string; address: string }>
  /** The file, made while it is sent; `not_found` for an address that is not exactly right. */
  open(address: {
    readonly id: string
    readonly expires: string
    readonly signature: string
  }): Promise<WrittenFile>
}

export interface CaseExportsDeps extends StaffActsDeps {
  readonly exports: CaseExports
  readonly signedUrls: SignedUrls
  readonly audit: Audit
  readonly uow: UnitOfWork
  readonly clock: Clock
  readonly ids: Ids
}

const ROWS_AT_ONCE = 200
const addressOf = (id: string): string => `case-exports/${id}/file`

const columns: readonly WrittenColumn[] = [
  { label: '编号', type: 'text', width: 20 },
  { label: '到期', type: 'text', width: 18 },
  { label: '事项', type: 'text', width: 40 },
  { label: '类别', type: 'text', width: 24 },
  { label: '位置', type: 'text', width: 28 },
  { label: '主办', type: 'text', width: 18 },
  { label: '状态', type: 'text', width: 12 },
  { label: '提交日期', type: 'day', width: 12 },
]

/** The list of the workbench as a file: the same rows in the same order, masked unless the head takes it in full. */
export function createCaseExportsService(deps: CaseExportsDeps): CaseExportsService {
  const { exports, opinions, people, signedUrls, audit, uow, clock, ids } = deps
  const acts = createStaffActs(deps)

  async function* cells(row: CaseExportRow): AsyncGenerator<WrittenCell[][], void, void> {
    const { filter, order, startedBy: accountId, masked } = row
    const reach = takenReach(row)
    const gridId = row.gridId ?? undefined
    const now = clock.now()
    const shown = await acts.presenting(now)
    let count = 0
    for (let last: OpinionRow | undefined; ;) {
      const after = last ? { queueRank: last.queueRank, queueAt: last.queueAt, id: last._id } : null
      const page = await opinions.queue(
        reach,
        { filter, order, gridId, after, limit: ROWS_AT_ONCE },
        { now, accountId },
      )
      yield page.map((one) => cellsOf(one, shown, masked))
      count += page.length
      last = page.at(-1)
      if (page.length < ROWS_AT_ONCE) break
    }
    await exports.setRows(reach.scope, row._id, count)
  }

  return {
    async begin(actor, body) {
      const { communityId, filter, format, purpose, masked } = body
      demand(judgeCaseExport(actor, communityId, masked))
      const now = clock.now()
      const name = (await people.staffCards([actor.accountId])).get(actor.accountId)?.name ?? ''
      const row: CaseExportRow = {
        ...{ _id: ids.next('exp'), ...body, startedBy: actor.accountId },
        barredKeys: [...staffReach(actor, communityId).barredKeys],
        watermark: [
          `办件清单${masked ? '（已隐去门牌和号码）' : ''}`,
          name,
          `${dayOf(now)} ${clockTime(now)} 导出`,
          `用途：${caseExportPurposeLabel[purpose]}`,
          '内部资料，请勿外传',
        ].join('  '),
        ...{ createdAt: now, downloads: 0, rows: null },
      }
      await uow.run(async () => {
        await exports.insert(row)
        await audit.record({
          ...{ actor, action: 'opinion.export', communityId, targetType: 'export', targetId: row._id },
          detail: { filter, format, purpose, masked },
        })
      })
      return { id: row._id, address: signedUrls.sign(addressOf(row._id)) }
    },

    async open({ id, expires, signature }) {
      const left = signedUrls.verify(addressOf(id), expires, signature)
      const row = left === null ? null : await exports.findSigned(id)
      if (!row) throw new AppError('not_found')
      await exports.countDownload(takenReach(row).scope, row._id)
      return writeSheet(`办件清单 ${dayOf(row.createdAt)}`, row.format, {
        ...{ name: '办件', columns, rows: cells(row), watermark: row.watermark, now: row.createdAt },
      })
    },
  }
}

function cellsOf(row: OpinionRow, shown: Presenting, masked: boolean): WrittenCell[] {
  const item: StaffOpinionItemView = presentStaffItem(row, shown)
  return [
    ...[item.number, item.deadline?.short ?? ''],
    masked ? withoutPrivateMarks(opinionTitle(row.text)) : item.title,
    `${item.category.groupLabel}，${item.category.label}`,
    masked ? row.place.publicLabel : item.placeLabel,
    ...[item.ownerLabel, item.statusLabel, dayOf(row.submittedAt)],
  ]
}
