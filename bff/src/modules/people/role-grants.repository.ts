import type { GrantEnd } from '@linli/shared/grants/grants.rules'
import type { Connection, QueryFilter } from 'mongoose'
import { rowsOf } from '../../platform/mongo'
import { joining } from '../../platform/unit-of-work'
import { grantInvitationModel, type GrantInvitationRow } from './grant-invitation.model'
import { roleGrantModel, type RoleGrantRow, type StaffRole } from './role-grant.model'

/** Which grants of some places a list shows. */
export interface GrantFilter {
  readonly nodeIds: readonly string[]
  readonly roles: readonly StaffRole[]
  /** `held` now, `ending` before `soon`, or `ended` (by an act or by the clock). */
  readonly state: 'held' | 'ending' | 'ended'
  /** Tokens of a name, all of which have to be there. */
  readonly tokens: readonly string[]
  readonly now: Date
  readonly soon: Date
  /** The last id of the page before. */
  readonly before: string | null
  readonly limit: number
}

/**
 * Who holds which role, and who is asked to: collections of the deployment itself, reached by account, by place and
 * by phone. Everything that writes joins the caller's unit of work.
 */
export interface RoleGrants {
  find(id: string): Promise<RoleGrantRow | null>
  /** Those of an account that hold now. */
  ofAccount(accountId: string, now: Date): Promise<RoleGrantRow[]>
  /** {@link RoleGrants.ofAccount} for many at once, the oldest first. */
  ofAccounts(accountIds: readonly string[], now: Date): Promise<RoleGrantRow[]>
  /** Every grant of the accounts, those that ended included, the newest first. */
  everOf(accountIds: readonly string[]): Promise<RoleGrantRow[]>
  /** Holders of roles for exactly these nodes, now. */
  at(nodeIds: readonly string[], roles: readonly StaffRole[], now: Date): Promise<RoleGrantRow[]>
  list(filter: GrantFilter): Promise<RoleGrantRow[]>
  /** How many hold a role at each place now. */
  countAt(
    nodeIds: readonly string[],
    now: Date,
  ): Promise<{ nodeId: string; role: StaffRole; count: number }[]>
  /** Violates `role_grant_unique` when the account holds the role there already. */
  insert(rows: readonly RoleGrantRow[]): Promise<void>
  /** Ends a grant that is open in this version; null when somebody was faster. */
  end(
    guard: { readonly id: string; readonly version: number },
    end: { readonly at: Date; readonly by: string | null; readonly reason: GrantEnd },
  ): Promise<RoleGrantRow | null>
  setExpiry(
    guard: { readonly id: string; readonly version: number },
    expiry: { readonly expiresAt: Date | null; readonly nextActionAt: Date | null },
  ): Promise<RoleGrantRow | null>
  /**
   * Touches every grant without an end that holds a role at a place and answers how many there are. Two acts that
   * both look meet in this write, so that each counts what the other has left.
   */
  guardLasting(nodeId: string, role: StaffRole): Promise<number>
  /** Writes down what the clock ended, so that the same role can be given again; answers what was written down. */
  tidyExpired(accountId: string, now: Date): Promise<void>
  /** Grants whose warning or end is due. */
  due(now: Date, limit: number, skip: number): Promise<RoleGrantRow[]>
  /** The warning is given: the next thing is the end. False when it was given already. */
  markWarned(row: RoleGrantRow, nextActionAt: Date): Promise<boolean>

  invite(row: GrantInvitationRow): Promise<void>
  invitationsAt(nodeIds: readonly string[], now: Date, limit: number): Promise<GrantInvitationRow[]>
  /** How many are asked to take which role at each place. */
  countInvitationsAt(
    nodeIds: readonly string[],
    now: Date,
  ): Promise<{ nodeId: string; role: StaffRole; count: number }[]>
  findInvitation(id: string, now: Date): Promise<GrantInvitationRow | null>
  waitingFor(phoneIndexes: readonly string[], now: Date): Promise<GrantInvitationRow[]>
  /** Decides a waiting invitation, whose phone is then forgotten; false when it was decided or ran out. */
  decide(id: string, status: 'taken' | 'withdrawn', now: Date): Promise<boolean>
  /** Invitations nobody took up in time go, with the phones in them; answers how many. */
  dropLapsed(now: Date): Promise<number>
  /** An invitation that ran out makes room for a new one. */
  clearLapsed(phoneIndexes: readonly string[], now: Date): Promise<void>
}

const inForce = (now: Date) => ({
  to: null,
  $or: [{ expiresAt: null }, { expiresAt: { $gt: now } }],
})

const stateOf = ({ state, now, soon }: GrantFilter): QueryFilter<RoleGrantRow> => {
  switch (state) {
    case 'held':
      return inForce(now)
    case 'ending':
      return { to: null, expiresAt: { $gt: now, $lte: soon } }
    case 'ended':
      return { $or: [{ to: { $ne: null } }, { expiresAt: { $lte: now } }] }
  }
}

