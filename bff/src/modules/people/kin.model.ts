import type { ConsentWay, DelegateScope, GuardianBasis } from '@linli/shared/people/people.kinds'
import { Schema, type Connection, type Model } from 'mongoose'

/** Who answers for a child. */
export interface GuardianRow {
  _id: string
  communityId: string
  childPersonId: string
  guardianPersonId: string
  basis: GuardianBasis
  from: Date
  to: Date | null
}

/** Who may act for somebody, in what, until when, and how that was agreed to. Never voting. */
export interface DelegateRow {
  _id: string
  communityId: string
  principalPersonId: string
  delegatePersonId: string
  scope: DelegateScope[]
  consent: { way: ConsentWay; at: Date; recordedBy: string }
  from: Date
  /** The consent runs out by itself. */
  until: Date
  to: Date | null
}

/** A row that names a person, as a merge moves it. */
export type KinField = 'childPersonId' | 'guardianPersonId' | 'principalPersonId' | 'delegatePersonId'
export interface KinMove {
  readonly id: string
  readonly field: KinField
}

const guardianSchema = new Schema<GuardianRow>(
  {
    _id: { type: String, required: true },
    communityId: { type: String, required: true },
    childPersonId: { type: String, required: true },
    guardianPersonId: { type: String, required: true },
    basis: { type: String, required: true },
    from: { type: Date, required: true },
    to: { type: Date, default: null },
  },
  { collection: 'guardians', strict: 'throw', autoIndex: false, versionKey: false },
)
guardianSchema.index(
  { communityId: 1, childPersonId: 1, guardianPersonId: 1 },
  { name: 'guardian_unique', unique: true, partialFilterExpression: { to: null } },
)
guardianSchema.index({ communityId: 1, guardianPersonId: 1 }, { name: 'guardian_of' })

const delegateSchema = new Schema<DelegateRow>(
  {
    _id: { type: String, required: true },
    communityId: { type: String, required: true },
    principalPersonId: { type: String, required: true },
    delegatePersonId: { type: String, required: true },
    scope: { type: [String], required: true },
    consent: {
      type: new Schema<DelegateRow['consent']>(
        {
          way: { type: String, required: true },
          at: { type: Date, required: true },
          recordedBy: { type: String, required: true },
        },
        { _id: false, strict: 'throw' },
      ),
      required: true,
    },
    from: { type: Date, required: true },
    until: { type: Date, required: true },
    to: { type: Date, default: null },
  },
  { collection: 'delegates', strict: 'throw', autoIndex: false, versionKey: false },
)
delegateSchema.index(
  { communityId: 1, principalPersonId: 1, delegatePersonId: 1 },
  { name: 'delegate_unique', unique: true, partialFilterExpression: { to: null } },
)
delegateSchema.index({ communityId: 1, delegatePersonId: 1 }, { name: 'delegate_for' })

export const guardianModel = (connection: Connection): Model<GuardianRow> =>
  connection.models.Guardian ?? connection.model<GuardianRow>('Guardian', guardianSchema)

export const delegateModel = (connection: Connection): Model<DelegateRow> =>
  connection.models.Delegate ?? connection.model<DelegateRow>('Delegate', delegateSchema)
