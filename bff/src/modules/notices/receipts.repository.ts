import type { Connection } from 'mongoose'
import { gatheredBy } from '../../platform/gathered'
import { isDuplicateKey } from '../../platform/mongo-errors'
import { rowsOf } from '../../platform/mongo'
import { inScope, type Scope } from '../../platform/scope'
import { noticeReceiptModel, type NoticeReceiptRow } from './notice-receipt.model'

/** Who reads or confirms, and where the person lives. */
export interface NewReceipt {
  readonly id: string
  readonly communityId: string
  readonly noticeId: string
  readonly personId: string
  readonly accountId: string
  readonly roomIds: readonly string[]
  readonly adultRoomIds: readonly string[]
}

export interface ReceiptsRepository {
  /** Records the first opening; null when it is recorded already. */
  recordRead(receipt: NewReceipt, now: Date): Promise<NoticeReceiptRow | null>
  /** Records the confirmation; null when it is recorded already. Of many at once, one gets the row. */
  recordConfirmed(receipt: NewReceipt, now: Date): Promise<NoticeReceiptRow | null>
  ofPerson(scope: Scope, personId: string, noticeIds: readonly string[]): Promise<NoticeReceiptRow[]>
  countOfPersons(scope: Scope, personIds: readonly string[]): Promise<number>
  /** Gives one person's receipts to another, where that one has none of the notice; answers which. */
  moveTo(scope: Scope, fromPersonId: string, toPersonId: string): Promise<string[]>
  returnTo(scope: Scope, ids: readonly string[], personId: string): Promise<void>
  /** Receipts of a notice in order of the person's id, for entering them all. */
  pageOf(
    scope: Scope,
    noticeId: string,
    page: { readonly after: string | null; readonly limit: number },
  ): Promise<NoticeReceiptRow[]>
  /** Of these persons, those who have confirmed. */
  confirmedAmong(scope: Scope, noticeId: string, personIds: readonly string[]): Promise<string[]>
  markEntered(receipt: Pick<NoticeReceiptRow, '_id' | 'communityId' | 'pendingSince'>): Promise<void>
  /** Receipts of every community that a dying process left unentered; only the sweep asks this. */
  listPending(before: Date, limit: number): Promise<NoticeReceiptRow[]>
  seedMany(rows: readonly NoticeReceiptRow[]): Promise<void>
}

/** Receipts as a part of what is kept about people. */
export interface ReceiptTraces {
  /** What these persons read and confirmed, the latest notices first. */
  latestOf(scope: Scope, personIds: readonly string[], limit: number): Promise<NoticeReceiptRow[]>
  /** The figures stay; the account they came through is named no more. */
  forgetAccount(scope: Scope, personIds: readonly string[], nobody: string): Promise<void>
}

