import type { Finding, HidingReason, Stance, StatementSide } from '@linli/shared/council/topics.kinds'
import { Schema, type Connection, type Model } from 'mongoose'
import type { SignedAct } from './topic.model'

/** One short thing somebody has said to a topic. */
export interface StatementRow {
  _id: string
  communityId: string
  topicId: string
  authorAccountId: string
  /** Whose statement it is: a person says a few things on one topic, each in a place of its own. */
  authorPersonId: string
  place: number
  authorLabel: string
  side: StatementSide
  text: string
  at: Date
  agree: number
  disagree: number
  pass: number
  hidden: (SignedAct & { reason: HidingReason }) | null
  /** The talking is over: no stance moves its figures any more. Absent while it goes on. */
  isClosed?: true
  /** How many people have spoken or changed their minds since it was last told; absent before the first. */
  fresh?: number
  /** What everybody may read of the stances; absent before enough people have spoken. */
  told?: { said: number; finding: Finding }
}

const statementSchema = new Schema<StatementRow>(
  {
    _id: { type: String, required: true },
    communityId: { type: String, required: true },
    topicId: { type: String, required: true },
    authorAccountId: { type: String, required: true },
    authorPersonId: { type: String, required: true },
    place: { type: Number, required: true },
    authorLabel: { type: String, required: true },
    side: { type: String, required: true },
    text: { type: String, required: true },
    at: { type: Date, required: true },
    agree: { type: Number, required: true },
    disagree: { type: Number, required: true },
    pass: { type: Number, required: true },
    hidden: { type: Schema.Types.Mixed, default: null },
    isClosed: Boolean,
    fresh: Number,
    told: Schema.Types.Mixed,
  },
  { collection: 'topic_statements', strict: 'throw', autoIndex: false, versionKey: false, minimize: false },
)
statementSchema.index({ communityId: 1, topicId: 1, _id: 1 }, { name: 'topic_statement_topic' })
// A person has so many places on a topic and no more, whatever arrives at once.
statementSchema.index(
  { communityId: 1, topicId: 1, authorPersonId: 1, place: 1 },
  { name: 'topic_statement_place_unique', unique: true },
)
statementSchema.index({ communityId: 1, authorPersonId: 1, _id: -1 }, { name: 'topic_statement_person' })
statementSchema.index({ communityId: 1, authorAccountId: 1, _id: -1 }, { name: 'topic_statement_author' })

export const statementModel = (connection: Connection): Model<StatementRow> =>
  connection.models.TopicStatement ?? connection.model<StatementRow>('TopicStatement', statementSchema)

/** Everything one person has answered to the statements of a topic. Read for the person and for the sum, by nobody else. */
export interface VoiceRow {
  /** `<topic>:<person>` */
  _id: string
  communityId: string
  topicId: string
  personId: string
  stances: Record<string, Stance>
  /** Statements this person counts for in {@link StatementRow.fresh}: once, however often the mind is changed. */
  fresh?: string[]
  at: Date
}

const voiceSchema = new Schema<VoiceRow>(
  {
    _id: { type: String, required: true },
    communityId: { type: String, required: true },
    topicId: { type: String, required: true },
    personId: { type: String, required: true },
    stances: { type: Schema.Types.Mixed, default: {} },
    fresh: { type: [String], default: undefined },
    at: { type: Date, required: true },
  },
  { collection: 'topic_voices', strict: 'throw', autoIndex: false, versionKey: false, minimize: false },
)
voiceSchema.index({ communityId: 1, topicId: 1, at: -1 }, { name: 'topic_voice_latest' })
voiceSchema.index({ communityId: 1, personId: 1, _id: -1 }, { name: 'topic_voice_person' })

export const voiceModel = (connection: Connection): Model<VoiceRow> =>
  connection.models.TopicVoice ?? connection.model<VoiceRow>('TopicVoice', voiceSchema)
