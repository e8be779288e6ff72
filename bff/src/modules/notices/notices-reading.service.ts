import { noticeStage, type DisclosureClass, type NoticeCategory } from '@linli/shared/notices/notices.rules'
import type { NoticeItemView } from '@linli/shared/notices/notices.parts.schema'
import type { NoticeView } from '@linli/shared/notices/notices.schema'
import type { Actor } from '../../platform/actor'
import type { Clock } from '../../platform/clock'
import type { Ids } from '../../platform/ids'
import { decodeCursor, PAGE_ROWS, pageOf } from '../../platform/page-cursor'
import { AppError } from '../../platform/problem-error'
import { demand, type Scope } from '../../platform/scope'
import type { ReaderFilter } from './notice-filters'
import type { NoticePublishing } from './notice-publishing'
import type { NoticeReach, ReachFigures } from './notice-reach-figures'
import type { NoticeReceipts } from './notice-receipts'
import type { NoticeReceiptRow } from './notice-receipt.model'
import type { NoticeRow } from './notice.model'
import { judgeConfirming, judgeListing, judgeReading, visitor, type Reader } from './notices.policy'
import type { NoticeAccounts, NoticeFiles, NoticePeople, NoticeSpace } from './notices.ports'
import {
  isPinned,
  presentDisclosed,
  presentItem,
  presentNotice,
  type DisclosedView,
} from './notices.presenter'
import type { NoticesRepository } from './notices.repository'
import type { ReceiptsRepository } from './receipts.repository'

const DISCLOSED_PER_CLASS = 20

export interface NoticeListQuery {
  readonly cursor?: string | undefined
  readonly limit?: number | undefined
  readonly category?: NoticeCategory | undefined
  readonly q?: string | undefined
  readonly communityId?: string | undefined
}

export interface ReceiptView {
  read: boolean
  confirmed: boolean
}

/** What residents and visitors do with notices. */
export interface NoticesReading {
  /** Live notices that address the caller; without a home in the community, its public ones. */
  list(
    actor: Actor | null,
    query: NoticeListQuery,
  ): Promise<{ items: NoticeItemView[]; nextCursor: string | null }>
  /** Live must-confirm notices the caller has not confirmed, newest first. For the home page. */
  unconfirmed(actor: Actor, limit: number): Promise<NoticeItemView[]>
  /** How many live notices {@link list} would show. */
  countLive(actor: Actor | null, communityId?: string): Promise<number>
  disclosure(
    actor: Actor | null,
    communityId?: string,
  ): Promise<{ classes: { code: DisclosureClass; items: DisclosedView[]; total: number }[] }>
  /** One notice; also one that has ended or was withdrawn, with its reason. */
  get(actor: Actor | null, id: string): Promise<NoticeView>
  read(actor: Actor, id: string): Promise<ReceiptView>
  confirm(actor: Actor, id: string): Promise<ReceiptView>
  /** How many notices these persons have read: a figure, never which. */
  countOfPersons(scope: Scope, personIds: readonly string[]): Promise<number>
  /** Two records of one human become one: what was read stays read. Inside a unit of work; answers what moved. */
  moveReceipts(scope: Scope, fromPersonId: string, toPersonId: string): Promise<string[]>
  returnReceipts(scope: Scope, receiptIds: readonly string[], personId: string): Promise<void>
}

export interface ReadingDeps {
  readonly notices: NoticesRepository
  readonly receipts: ReceiptsRepository
  readonly entering: NoticeReceipts
  readonly publishing: NoticePublishing
  readonly figures: ReachFigures
  readonly people: NoticePeople
  readonly space: NoticeSpace
  readonly accounts: NoticeAccounts
  readonly files: NoticeFiles
  readonly clock: Clock
  readonly ids: Ids
}

/** A reader with the homes that make the reader one. */
interface Resident extends Reader {
  readonly roomIds: readonly string[]
  readonly adultRoomIds: readonly string[]
  readonly tags: readonly string[]
}

const stranger: Resident = { ...visitor, roomIds: [], adultRoomIds: [], tags: [] }

