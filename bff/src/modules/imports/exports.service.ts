import {
  exportPurposeLabel,
  importKindLabel,
  type ExportPurpose,
  type ImportFormat,
  type ImportKind,
} from '@linli/shared/imports/imports.kinds'
import type { ExportItemView } from '@linli/shared/imports/exports.schema'
import { clockTime, dayOf } from '@linli/shared/time'
import type { Actor } from '../../platform/actor'
import type { Audit } from '../../platform/audit/audit'
import type { Clock } from '../../platform/clock'
import type { Ids } from '../../platform/ids'
import { maskPhone } from '../../platform/mask-phone'
import { decodeCursor, PAGE_ROWS, pageOf } from '../../platform/page-cursor'
import { AppError } from '../../platform/problem-error'
import { demand } from '../../platform/scope'
import type { WrittenCell } from '../../platform/sheets/sheet-columns'
import { writeSheet, type WrittenFile } from '../../platform/sheets/sheet-writer'
import type { SignedUrls } from '../../platform/signed-url'
import type { UnitOfWork } from '../../platform/unit-of-work'
import type { ExportRow } from './export.model'
import type { ExportRows } from './export-rows'
import type { ExportsRepository } from './exports.repository'
import { judgeExport, judgeReading, scopeOfList } from './imports.policy'
import type { ImportAccounts, ImportPeople } from './imports.ports'
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
  open(address: {
    readonly id: string
    readonly expires: string
    readonly signature: string
  }): Promise<WrittenFile>
}

export interface ExportsDeps {
  readonly exports: ExportsRepository
  readonly rows: ExportRows
  readonly people: ImportPeople
  readonly accounts: ImportAccounts
  readonly signedUrls: SignedUrls
  readonly audit: Audit
  readonly uow: UnitOfWork
  readonly clock: Clock
  readonly ids: Ids
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

const addressOf = (id: string): string => `exports/${id}/file`

/** Lists out of the roll. */
export function createExportsService(deps: ExportsDeps): ExportsService {
  const { exports, rows, people, accounts, signedUrls, audit, uow, clock, ids } = deps

  /** Passes rows on and keeps count; a file that was not taken to its end has no number of rows. */
  async function* counted(row: ExportRow): AsyncGenerator<WrittenCell[][], void, void> {
    let count = 0
    for await (const batch of rows(row.kind, scopeOfList(row), row)) {
      count += batch.length
      yield batch
    }
    await exports.setRows(scopeOfList(row), row._id, count)
  }

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
      demand(judgeExport(actor, masked, communityId))
      const now = clock.now()
      const name = (await people.staffCards([actor.accountId])).get(actor.accountId)?.name ?? ''
      const phone = (await accounts.phonesOf([actor.accountId])).get(actor.accountId)
      const row: ExportRow = {
        ...{ _id: ids.next('exp'), communityId, kind, format, purpose, masked },
        startedBy: actor.accountId,
        roles: [
          ...new Set(actor.grants.filter((g) => g.communityIds.includes(communityId)).map((g) => g.role)),
        ],
        watermark: [
          `${importKindLabel[kind]}名册${masked ? '（已打星号）' : ''}`,
          `${name} ${phone === undefined ? '' : maskPhone(phone)}`.trim(),
          `${dayOf(now)} ${clockTime(now)} 导出`,
          `用途：${exportPurposeLabel[purpose]}`,
          '内部资料，请勿外传',
        ].join('  '),
        ...{ createdAt: now, downloads: 0, rows: null },
      }
      await uow.run(async () => {
        await exports.insert(row)
        await audit.record({
          ...{ actor, action: 'export.begin', communityId, targetType: 'export', targetId: row._id },
          detail: { kind, format, purpose, masked },
        })
      })
      return { ...present(row, name), address: signedUrls.sign(addressOf(row._id)) }
    },

    async open({ id, expires, signature }) {
      const left = signedUrls.verify(addressOf(id), expires, signature)
      const row = left === null ? null : await exports.findSigned(id)
      if (!row) throw new AppError('not_found')
      await exports.countDownload(scopeOfList(row), row._id)
      return writeSheet(`${importKindLabel[row.kind]}名册 ${dayOf(row.createdAt)}`, row.format, {
        name: importKindLabel[row.kind],
        columns: writtenColumns(row.kind),
        rows: counted(row),
        watermark: row.watermark,
        now: row.createdAt,
      })
    },
  }
}
