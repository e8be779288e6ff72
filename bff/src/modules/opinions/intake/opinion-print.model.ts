import { Schema, type Connection, type Model } from 'mongoose'

/** What an open case is found by when somebody is about to tell the same: a few words instead of the whole case. */
export interface OpinionPrintRow {
  /** The case. */
  _id: string
  communityId: string
  groupCode: string
  /** The narrowest public place first. */
  placeIds: string[]
  tokens: string[]
  /** Words of what is told beside the matter. */
  asides: string[]
  /** Each word of the matter by itself, and within each of its places: the entries of the index, as short numbers. */
  keys: number[]
  /** How the words were taken apart; absent in prints of the releases before. */
  drawn?: number
}

const printSchema = new Schema<OpinionPrintRow>(
  {
    _id: { type: String, required: true },
    communityId: { type: String, required: true },
    groupCode: { type: String, required: true },
    placeIds: { type: [String], required: true },
    tokens: { type: [String], required: true },
    asides: { type: [String], required: true },
    keys: { type: [Number], required: true },
    drawn: Number,
  },
  { collection: 'opinion_prints', strict: 'throw', autoIndex: false, versionKey: false },
)
printSchema.index({ communityId: 1, keys: 1, _id: -1 }, { name: 'opinion_print_keys' })

export const opinionPrintModel = (connection: Connection): Model<OpinionPrintRow> =>
  connection.models.OpinionPrint ?? connection.model<OpinionPrintRow>('OpinionPrint', printSchema)

/** In how many open cases of a community a word stands. */
export interface OpinionWordRow {
  /** `<community>/<word>`; without a word: how many open cases there are. */
  _id: string
  communityId: string
  count: number
}

const wordSchema = new Schema<OpinionWordRow>(
  {
    _id: { type: String, required: true },
    communityId: { type: String, required: true },
    count: { type: Number, required: true },
  },
  { collection: 'opinion_words', strict: 'throw', autoIndex: false, versionKey: false },
)

// A community that is joined to another takes its rows along.
wordSchema.index({ communityId: 1 }, { name: 'opinion_word_community' })

export const opinionWordModel = (connection: Connection): Model<OpinionWordRow> =>
  connection.models.OpinionWord ?? connection.model<OpinionWordRow>('OpinionWord', wordSchema)

/** Somebody who stands behind a neighbour's case, or only wants to hear of it. */
export interface OpinionSupportRow {
  /** `<case>:<account>`: once per person, whatever arrives at once. */
  _id: string
  communityId: string
  opinionId: string
  accountId: string
  supports: boolean
  at: Date
}

const supportSchema = new Schema<OpinionSupportRow>(
  {
    _id: { type: String, required: true },
    communityId: { type: String, required: true },
    opinionId: { type: String, required: true },
    accountId: { type: String, required: true },
    supports: { type: Boolean, required: true },
    at: { type: Date, required: true },
  },
  { collection: 'opinion_supports', strict: 'throw', autoIndex: false, versionKey: false },
)
supportSchema.index({ communityId: 1, opinionId: 1, _id: 1 }, { name: 'opinion_support_case' })
supportSchema.index({ communityId: 1, accountId: 1, _id: -1 }, { name: 'opinion_support_account' })

export const opinionSupportModel = (connection: Connection): Model<OpinionSupportRow> =>
  connection.models.OpinionSupport ?? connection.model<OpinionSupportRow>('OpinionSupport', supportSchema)
