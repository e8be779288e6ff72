import type { InvitedRelation } from '@linli/shared/homes/homes.kinds'
import type { InvitationStatus } from '@linli/shared/homes/homes.machine'
import { Schema, type Connection, type Model } from 'mongoose'

/** A one-time way into a room. The code itself is nowhere stored: it is made anew from the id and the deployment's key. */
export interface InvitationRow {
  _id: string
  communityId: string
  roomId: string
  /** As it read when the invitation was made. */
  roomLabel: string
  relation: InvitedRelation
  /** Blind index of the code (`invitation.code`). */
  codeHash: string
  status: InvitationStatus
  version: number
  createdAt: Date
  expiresAt: Date
  /** Account that made it, and the person when a household did. */
  issuedBy: string
  issuedByPerson: string | null
  usedBy: string | null
  usedPersonId: string | null
  usedAt: Date | null
}

const invitationSchema = new Schema<InvitationRow>(
  {
    _id: { type: String, required: true },
    communityId: { type: String, required: true },
    roomId: { type: String, required: true },
    roomLabel: { type: String, required: true },
    relation: { type: String, required: true },
    codeHash: { type: String, required: true },
    status: { type: String, required: true },
    version: { type: Number, required: true },
    createdAt: { type: Date, required: true },
    expiresAt: { type: Date, required: true },
    issuedBy: { type: String, required: true },
    issuedByPerson: { type: String, default: null },
    usedBy: { type: String, default: null },
    usedPersonId: { type: String, default: null },
    usedAt: { type: Date, default: null },
  },
  { collection: 'invitations', strict: 'throw', autoIndex: false, versionKey: false },
)
// A code leads to one room of the whole deployment.
invitationSchema.index({ codeHash: 1 }, { name: 'invitation_code_unique', unique: true })
invitationSchema.index({ communityId: 1, createdAt: -1, _id: -1 }, { name: 'invitation_list' })
invitationSchema.index({ communityId: 1, roomId: 1, status: 1, expiresAt: 1 }, { name: 'invitation_room' })

invitationSchema.index({ createdAt: 1 }, { name: 'invitation_made' })
// What an account has made and used, for its owner.
invitationSchema.index({ issuedBy: 1 }, { name: 'invitation_issuer' })
invitationSchema.index({ usedBy: 1 }, { name: 'invitation_user' })

export const invitationModel = (connection: Connection): Model<InvitationRow> =>
  connection.models.Invitation ?? connection.model<InvitationRow>('Invitation', invitationSchema)
