import { dataKinds, type DataKind } from '@linli/shared/privacy/privacy.kinds'
import type { ExportView } from '@linli/shared/privacy/privacy.schema'
import { addDays, dayOf, instantOf } from '@linli/shared/time'
import type { Actor } from '../../platform/actor'
import type { Audit } from '../../platform/audit/audit'
import type { Clock } from '../../platform/clock'
import type { Blobs } from '../../platform/files/blobs'
import type { Ids } from '../../platform/ids'
import { isDuplicateKey } from '../../platform/mongo-errors'
import type { Outbox, OutboxEvent } from '../../platform/outbox'
import type { DataSubject, ErasureStep, PersonalDataPart } from '../../platform/personal-data'
import { AppError } from '../../platform/problem-error'
import { inBatches, nextBy, removedHere, type RetentionWork } from '../../platform/retention'
import { keptSince, periodMs } from '../../platform/retention-rules'
import type { SignedUrls } from '../../platform/signed-url'
import type { UnitOfWork } from '../../platform/unit-of-work'
import { packZip } from '../../platform/zip'
import type { DataExportRow } from './data-export.model'
import type { DataExportsRepository } from './data-exports.repository'
import { dataRegister } from './data-register'
import { bundleJson, sheetLines, type BundledKind, type WriteSheet } from './export-bundle'
import type { MyDataService } from './my-data.service'
import type { PrivacyAccounts, PrivacyInbox } from './privacy.ports'
import { presentExport } from './privacy.presenter'
import { EXPORTS_PER_DAY } from './privacy.settings'

export interface OpenedExport {
  readonly bytes: Buffer
  readonly name: string
}

export interface DataExportsService {
  /** The caller's exports that are there or being made, the latest first. */
  list(actor: Actor): Promise<ExportView[]>
  /**
   * Asks for one; while one is being made, that one is the answer. Throws `own_proof_required`, `code_wrong`,
   * `code_expired`, `conflict` when another one was made in the same moment, and `rate_limited` beyond
   * {@link EXPORTS_PER_DAY}.
   */
  request(actor: Actor, code: string | undefined): Promise<ExportView>
  /** For the outbox: makes the file. Repeating it changes nothing. */
  make(event: Pick<OutboxEvent, 'aggregateId' | 'attempt'>): Promise<void>
  /** Opens a signed address; `not_found` for anything that is not exactly right. */
  open(address: { id: string; expires: string; signature: string }): Promise<OpenedExport>
  readonly retention: RetentionWork
  readonly erasure: ErasureStep
}

export interface DataExportsDeps {
  readonly exports: DataExportsRepository
  readonly myData: Pick<MyDataService, 'subject'>
  readonly parts: () => ReadonlyMap<DataKind, PersonalDataPart>
  readonly accounts: Pick<PrivacyAccounts, 'demandProof'>
  readonly inbox: PrivacyInbox
  /** Writes the sheet of all values. */
  readonly workbook: WriteSheet
  readonly blobs: Blobs
  readonly signedUrls: SignedUrls
  readonly outbox: Pick<Outbox, 'add'>
  readonly audit: Audit
  readonly uow: UnitOfWork
  readonly clock: Clock
  readonly ids: Ids
}

export const exportRequested = 'privacy.export_requested'
const SHOWN = 5
/** More entries of one kind than anybody has in ten years. */
const MOST_ENTRIES = 20_000
/** After so many tries the person is told to ask again, instead of waiting for ever. */
const MOST_TRIES = 6