/** Who has opened and confirmed what. */
export function createReceiptsRepository(connection: Connection): ReceiptsRepository & ReceiptTraces {
  const receipts = noticeReceiptModel(connection)
  const rows = rowsOf(receipts)
  const together = gatheredBy(
    async (
      { scope, noticeIds }: { readonly scope: Scope; readonly noticeIds: readonly string[] },
      personIds: readonly string[],
    ) => {
      const persons = { personId: { $in: [...new Set(personIds)] } }
      const found = await rows
        .find({ ...inScope(scope), ...persons, noticeId: { $in: [...noticeIds] } })
        .toArray()
      return personIds.map((personId) => found.filter((row) => row.personId === personId))
    },
  )
  const keyOf = ({ communityId, noticeId, personId }: NewReceipt) => ({ communityId, noticeId, personId })

  return {
    async recordRead(receipt, now) {
      try {
        const { upsertedCount } = await receipts.updateOne(
          keyOf(receipt),
          {
            $setOnInsert: {
              _id: receipt.id,
              accountId: receipt.accountId,
              roomIds: [...receipt.roomIds],
              adultRoomIds: [...receipt.adultRoomIds],
              readAt: now,
              confirmedAt: null,
              pendingSince: now,
            },
          },
          { upsert: true },
        )
        return upsertedCount === 1 ? await receipts.findOne(keyOf(receipt)).lean<NoticeReceiptRow>() : null
      } catch (error) {
        // The same person's two devices at once: the other one has recorded it.
        if (isDuplicateKey(error, 'notice_receipt_unique')) return null
        throw error
      }
    },

    async recordConfirmed(receipt, now) {
      try {
        return await rows.findOneAndUpdate(
          { ...keyOf(receipt), confirmedAt: null },
          {
            $set: {
              accountId: receipt.accountId,
              roomIds: [...receipt.roomIds],
              adultRoomIds: [...receipt.adultRoomIds],
              confirmedAt: now,
              pendingSince: now,
            },
            $setOnInsert: { _id: receipt.id, readAt: now },
          },
          { upsert: true, returnDocument: 'after' },
        )
      } catch (error) {
        // A confirmed receipt does not match the filter, and the unique index refuses a second one.
        if (isDuplicateKey(error, 'notice_receipt_unique')) return confirmUnlessDone(receipt, now)
        throw error
      }
    },

    countOfPersons: (scope, personIds) =>
      receipts.countDocuments({ ...inScope(scope), personId: { $in: [...personIds] } }),
    async moveTo(scope, fromPersonId, toPersonId) {
      const own = { ...inScope(scope), personId: { $in: [fromPersonId, toPersonId] } }
      const rows = await receipts
        .find(own, { personId: 1, noticeId: 1 })
        .lean<Pick<NoticeReceiptRow, '_id' | 'personId' | 'noticeId'>[]>()
      const held = new Set(rows.filter((row) => row.personId === toPersonId).map((row) => row.noticeId))
      const ids = rows
        .filter((row) => row.personId === fromPersonId && !held.has(row.noticeId))
        .map((row) => row._id)
      await receipts.updateMany({ ...inScope(scope), _id: { $in: ids } }, { $set: { personId: toPersonId } })
      return ids
    },
    async returnTo(scope, ids, personId) {
      await receipts.updateMany({ ...inScope(scope), _id: { $in: [...ids] } }, { $set: { personId } })
    },
    ofPerson: (scope, personId, noticeIds) => together({ scope, noticeIds }, personId),
    pageOf: (scope, noticeId, { after, limit }) =>
      receipts
        .find({ ...inScope(scope), noticeId, ...(after !== null && { personId: { $gt: after } }) })
        .sort({ personId: 1 })
        .limit(limit)
        .lean<NoticeReceiptRow[]>(),
    async confirmedAmong(scope, noticeId, personIds) {
      const rows = await receipts
        .find(
          { ...inScope(scope), noticeId, personId: { $in: [...personIds] }, confirmedAt: { $ne: null } },
          { personId: 1 },
        )
        .lean<Pick<NoticeReceiptRow, 'personId'>[]>()
      return rows.map((row) => row.personId)
    },
    async markEntered({ _id, communityId, pendingSince }) {
      // A confirmation that came after this reading has moved pendingSince on, and is still to be entered.
      await rows.updateOne(
        { _id, communityId, ...(pendingSince && { pendingSince }) },
        { $unset: { pendingSince: 1 } },
      )
    },
    listPending: (before, limit) =>
      receipts
        .find({ pendingSince: { $lte: before } })
        .sort({ pendingSince: 1 })
        .limit(limit)
        .lean<NoticeReceiptRow[]>(),
    async seedMany(rows) {
      await receipts.insertMany(rows, { lean: true })
    },
    latestOf: (scope, personIds, limit) =>
      receipts
        .find({ ...inScope(scope), personId: { $in: [...personIds] } })
        // Ids of notices grow with time.
        .sort({ noticeId: -1 })
        .limit(limit)
        .lean<NoticeReceiptRow[]>(),
    async forgetAccount(scope, personIds, nobody) {
      await receipts.updateMany(
        { ...inScope(scope), personId: { $in: [...personIds] } },
        { $set: { accountId: nobody } },
      )
    },
  }

  /** Two first writes at once: the loser of the insert still confirms, if the winner only read. */
  function confirmUnlessDone(receipt: NewReceipt, now: Date): Promise<NoticeReceiptRow | null> {
    return receipts
      .findOneAndUpdate(
        { ...keyOf(receipt), confirmedAt: null },
        {
          $set: {
            roomIds: [...receipt.roomIds],
            adultRoomIds: [...receipt.adultRoomIds],
            confirmedAt: now,
            pendingSince: now,
          },
        },
        { returnDocument: 'after' },
      )
      .lean<NoticeReceiptRow>()
  }
}
