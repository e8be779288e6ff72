import type { BindingEnd, BindingMethod } from '@linli/shared/homes/homes.kinds'
import { Schema, type Connection, type Model } from 'mongoose'

export type { BindingMethod } from '@linli/shared/homes/homes.kinds'

/**
 * An account is a person of a community's roll, for a while. A collection of the deployment itself: an account may
 * be bound in several communities, and one person answers to one account only. Rows end and are never rewritten.
 */
export interface BindingRow {
  _id: string
  accountId: string
  communityId: string
  personId: string
  method: BindingMethod
  from: Date
  to: Date | null
  endedReason: BindingEnd | null
  /** The account that ended it. */
  endedBy: string | null
}

const bindingSchema = new Schema<BindingRow>(
  {
    _id: { type: String, required: true },
    accountId: { type: String, required: true },
    communityId: { type: String, required: true },
    personId: { type: String, required: true },
    method: { type: String, required: true },
    from: { type: Date, required: true },
    to: { type: Date, default: null },
    endedReason: { type: String, default: null },
    endedBy: { type: String, default: null },
  },
  { collection: 'bindings', strict: 'throw', autoIndex: false, versionKey: false },
)
bindingSchema.index(
  { personId: 1 },
  { name: 'binding_person_unique', unique: true, partialFilterExpression: { to: null } },
)
bindingSchema.index(
  { accountId: 1, communityId: 1 },
  { name: 'binding_account_unique', unique: true, partialFilterExpression: { to: null } },
)
// Who was bound to a room, over time: asked by the persons who belong or belonged to it.
bindingSchema.index({ communityId: 1, personId: 1, from: 1 }, { name: 'binding_history' })
// Bindings that have ended, too: what is kept about an account, and removed when its time is over.
bindingSchema.index({ accountId: 1, from: 1 }, { name: 'binding_account' })

export const bindingModel = (connection: Connection): Model<BindingRow> =>
  connection.models.Binding ?? connection.model<BindingRow>('Binding', bindingSchema)