/** A person takes the own data along (PIPL art. 45): one file, made aside, fetched by a signed address. */
export function createDataExports(deps: DataExportsDeps): DataExportsService {
  const { exports, blobs, signedUrls, uow, clock, ids } = deps
  const resource = (id: string): string => `privacy/exports/${id}/file`
  const blobOf = (key: string): string => `${key}.view`

  function viewOf(row: DataExportRow): ExportView {
    const until = row.readyAt && new Date(row.readyAt.getTime() + periodMs('exports'))
    const isThere = row.status === 'ready' && until !== null && until > clock.now()
    return presentExport(row, { until, url: isThere ? signedUrls.sign(resource(row._id)) : null })
  }

  async function insert(actor: Actor, nth: number): Promise<DataExportRow> {
    const now = clock.now()
    const row: DataExportRow = {
      ...{ _id: ids.next('dxp'), accountId: actor.accountId, day: dayOf(now), nth, status: 'waiting' },
      ...{ requestedAt: now, readyAt: null, blobKey: null, bytes: null },
    }
    await uow.run(async () => {
      await exports.insert(row)
      await deps.outbox.add({
        type: exportRequested,
        aggregateId: row._id,
        communityId: actor.communityId,
        payload: {},
      })
      await deps.audit.record({
        actor,
        action: 'privacy.export',
        communityId: actor.communityId,
        targetType: 'account',
        targetId: actor.accountId,
      })
    })
    return row
  }

  async function bundle(subject: DataSubject): Promise<BundledKind[]> {
    const kinds: BundledKind[] = []
    for (const kind of dataKinds) {
      const entries = await deps.parts().get(kind)?.entries(subject, { masked: false, limit: MOST_ENTRIES })
      if (entries && entries.length > 0) kinds.push({ kind, record: dataRegister[kind], entries })
    }
    return kinds
  }

  async function tell(row: DataExportRow, title: string, text: string): Promise<void> {
    await deps.inbox.deliver({
      ...{ communityId: null, topic: 'account', targetId: row._id, title, text, needsAct: false },
      dedupeKey: `privacy.export:${row._id}`,
      recipients: [{ accountId: row.accountId, wechat: false }],
    })
  }

  async function build(row: DataExportRow): Promise<void> {
    const now = clock.now()
    const kinds = await bundle(await deps.myData.subject({ accountId: row.accountId }))
    const zip = await packZip(
      [
        { name: '我的数据.json', bytes: Buffer.from(bundleJson(kinds, now)) },
        { name: '我的数据.xlsx', bytes: await deps.workbook(sheetLines(kinds), now) },
      ],
      now,
    )
    // The key follows from the row: a second try writes the same place, and nothing is left behind.
    const blobKey = `blb_${row._id.slice(row._id.indexOf('_') + 1)}`
    await blobs.put(blobOf(blobKey), zip, 'application/zip')
    await uow.run(async () => {
      if (!(await exports.finish(row._id, { at: now, blobKey, bytes: zip.length }))) return
      await tell(row, '您的数据整理好了', '请在“我的数据”里下载，文件保留三天')
    })
  }

  async function removeAll(rows: readonly DataExportRow[]): Promise<void> {
    for (const { blobKey } of rows) if (blobKey !== null) await blobs.remove(blobOf(blobKey))
    await exports.remove(rows.map((row) => row._id))
  }

  return {
    async list({ accountId }) {
      return (await exports.latestOf(accountId, SHOWN)).map(viewOf)
    },
    async request(actor, code) {
      const waiting = await exports.waitingOf(actor.accountId)
      if (waiting) return viewOf(waiting)
      const now = clock.now()
      const day = dayOf(now)
      const asked = await exports.countOnDay(actor.accountId, day)
      if (asked >= EXPORTS_PER_DAY) {
        const left = instantOf(addDays(day, 1)).getTime() - now.getTime()
        throw new AppError('rate_limited', { details: { retryAfterSeconds: Math.ceil(left / 1000) } })
      }
      await deps.accounts.demandProof(actor, code)
      try {
        return viewOf(await insert(actor, asked + 1))
      } catch (error) {
        if (!isDuplicateKey(error)) throw error
        // Somebody with the same account was faster: theirs is the one that is being made.
        const other = await exports.waitingOf(actor.accountId)
        if (!other) throw new AppError('conflict', { cause: error })
        return viewOf(other)
      }
    },
    async make({ aggregateId, attempt }) {
      const row = await exports.find(aggregateId)
      if (row?.status !== 'waiting') return
      try {
        await build(row)
      } catch (error) {
        if (attempt < MOST_TRIES) throw error
        if (await exports.fail(row._id, clock.now()))
          await tell(row, '数据没有整理好', '是我们这边出了问题，请在“我的数据”里再导出一次')
        throw error
      }
    },
    async open({ id, expires, signature }) {
      const isSigned = signedUrls.verify(resource(id), expires, signature) !== null
      const row = isSigned ? await exports.find(id) : null
      const isKept = row?.readyAt && row.readyAt > keptSince('exports', clock.now())
      const bytes = isKept && row.blobKey !== null ? await blobs.get(blobOf(row.blobKey)) : null
      if (!row || !bytes) throw new AppError('not_found')
      return { bytes, name: `邻里智治-我的数据-${row.day}.zip` }
    },
    retention: {
      rule: 'exports',
      async remove(now) {
        const before = keptSince('exports', now)
        const count = await inBatches(async () => {
          const rows = await exports.madeBefore(before)
          await removeAll(rows)
          return rows.length
        })
        return removedHere(count)
      },
      next: (now) => nextBy('exports', now, exports.byAge),
    },
    erasure: {
      name: 'exports',
      async erase({ accountId }) {
        for (;;) {
          const rows = await exports.latestOf(accountId, SHOWN)
          if (rows.length === 0) return
          await removeAll(rows)
        }
      },
    },
  }
}
