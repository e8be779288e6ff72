import type { Connection } from 'mongoose'
import { resetModel, type ResetRow } from './second-factor-reset.model'

export interface ResetsRepository {
  /** The request while it can still be decided. */
  findOpen(id: string, now: Date): Promise<ResetRow | null>
  openOf(accountIds: readonly string[], now: Date): Promise<ResetRow[]>
  /** Marks a request of the account that ran out, so that a new one may stand in its place. */
  expire(accountId: string, now: Date): Promise<void>
  /** One open request per account; a second one violates `second_factor_reset_open_unique`. */
  insert(row: ResetRow): Promise<void>
  /** Agrees as somebody who neither asked nor is meant; false when it is decided, over, or one's own. */
  approve(id: string, by: string, now: Date): Promise<boolean>
  refuse(id: string, by: string, now: Date): Promise<boolean>
}

/** Requests to reset a second factor: a collection of the deployment itself. */
export function createResetsRepository(connection: Connection): ResetsRepository {
  const resets = resetModel(connection)
  const open = (now: Date) => ({ status: 'open', expiresAt: { $gt: now } }) as const
  return {
    findOpen: (id, now) => resets.findOne({ _id: id, ...open(now) }).lean<ResetRow>(),
    openOf: (accountIds, now) =>
      resets.find({ accountId: { $in: [...accountIds] }, ...open(now) }).lean<ResetRow[]>(),
    async expire(accountId, now) {
      await resets.updateMany(
        { accountId, status: 'open', expiresAt: { $lte: now } },
        { $set: { status: 'expired' } },
      )
    },
    async insert(row) {
      await resets.create([row])
    },
    async approve(id, by, now) {
      const { modifiedCount } = await resets.updateOne(
        { _id: id, ...open(now), requestedBy: { $ne: by }, accountId: { $ne: by } },
        { $set: { status: 'done', decidedBy: by, decidedAt: now } },
      )
      return modifiedCount === 1
    },
    async refuse(id, by, now) {
      const { modifiedCount } = await resets.updateOne(
        { _id: id, ...open(now), accountId: { $ne: by } },
        { $set: { status: 'refused', decidedBy: by, decidedAt: now } },
      )
      return modifiedCount === 1
    },
  }
}
