import { Schema, type Connection, type Model } from 'mongoose'

/** How it was established that the account is this person. */
export type BindingMethod = 'roll' | 'code' | 'staff'

/**
 * An account is a person of a community's roll. A collection of the deployment itself: an account may be
 * bound in several communities, and one person answers to one account only.
 */
export interface BindingRow {
  _id: string
  accountId: string
  communityId: string
  personId: string
  method: BindingMethod
  from: Date
  to: Date | null
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
// Bindings that have ended, too: what is kept about an account, and removed when its time is over.
bindingSchema.index({ accountId: 1, from: 1 }, { name: 'binding_account' })

export const bindingModel = (connection: Connection): Model<BindingRow> =>
  connection.models.Binding ?? connection.model<BindingRow>('Binding', bindingSchema)
