import { grantEnds, type GrantEnd, type StaffRole } from '@linli/shared/grants/grants.rules'
import { staffRoles } from '@linli/shared/roles'
import { Schema, type Connection, type Model } from 'mongoose'

export type { StaffRole } from '@linli/shared/grants/grants.rules'

/**
 * A staff role held for one node of the tree. A collection of the deployment itself: the door asks it by account.
 * Whether it holds is told by the clock (role-grants.ts), not by whether a sweep has run.
 */
export interface RoleGrantRow {
  _id: string
  accountId: string
  role: StaffRole
  nodeId: string
  /** How the holder signs answers and stands on the grid's public card. */
  name: string
  nameTokens: string[]
  /** Number of the post, not of the person; public on the grid's card. */
  workPhone: string | null
  /** `锦程物业`, for organisation staff. */
  organisation: string | null
  from: Date
  /** From then on it holds no longer, by itself. */
  expiresAt: Date | null
  /** It was ended. */
  to: Date | null
  endReason: GrantEnd | null
  /** Accounts; null where a command, the demo or the clock did it. */
  grantedBy: string | null
  endedBy: string | null
  version: number
  /** Counts the acts that looked at all holders of a role at a place: two of them at once meet here. */
  guarded: number
  /** When to warn of the end, then when to write it down; absent without an end. */
  nextActionAt?: Date
}

const roleGrantSchema = new Schema<RoleGrantRow>(
  {
    _id: { type: String, required: true },
    accountId: { type: String, required: true },
    role: { type: String, required: true, enum: staffRoles },
    nodeId: { type: String, required: true },
    name: { type: String, required: true },
    nameTokens: { type: [String], default: [] },
    workPhone: { type: String, default: null },
    organisation: { type: String, default: null },
    from: { type: Date, required: true },
    expiresAt: { type: Date, default: null },
    to: { type: Date, default: null },
    endReason: { type: String, enum: [...grantEnds, null], default: null },
    grantedBy: { type: String, default: null },
    endedBy: { type: String, default: null },
    version: { type: Number, default: 0 },
    guarded: { type: Number, default: 0 },
    nextActionAt: Date,
  },
  { collection: 'role_grants', strict: 'throw', autoIndex: false, versionKey: false },
)
roleGrantSchema.index(
  { accountId: 1, nodeId: 1, role: 1 },
  { name: 'role_grant_unique', unique: true, partialFilterExpression: { to: null } },
)
// A signature outlives the role it was made in; whoever held it reads it among the own data.
roleGrantSchema.index({ accountId: 1, _id: -1 }, { name: 'role_grant_holder' })
roleGrantSchema.index({ accountId: 1, from: -1 }, { name: 'role_grant_account' })
// The desk of places, newest first; with and without a role, and by name.
roleGrantSchema.index({ nodeId: 1, _id: -1 }, { name: 'role_grant_place' })
roleGrantSchema.index({ nodeId: 1, role: 1, _id: -1 }, { name: 'role_grant_place_role' })
roleGrantSchema.index({ nodeId: 1, nameTokens: 1, _id: -1 }, { name: 'role_grant_name' })
roleGrantSchema.index({ nextActionAt: 1 }, { name: 'role_grant_due', sparse: true })

export const roleGrantModel = (connection: Connection): Model<RoleGrantRow> =>
  connection.models.RoleGrant ?? connection.model<RoleGrantRow>('RoleGrant', roleGrantSchema)
