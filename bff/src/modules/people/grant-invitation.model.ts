import { staffRoles } from '@linli/shared/roles'
import type { StaffRole } from '@linli/shared/grants/grants.rules'
import { Schema, type Connection, type Model } from 'mongoose'

export type InvitationStatus = 'waiting' | 'taken' | 'withdrawn'

/**
 * A role for a phone that has no account yet; whoever proves the phone takes it up. A collection of the deployment
 * itself, as the grants are.
 */
export interface GrantInvitationRow {
  _id: string
  /** Sealed under `grant-invitation.phone`; null once it is decided. */
  phone: string | null
  phoneIndex: string | null
  role: StaffRole
  nodeId: string
  /** The community the place lies in, for the trail; null above. */
  communityId: string | null
  name: string
  workPhone: string | null
  organisation: string | null
  /** End of the role itself. */
  grantExpiresAt: Date | null
  invitedBy: string
  invitedAt: Date
  /** Nobody can take it up from then on. */
  expiresAt: Date
  status: InvitationStatus
  decidedAt: Date | null
}

const invitationSchema = new Schema<GrantInvitationRow>(
  {
    _id: { type: String, required: true },
    phone: { type: String, default: null },
    phoneIndex: { type: String, default: null },
    role: { type: String, required: true, enum: staffRoles },
    nodeId: { type: String, required: true },
    communityId: { type: String, default: null },
    name: { type: String, required: true },
    workPhone: { type: String, default: null },
    organisation: { type: String, default: null },
    grantExpiresAt: { type: Date, default: null },
    invitedBy: { type: String, required: true },
    invitedAt: { type: Date, required: true },
    expiresAt: { type: Date, required: true },
    status: { type: String, required: true },
    decidedAt: { type: Date, default: null },
  },
  { collection: 'grant_invitations', strict: 'throw', autoIndex: false, versionKey: false },
)
// One invitation per phone, place and role; a sign-in asks by phone.
invitationSchema.index(
  { phoneIndex: 1, nodeId: 1, role: 1 },
  {
    name: 'grant_invitation_unique',
    unique: true,
    partialFilterExpression: { status: 'waiting' },
  },
)
invitationSchema.index(
  { nodeId: 1, _id: -1 },
  { name: 'grant_invitation_place', partialFilterExpression: { status: 'waiting' } },
)

invitationSchema.index(
  { expiresAt: 1 },
  { name: 'grant_invitation_lapsed', partialFilterExpression: { status: 'waiting' } },
)

export const grantInvitationModel = (connection: Connection): Model<GrantInvitationRow> =>
  connection.models.GrantInvitation ??
  connection.model<GrantInvitationRow>('GrantInvitation', invitationSchema)
