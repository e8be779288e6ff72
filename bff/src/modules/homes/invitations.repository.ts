import { sourcesOf } from '@linli/shared/machine'
import { invitationMachine } from '@linli/shared/homes/homes.machine'
import type { Connection } from 'mongoose'
import { isDuplicateKey } from '../../platform/mongo-errors'
import { AppError } from '../../platform/problem-error'
import { inScope, type Scope } from '../../platform/scope'
import { invitationModel, type InvitationRow } from './invitation.model'

export interface InvitationsRepository {
  /** Throws `conflict` for a code that there is already, one in a million million: the next try makes another. */
  insert(rows: readonly InvitationRow[]): Promise<void>
  find(scope: Scope, id: string): Promise<InvitationRow | null>
  /** By code, in whatever community: the code in the hand is the permission. */
  findByCode(codeHashes: readonly string[]): Promise<InvitationRow | null>
  /** Uses an open invitation that has not expired: of many at once, one. */
  use(codeHashes: readonly string[], use: { by: string; at: Date }): Promise<InvitationRow | null>
  noteUser(scope: Scope, id: string, personId: string): Promise<void>
  withdraw(scope: Scope, id: string, version: number): Promise<InvitationRow | null>
  /** Takes back what an account has left open in a room. */
  withdrawAllOf(scope: Scope, roomId: string, issuedBy: string): Promise<void>
  openOf(scope: Scope, roomIds: readonly string[], now: Date): Promise<InvitationRow[]>
  list(
    scope: Scope,
    page: { before: { at: Date; id: string } | null; limit: number },
  ): Promise<InvitationRow[]>
}

/** Of one room. */
const MOST_OPEN = 100

export function createInvitationsRepository(connection: Connection): InvitationsRepository {
  const invitations = invitationModel(connection)
  return {
    async insert(rows) {
      try {
        await invitations.insertMany([...rows], { lean: true })
      } catch (error) {
        throw isDuplicateKey(error, 'invitation_code_unique')
          ? new AppError('conflict', { cause: error })
          : error
      }
    },
    find: (scope, id) => invitations.findOne({ ...inScope(scope), _id: id }).lean<InvitationRow>(),
    findByCode: (codeHashes) =>
      invitations.findOne({ codeHash: { $in: [...codeHashes] } }).lean<InvitationRow>(),
    use: (codeHashes, { by, at }) =>
      invitations
        .findOneAndUpdate(
          {
            codeHash: { $in: [...codeHashes] },
            status: { $in: sourcesOf(invitationMachine, 'use') },
            expiresAt: { $gt: at },
          },
          { $set: { status: 'used', usedBy: by, usedAt: at }, $inc: { version: 1 } },
          { returnDocument: 'after' },
        )
        .lean<InvitationRow>(),
    async noteUser(scope, id, personId) {
      await invitations.updateOne({ ...inScope(scope), _id: id }, { $set: { usedPersonId: personId } })
    },
    withdraw: (scope, id, version) =>
      invitations
        .findOneAndUpdate(
          { ...inScope(scope), _id: id, version, status: { $in: sourcesOf(invitationMachine, 'withdraw') } },
          { $set: { status: 'withdrawn' }, $inc: { version: 1 } },
          { returnDocument: 'after' },
        )
        .lean<InvitationRow>(),
    async withdrawAllOf(scope, roomId, issuedBy) {
      await invitations.updateMany(
        { ...inScope(scope), roomId, status: 'open', issuedBy },
        { $set: { status: 'withdrawn' }, $inc: { version: 1 } },
      )
    },
    async openOf(scope, roomIds, now) {
      if (roomIds.length === 0) return []
      return invitations
        .find({ ...inScope(scope), roomId: { $in: [...roomIds] }, status: 'open', expiresAt: { $gt: now } })
        .limit(MOST_OPEN * roomIds.length)
        .lean<InvitationRow[]>()
    },
    list: (scope, { before, limit }) =>
      invitations
        .find({
          ...inScope(scope),
          ...(before && {
            $or: [{ createdAt: { $lt: before.at } }, { createdAt: before.at, _id: { $lt: before.id } }],
          }),
        })
        .sort({ createdAt: -1, _id: -1 })
        .limit(limit)
        .lean<InvitationRow[]>(),
  }
}
