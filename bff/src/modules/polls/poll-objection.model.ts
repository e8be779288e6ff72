import { Schema, type Connection, type Model } from 'mongoose'

/** An objection to a roll, with its decision. */
export interface PollObjectionRow {
  _id: string
  communityId: string
  pollId: string
  byAccountId: string
  /** The record of the roll the account spoke for; absent for staff without a home here, and in rows from before. */
  byPersonId?: string
  /** Its account while nobody has decided it: one at a time. Absent afterwards, and in rows from before. */
  openBy?: string
  /** The same for its person: a human with two accounts has one voice. */
  openByPerson?: string
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
    byPersonId: String,
    openBy: String,
    openByPerson: String,
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
objectionSchema.index(
  { communityId: 1, pollId: 1, openByPerson: 1 },
  {
    name: 'poll_objection_open_person_unique',
    unique: true,
    partialFilterExpression: { openByPerson: { $type: 'string' } },
  },
)
objectionSchema.index({ communityId: 1, byPersonId: 1 }, { name: 'poll_objection_person' })
objectionSchema.index({ communityId: 1, byAccountId: 1 }, { name: 'poll_objection_account' })

export const pollObjectionModel = (connection: Connection): Model<PollObjectionRow> =>
  connection.models.PollObjection ?? connection.model<PollObjectionRow>('PollObjection', objectionSchema)