/** Reading: what addresses the caller, and the record that it was read and understood. */
export function createNoticesReading(deps: ReadingDeps): NoticesReading {
  const { notices, receipts, entering, publishing, figures, people, space, accounts, files, clock, ids } =
    deps

  /** Before the terms are accepted nothing personal is read, not even where somebody lives. */
  const readerOf = async (actor: Actor | null): Promise<Resident> =>
    actor === null || actor.consentVersion !== accounts.currentTermsVersion()
      ? stranger
      : people.audienceOf(actor)

  /** Whose notices a list is about, and which of them. */
  const view = async (
    actor: Actor | null,
    wanted: string | undefined,
  ): Promise<{ scope: Scope; reader: Resident; audience: ReaderFilter['audience'] }> => {
    const reader = await readerOf(actor)
    const listing = judgeListing(reader, wanted ?? actor?.communityId ?? undefined)
    if (listing === null) {
      throw new AppError('validation_failed', {
        errors: [{ path: 'query.communityId', message: '请选择社区' }],
      })
    }
    const { scope, isPublicOnly } = listing
    if (!isPublicOnly) return { scope, reader, audience: { nodeIds: reader.nodeIds, tags: reader.tags } }
    const [communityId = ''] = scope.communityIds
    if (!(await space.community(communityId))) throw new AppError('not_found')
    return { scope, reader, audience: 'public' }
  }

  const receiptsOf = async (
    scope: Scope,
    reader: Reader,
    rows: readonly NoticeRow[],
  ): Promise<ReadonlyMap<string, NoticeReceiptRow>> => {
    if (reader.personId === null || rows.length === 0) return new Map()
    const noticeIds = rows.map((row) => row._id)
    const found = await receipts.ofPerson(scope, reader.personId, noticeIds)
    return new Map(found.map((receipt) => [receipt.noticeId, receipt]))
  }

  /** A notice a reader may open, and the reader. */
  const open = async (actor: Actor | null, id: string) => {
    const [row, reader] = await Promise.all([notices.findShared(id), readerOf(actor)])
    if (!row) throw new AppError('not_found')
    const stage = noticeStage(row, clock.now())
    return { row, reader, stage, scope: demand(judgeReading(reader, row, stage)) }
  }

  const receiptFor = (actor: Actor, reader: Resident, personId: string, row: NoticeRow) => ({
    id: ids.next('ntr'),
    communityId: row.communityId,
    noticeId: row._id,
    personId,
    accountId: actor.accountId,
    roomIds: reader.roomIds,
    adultRoomIds: reader.adultRoomIds,
  })

  return {
    countOfPersons: (scope, personIds) => receipts.countOfPersons(scope, personIds),
    moveReceipts: (scope, from, to) => receipts.moveTo(scope, from, to),
    returnReceipts: (scope, ids, personId) => receipts.returnTo(scope, ids, personId),
    async list(actor, { cursor, limit = PAGE_ROWS, category, q, communityId }) {
      const now = clock.now()
      const { scope, reader, audience } = await view(actor, communityId)
      const after = cursor === undefined ? null : placeOf(cursor)
      const rows = await notices.listLive(scope, { audience, category, q }, now, { after, limit: limit + 1 })
      const page = pageOf(rows, limit, (last) => [
        isPinned(last, now) ? 1 : 0,
        last.publishAt?.getTime() ?? 0,
        last._id,
      ])
      const own = await receiptsOf(scope, reader, page.rows)
      return {
        items: page.rows.map((row) => presentItem(row, now, own.get(row._id), files)),
        nextCursor: page.nextCursor,
      }
    },

    async unconfirmed(actor, limit) {
      const now = clock.now()
      const reader = await readerOf(actor)
      const listing = judgeListing(reader, undefined)
      if (listing === null || listing.isPublicOnly) return []
      const { scope } = listing
      const audience = { nodeIds: reader.nodeIds, tags: reader.tags }
      const rows = await notices.listMustConfirm(scope, { audience }, now, MOST_MUST_CONFIRM)
      const own = await receiptsOf(scope, reader, rows)
      return rows
        .filter((row) => own.get(row._id)?.confirmedAt == null)
        .slice(0, limit)
        .map((row) => presentItem(row, now, own.get(row._id), files))
    },

    async countLive(actor, communityId) {
      const { scope, audience } = await view(actor, communityId)
      return notices.countLive(scope, { audience }, clock.now())
    },

    async disclosure(actor, communityId) {
      const now = clock.now()
      const { scope } = await view(actor, communityId)
      const found = await notices.listDisclosed(scope, now, DISCLOSED_PER_CLASS)
      return {
        classes: found.map(({ code, rows, total }) => ({
          code,
          items: rows.map((row) => presentDisclosed(row, now)),
          total,
        })),
      }
    },

    async get(actor, id) {
      const { row, reader, stage, scope } = await open(actor, id)
      const [own, reach] = await Promise.all([
        receiptsOf(scope, reader, [row]),
        reader.isAddressed(row.audience) ? figures.of(scope, [id], null) : noFigures,
      ])
      const receipt = own.get(id)
      return presentNotice(
        row,
        { now: clock.now(), stage, reader, receipt, reach: reach.get(id) ?? null },
        files,
      )
    },

    async read(actor, id) {
      const { row, reader, stage, scope } = await open(actor, id)
      const { personId } = reader
      // A passer-by on a public notice leaves no trace.
      if (personId === null || !reader.isAddressed(row.audience) || stage === 'withdrawn')
        return { read: true, confirmed: false }
      const receipt = await receipts.recordRead(receiptFor(actor, reader, personId, row), clock.now())
      if (receipt) {
        await entering.enter(receipt)
        return { read: true, confirmed: false }
      }
      const own = await receiptsOf(scope, reader, [row])
      return { read: true, confirmed: own.get(id)?.confirmedAt != null }
    },

    async confirm(actor, id) {
      const { row, reader, stage } = await open(actor, id)
      const judgement = judgeConfirming(reader, row, stage)
      if (!judgement.allowed && judgement.code === 'invalid_status') {
        throw new AppError('invalid_status', { details: { current: stage, allowedFrom: ['live'] } })
      }
      demand(judgement)
      if (reader.personId === null) throw new AppError('forbidden')
      await publishing.catchUp(row)
      const mine = receiptFor(actor, reader, reader.personId, row)
      const receipt = await receipts.recordConfirmed(mine, clock.now())
      if (receipt) await entering.enter(receipt)
      return { read: true, confirmed: true }
    },
  }
}

const noFigures: ReadonlyMap<string, NoticeReach> = new Map()

/** More open confirmations than anybody has; a bound for the query, not a promise. */
const MOST_MUST_CONFIRM = 50

function placeOf(cursor: string): { pinned: boolean; publishAt: Date; id: string } {
  const [pinned, at, id] = decodeCursor(cursor, ['number', 'number', 'string'])
  return { pinned: pinned === 1, publishAt: new Date(at), id }
}