export function createRoleGrants(connection: Connection): RoleGrants {
  const grants = roleGrantModel(connection)
  const rows = rowsOf(grants)
  const invitations = grantInvitationModel(connection)
  const heldBy = (accountId: string | { $in: string[] }, now: Date) =>
    rows
      .find({ accountId, ...inForce(now) }, joining(connection))
      .sort({ _id: 1 })
      .toArray()
  return {
    find: (id) => grants.findOne({ _id: id }).lean<RoleGrantRow>(),
    ofAccount: (accountId, now) => heldBy(accountId, now),
    ofAccounts: (accountIds, now) => heldBy({ $in: [...accountIds] }, now),
    everOf: (accountIds) =>
      grants
        .find({ accountId: { $in: [...accountIds] } })
        .sort({ _id: -1 })
        .lean<RoleGrantRow[]>(),
    at: (nodeIds, roles, now) =>
      grants
        .find({ nodeId: { $in: [...nodeIds] }, role: { $in: [...roles] }, ...inForce(now) })
        .sort({ _id: 1 })
        .lean<RoleGrantRow[]>(),
    list(filter) {
      const { nodeIds, roles, tokens, before, limit } = filter
      return grants
        .find({
          nodeId: { $in: [...nodeIds] },
          role: { $in: [...roles] },
          ...(tokens.length > 0 && { nameTokens: { $all: [...tokens] } }),
          ...(before !== null && { _id: { $lt: before } }),
          ...stateOf(filter),
        })
        .sort({ _id: -1 })
        .limit(limit)
        .lean<RoleGrantRow[]>()
    },
    async countAt(nodeIds, now) {
      const counts = await grants.aggregate<{ _id: { nodeId: string; role: StaffRole }; count: number }>([
        { $match: { nodeId: { $in: [...nodeIds] }, ...inForce(now) } },
        { $group: { _id: { nodeId: '$nodeId', role: '$role' }, count: { $sum: 1 } } },
      ])
      return counts.map(({ _id, count }) => ({ ..._id, count }))
    },
    async insert(rows) {
      await grants.insertMany([...rows])
    },
    end: ({ id, version }, { at, by, reason }) =>
      grants
        .findOneAndUpdate(
          { _id: id, version, to: null },
          {
            $set: { to: at, endedBy: by, endReason: reason },
            $unset: { nextActionAt: 1 },
            $inc: { version: 1 },
          },
          { returnDocument: 'after' },
        )
        .lean<RoleGrantRow>(),
    setExpiry: ({ id, version }, { expiresAt, nextActionAt }) =>
      grants
        .findOneAndUpdate(
          { _id: id, version, to: null },
          {
            $set: { expiresAt, ...(nextActionAt && { nextActionAt }) },
            ...(nextActionAt === null && { $unset: { nextActionAt: 1 } }),
            $inc: { version: 1 },
          },
          { returnDocument: 'after' },
        )
        .lean<RoleGrantRow>(),
    async guardLasting(nodeId, role) {
      const { matchedCount } = await grants.updateMany(
        { nodeId, role, to: null, expiresAt: null },
        { $inc: { guarded: 1 } },
      )
      return matchedCount
    },
    async tidyExpired(accountId, now) {
      await grants.updateMany(
        { accountId, to: null, expiresAt: { $lte: now } },
        [
          { $set: { to: '$expiresAt', endReason: 'expired', version: { $add: ['$version', 1] } } },
          { $unset: 'nextActionAt' },
        ],
        { updatePipeline: true },
      )
    },
    due: (now, limit, skip) =>
      grants
        .find({ nextActionAt: { $lte: now } })
        .sort({ nextActionAt: 1 })
        .skip(skip)
        .limit(limit)
        .lean<RoleGrantRow[]>(),
    async markWarned({ _id, version, nextActionAt }, next) {
      const { modifiedCount } = await grants.updateOne(
        { _id, version, to: null, nextActionAt },
        { $set: { nextActionAt: next } },
      )
      return modifiedCount === 1
    },

    async invite(row) {
      await invitations.create([row])
    },
    invitationsAt: (nodeIds, now, limit) =>
      invitations
        .find({ nodeId: { $in: [...nodeIds] }, status: 'waiting', expiresAt: { $gt: now } })
        .sort({ _id: -1 })
        .limit(limit)
        .lean<GrantInvitationRow[]>(),
    async countInvitationsAt(nodeIds, now) {
      const counts = await invitations.aggregate<{ _id: { nodeId: string; role: StaffRole }; count: number }>(
        [
          { $match: { nodeId: { $in: [...nodeIds] }, status: 'waiting', expiresAt: { $gt: now } } },
          { $group: { _id: { nodeId: '$nodeId', role: '$role' }, count: { $sum: 1 } } },
        ],
      )
      return counts.map(({ _id, count }) => ({ ..._id, count }))
    },
    findInvitation: (id, now) =>
      invitations.findOne({ _id: id, status: 'waiting', expiresAt: { $gt: now } }).lean<GrantInvitationRow>(),
    waitingFor: (phoneIndexes, now) =>
      invitations
        .find({ phoneIndex: { $in: [...phoneIndexes] }, status: 'waiting', expiresAt: { $gt: now } })
        .lean<GrantInvitationRow[]>(),
    async decide(id, status, now) {
      const { modifiedCount } = await invitations.updateOne(
        { _id: id, status: 'waiting', expiresAt: { $gt: now } },
        { $set: { status, decidedAt: now, phone: null, phoneIndex: null } },
      )
      return modifiedCount === 1
    },
    async dropLapsed(now) {
      const { deletedCount } = await invitations.deleteMany({ status: 'waiting', expiresAt: { $lte: now } })
      return deletedCount
    },
    async clearLapsed(phoneIndexes, now) {
      await invitations.deleteMany({
        phoneIndex: { $in: [...phoneIndexes] },
        status: 'waiting',
        expiresAt: { $lte: now },
      })
    },
  }
}
