import { Schema, type Connection, type Model } from 'mongoose'

/** The consent in force; the history stands in `consents`. */
export interface AccountConsent {
  version: string
  at: Date
  personalisedPush: boolean
  wechatMessages: boolean
}

/** Who this account plays in a demo database; absent everywhere else. */
export interface DemoPersona {
  persona: string
  name: string
  role: string
  blurb: string
  order: number
}

/** Somebody who signs in. Holds nothing personal: that stands sealed in `identities` and, by consent, in the roll. */
export interface AccountRow {
  _id: string
  /** Community to look at when no home says so, or the one chosen among several homes. */
  chosenCommunityId: string | null
  consent: AccountConsent | null
  demo: DemoPersona | null
  createdAt: Date
  closedAt: Date | null
  /** The last visit, to the day; null before the first. */
  lastSeenAt: Date | null
  /** Written by every act that must not meet the account's end without noticing; the number itself means nothing. */
  guarded?: number
}

const accountSchema = new Schema<AccountRow>(
  {
    _id: { type: String, required: true },
    chosenCommunityId: { type: String, default: null },
    consent: {
      type: new Schema<AccountConsent>(
        {
          version: { type: String, required: true },
          at: { type: Date, required: true },
          personalisedPush: { type: Boolean, required: true },
          wechatMessages: { type: Boolean, required: true },
        },
        { _id: false, strict: 'throw' },
      ),
      default: null,
    },
    demo: {
      type: new Schema<DemoPersona>(
        {
          persona: { type: String, required: true },
          name: { type: String, required: true },
          role: { type: String, required: true },
          blurb: { type: String, required: true },
          order: { type: Number, required: true },
        },
        { _id: false, strict: 'throw' },
      ),
      default: null,
    },
    createdAt: { type: Date, required: true },
    closedAt: { type: Date, default: null },
    lastSeenAt: { type: Date, default: null },
    guarded: { type: Number },
  },
  { collection: 'accounts', strict: 'throw', autoIndex: false, versionKey: false },
)
accountSchema.index(
  { 'demo.persona': 1 },
  {
    name: 'account_persona_unique',
    unique: true,
    partialFilterExpression: { 'demo.persona': { $exists: true } },
  },
)
// Few: accounts whose owner has left.
accountSchema.index(
  { closedAt: 1 },
  { name: 'account_closed', partialFilterExpression: { closedAt: { $type: 'date' } } },
)

export const accountModel = (connection: Connection): Model<AccountRow> =>
  connection.models.Account ?? connection.model<AccountRow>('Account', accountSchema)
