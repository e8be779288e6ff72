import { caseExportPurposeLabel, type CaseExportPurpose } from '@linli/shared/opinions/desk.kinds'
import type { StaffOpinionItemView } from '@linli/shared/opinions/workbench.schema'
import { opinionTitle } from '@linli/shared/opinions/opinions.rules'
import { withoutPrivateMarks } from '@linli/shared/opinions/public-text.rules'
import { dayOf } from '@linli/shared/time'
import type { Actor } from '../../../platform/actor'
import { demand } from '../../../platform/scope'
import type { SheetFormat } from '../../../platform/sheets/sheet'
import type { WrittenCell, WrittenColumn } from '../../../platform/sheets/sheet-columns'
import type { WrittenFile } from '../../../platform/sheets/sheet-writer'
import type { TakenListStore } from '../../../platform/sheets/taken-list.model'
import {
  createTakenLists,
  type SignedAddress,
  type TakenListsDeps,
} from '../../../platform/sheets/taken-lists'
import type { OpinionRow } from '../opinion.model'
import { staffReach } from '../opinions.policy'
import { presentStaffItem } from '../opinions.presenter'
import type { Presenting } from '../presenting'
import type { StaffFilter } from '../opinions.queue'
import { createStaffActs, type StaffActsDeps } from '../staff-acts'
import { judgeCaseExport, takenReach } from './case-exports.policy'
import type { CaseExport, CaseExportRow } from './case-exports.repository'

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
  open(address: SignedAddress): Promise<WrittenFile>
}

export interface CaseExportsDeps extends StaffActsDeps, Omit<TakenListsDeps, keyof StaffActsDeps> {
  readonly exports: TakenListStore<CaseExportRow>
}

const ROWS_AT_ONCE = 200

const columns: readonly WrittenColumn[] = [
  { label: '编号', type: 'text', width: 20 },
  { label: '提交日期', type: 'day', width: 12 },
  { label: '到期日期', type: 'day', width: 12 },
  { label: '期限', type: 'text', width: 18 },
  { label: '事项', type: 'text', width: 40 },
  { label: '类别', type: 'text', width: 24 },
  { label: '位置', type: 'text', width: 28 },
  { label: '主办', type: 'text', width: 18 },
  { label: '状态', type: 'text', width: 12 },
  { label: '答复日期', type: 'day', width: 12 },
]

/** The list of the workbench as a file: the same rows in the same order, masked unless the head takes it in full. */
export function createCaseExportsService(deps: CaseExportsDeps): CaseExportsService {
  const { exports, opinions, clock } = deps
  const acts = createStaffActs(deps)

  async function* cells(row: CaseExportRow): AsyncGenerator<WrittenCell[][], void, void> {
    const { filter, order, startedBy: accountId, masked } = row
    const reach = takenReach(row)
    const gridId = row.gridId ?? undefined
    const now = clock.now()
    const shown = await acts.presenting(now)
    for (let last: OpinionRow | undefined; ;) {
      const after = last ? { queueRank: last.queueRank, queueAt: last.queueAt, id: last._id } : null
      const page = await opinions.queue(
        reach,
        { filter, order, gridId, after, limit: ROWS_AT_ONCE },
        { now, accountId },
      )
      yield page.map((one) => cellsOf(one, shown, masked))
      last = page.at(-1)
      if (page.length < ROWS_AT_ONCE) break
    }
  }

  const lists = createTakenLists<CaseExport>(deps, {
    ...{ store: exports, path: 'case-exports' },
    fileOf: (row) => ({ title: '办件清单', name: '办件', columns, rows: cells(row) }),
  })

  return {
    async begin(actor, body) {
      const { communityId, filter, format, purpose, masked } = body
      demand(judgeCaseExport(actor, communityId, masked))
      const { row, address } = await lists.begin(
        actor,
        { ...body, barredKeys: [...staffReach(actor, communityId).barredKeys] },
        {
          what: `办件清单${masked ? '（已隐去门牌和号码）' : ''}`,
          purpose: caseExportPurposeLabel[purpose],
          act: { action: 'opinion.export', detail: { filter, format, purpose, masked } },
        },
      )
      return { id: row._id, address }
    },
    open: (address) => lists.open(address),
  }
}

function cellsOf(row: OpinionRow, shown: Presenting, masked: boolean): WrittenCell[] {
  const item: StaffOpinionItemView = presentStaffItem(row, shown)
  return [
    ...[item.number, dayOf(row.submittedAt)],
    item.deadline === null ? null : dayOf(new Date(item.deadline.dueAt)),
    item.deadline?.short ?? '',
    masked ? withoutPrivateMarks(opinionTitle(row.text)) : item.title,
    `${item.category.groupLabel}，${item.category.label}`,
    masked ? row.place.publicLabel : item.placeLabel,
    ...[item.ownerLabel, item.statusLabel],
    row.answeredAt === null ? null : dayOf(row.answeredAt),
  ]
}
