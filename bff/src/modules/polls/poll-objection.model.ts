import { Schema, type Connection, type Model } from 'mongoose'

/** An objection to a roll, with its decision. */
export interface PollObjectionRow {
  _id: string
  communityId: string
  pollId: string
  byAccountId: string
  /** Its account while nobody has decided it: one at a time. Absent afterwards, and in rows from before. */
  openBy?: string
  text: string
  at: Date
  decision: { accepted: boolean; reason: string; at: Date; byAccountId: string; byName: string } | null
}

const objectionSchema = new Schema<PollObjectionRow>(
  {
    _id: { type: String, required: true },
    communityId: { type: String, required: true },
    pollId: { type: String, required: true },
    byAccountId: { type: String, required: true },
    openBy: String,
    text: { type: String, required: true },
    at: { type: Date, required: true },
    decision: { type: Schema.Types.Mixed, default: null },
  },
  { collection: 'poll_objections', strict: 'throw', autoIndex: false, versionKey: false },
)
objectionSchema.index(
  { communityId: 1, pollId: 1, 'decision.at': 1, _id: 1 },
  { name: 'poll_objection_desk' },
)

objectionSchema.index(
  { communityId: 1, pollId: 1, openBy: 1 },
  {
    name: 'poll_objection_open_unique',
    unique: true,
    partialFilterExpression: { openBy: { $type: 'string' } },
  },
)
objectionSchema.index({ communityId: 1, byAccountId: 1 }, { name: 'poll_objection_account' })

export const pollObjectionModel = (connection: Connection): Model<PollObjectionRow> =>
  connection.models.PollObjection ?? connection.model<PollObjectionRow>('PollObjection', objectionSchema)
