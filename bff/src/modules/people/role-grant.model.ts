import { staffRoles } from '@linli/shared/roles'
import { Schema, type Connection, type Model } from 'mongoose'

export type StaffRole = (typeof staffRoles)[number]

/** A staff role held for one node of the tree. A collection of the deployment itself: the door asks it by account. */
export interface RoleGrantRow {
  _id: string
  accountId: string
  role: StaffRole
  nodeId: string
  /** How the holder signs answers and stands on the grid's public card. */
  name: string
  /** Number of the post, not of the person; public on the grid's card. */
  workPhone: string | null
  /** `锦程物业`, for organisation staff. */
  organisation: string | null
  from: Date
  to: Date | null
}

const roleGrantSchema = new Schema<RoleGrantRow>(
  {
    _id: { type: String, required: true },
    accountId: { type: String, required: true },
    role: { type: String, required: true, enum: staffRoles },
    nodeId: { type: String, required: true },
    name: { type: String, required: true },
    workPhone: { type: String, default: null },
    organisation: { type: String, default: null },
    from: { type: Date, required: true },
    to: { type: Date, default: null },
  },
  { collection: 'role_grants', strict: 'throw', autoIndex: false, versionKey: false },
)
roleGrantSchema.index(
  { accountId: 1, nodeId: 1, role: 1 },
  { name: 'role_grant_unique', unique: true, partialFilterExpression: { to: null } },
)
roleGrantSchema.index({ nodeId: 1, role: 1 }, { name: 'role_grant_node' })
// Posts given up, too: for the own data of whoever held them.
roleGrantSchema.index({ accountId: 1, from: -1 }, { name: 'role_grant_account' })

export const roleGrantModel = (connection: Connection): Model<RoleGrantRow> =>
  connection.models.RoleGrant ?? connection.model<RoleGrantRow>('RoleGrant', roleGrantSchema)
