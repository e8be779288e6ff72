import type { DelegateScope } from '@linli/shared/people/people.kinds'
import { Schema, type Connection, type Model } from 'mongoose'

/**
 * Somebody asks to act for somebody else. It stands until the other, or the office in the other's presence, has
 * answered; then it is gone, and what was agreed to is a delegation.
 */
export interface DelegateAskRow {
  _id: string
  communityId: string
  principalPersonId: string
  delegatePersonId: string
  scope: DelegateScope[]
  /** Last day on which it would hold. */
  lastDay: string
  askedAt: Date
}

/** A person on one side of a wish, renamed when two records become one. */
export interface DelegateAskMove {
  readonly id: string
  readonly field: 'principalPersonId' | 'delegatePersonId'
}

const askSchema = new Schema<DelegateAskRow>(
  {
    _id: { type: String, required: true },
    communityId: { type: String, required: true },
    principalPersonId: { type: String, required: true },
    delegatePersonId: { type: String, required: true },
    scope: { type: [String], required: true },
    lastDay: { type: String, required: true },
    askedAt: { type: Date, required: true },
  },
  { collection: 'delegate_asks', strict: 'throw', autoIndex: false, versionKey: false },
)
askSchema.index(
  { communityId: 1, principalPersonId: 1, delegatePersonId: 1 },
  { name: 'delegate_ask_unique', unique: true },
)
askSchema.index({ communityId: 1, delegatePersonId: 1 }, { name: 'delegate_ask_by' })
askSchema.index({ communityId: 1, askedAt: 1, _id: 1 }, { name: 'delegate_ask_queue' })
// What nobody answered goes after its time, whatever its community.
askSchema.index({ askedAt: 1 }, { name: 'delegate_ask_age' })

export const delegateAskModel = (connection: Connection): Model<DelegateAskRow> =>
  connection.models.DelegateAsk ?? connection.model<DelegateAskRow>('DelegateAsk', askSchema)
