import {
  exportPurposeLabel,
  importKindLabel,
  type ExportPurpose,
  type ImportFormat,
  type ImportKind,
} from '@linli/shared/imports/imports.kinds'
import type { ExportItemView } from '@linli/shared/imports/exports.schema'
import type { Actor } from '../../platform/actor'
import { maskPhone } from '../../platform/mask-phone'
import { decodeCursor, PAGE_ROWS, pageOf } from '../../platform/page-cursor'
import { demand } from '../../platform/scope'
import type { WrittenFile } from '../../platform/sheets/sheet-writer'
import { createTakenLists, type SignedAddress, type TakenListsDeps } from '../../platform/sheets/taken-lists'
import type { ExportRow, RollExport } from './export.model'
import type { ExportRows } from './export-rows'
import type { ExportsRepository } from './exports.repository'
import { judgeExport, judgeReading, scopeOfList, takerOf } from './imports.policy'
import type { ImportAccounts } from './imports.ports'
import { writtenColumns } from './list-sheets'

export interface ExportsService {
  list(
    actor: Actor,
    query: {
      readonly communityId: string
      readonly cursor?: string | undefined
      readonly limit?: number | undefined
    },
  ): Promise<{ items: ExportItemView[]; nextCursor: string | null }>
  /** Records who takes what out and what for, and answers the address of the file. */
  begin(
    actor: Actor,
    body: {
      readonly communityId: string
      readonly kind: ImportKind
      readonly format: ImportFormat
      readonly purpose: ExportPurpose
      readonly masked: boolean
    },
  ): Promise<ExportItemView & { address: string }>
  /** The file, made while it is sent; `not_found` for an address that is not exactly right. */
  open(address: SignedAddress): Promise<WrittenFile>
}

export interface ExportsDeps extends TakenListsDeps {
  readonly exports: ExportsRepository
  readonly rows: ExportRows
  readonly accounts: ImportAccounts
}

const present = (row: ExportRow, startedBy: string): ExportItemView => {
  const { _id: id, communityId, kind, format, purpose, masked, createdAt, downloads, rows } = row
  return {
    id,
    communityId,
    kind,
    format,
    purpose,
    masked,
    startedBy,
    downloads,
    rows,
    createdAt: createdAt.toISOString(),
  }
}

/** Lists out of the roll. */
export function createExportsService(deps: ExportsDeps): ExportsService {
  const { exports, rows, people, accounts } = deps
  const lists = createTakenLists<RollExport>(deps, {
    ...{ store: exports, path: 'exports' },
    fileOf: (row) => ({
      title: `${importKindLabel[row.kind]}名册`,
      name: importKindLabel[row.kind],
      columns: writtenColumns(row.kind),
      rows: rows(row.kind, scopeOfList(row), { ...row, taker: takerOf(row) }),
    }),
  })

  return {
    async list(actor, { communityId, cursor, limit = PAGE_ROWS }) {
      const scope = demand(judgeReading(actor, communityId))
      const [before] = cursor === undefined ? [null] : decodeCursor(cursor, ['string'])
      const found = await exports.page(scope, { before, limit: limit + 1 })
      const { rows: shown, nextCursor } = pageOf(found, limit, ({ _id }) => [_id])
      const cards = await people.staffCards([...new Set(shown.map((row) => row.startedBy))])
      return { items: shown.map((row) => present(row, cards.get(row.startedBy)?.name ?? '')), nextCursor }
    },

    async begin(actor, { communityId, kind, format, purpose, masked }) {
      demand(judgeExport(actor, { kind, masked }, communityId))
      const phone = (await accounts.phonesOf([actor.accountId])).get(actor.accountId)
      const held = actor.grants.filter((grant) => grant.communityIds.includes(communityId))
      const { row, startedBy, address } = await lists.begin(
        actor,
        { communityId, kind, format, purpose, masked, roles: [...new Set(held.map(({ role }) => role))] },
        {
          what: `${importKindLabel[kind]}名册${masked ? '（已打星号）' : ''}`,
          purpose: exportPurposeLabel[purpose],
          ...(phone !== undefined && { phone: maskPhone(phone) }),
          act: { action: 'export.begin', detail: { kind, format, purpose, masked } },
        },
      )
      return { ...present(row, startedBy), address }
    },
    open: (address) => lists.open(address),
  }
}
