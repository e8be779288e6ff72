import type { ScreeningReason } from '@linli/shared/council/topics.kinds'
import type { ResolutionBasis } from '@linli/shared/council/tasks.machine'
import type { TopicEvent, TopicStatus } from '@linli/shared/council/topics.machine'
import { Schema, type Connection, type Model } from 'mongoose'

/** Who of the staff did something, as the others sign too. */
export interface SignedAct {
  byAccountId: string
  byName: string
  at: Date
}

export interface TopicHistory extends SignedAct {
  event: TopicEvent | 'propose'
}

/** What everybody may read of who speaks, as of the last time something was told. */
export interface TopicHeard {
  people: number
  groups: number
}

export interface TopicRow {
  _id: string
  communityId: string
  title: string
  why: string
  wish: string
  /** Null for a topic of the community itself. */
  proposerPersonId: string | null
  proposerAccountId: string
  /** `吴**`, as neighbours read it. */
  proposerLabel: string
  /** `吴**，锦和苑 4 号楼 1 单元业主`, for the desk. */
  proposerText: string
  opinionIds: string[]
  linkedIds: string[]
  status: TopicStatus
  version: number
  supporters: number
  /** Frozen with the proposal: a later rule of the community does not move the goal. */
  needed: number
  supportUntil: Date | null
  /** By when the desk has to act; absent while nothing waits for it. */
  deskDueAt?: Date
  /** When the sweep has something to do; absent when nothing waits. */
  nextActionAt?: Date
  screening: (SignedAct & { reason: ScreeningReason; words: string; objectUntil: Date }) | null
  objection: { text: string; at: Date } | null
  decision: (SignedAct & { upheld: boolean; words: string }) | null
  adoption: (SignedAct & { reason: string }) | null
  motion: (SignedAct & { text: string }) | null
  /** The poll that decides the motion. */
  pollId: string | null
  /** The same poll, held by this topic alone; absent where an older release linked one poll to several. */
  ownPollId?: string
  /** Published once, for good. */
  resolution:
    | (SignedAct & {
        text: string
        basis: ResolutionBasis
        passed: boolean
        publicUntil: Date
        /** The meeting that took it. */
        meetingId?: string | null
        /** Why nothing has to be done after it. */
        closedBecause?: string
      })
    | null
  /** The notice that discloses the resolution, and the one that tells how it was carried out. */
  noticeId: string | null
  doneNoticeId: string | null
  /** Statements said, hidden ones included. */
  statements: number
  /** Absent before anything was told. */
  heard?: TopicHeard
  /** Read by the release before, which takes null for agreement that was not worked out yet; nothing writes it any more. */
  consensus?: null
  /** When agreement is worked out again; absent unless deliberating. */
  countDueAt?: Date
  searchTokens: string[]
  history: TopicHistory[]
  createdAt: Date
}

const topicSchema = new Schema<TopicRow>(
  {
    _id: { type: String, required: true },
    communityId: { type: String, required: true },
    title: { type: String, required: true },
    why: { type: String, required: true },
    wish: { type: String, required: true },
    proposerPersonId: { type: String, default: null },
    proposerAccountId: { type: String, required: true },
    proposerLabel: { type: String, required: true },
    proposerText: { type: String, required: true },
    opinionIds: { type: [String], default: [] },
    linkedIds: { type: [String], default: [] },
    status: { type: String, required: true },
    version: { type: Number, required: true },
    supporters: { type: Number, required: true },
    needed: { type: Number, required: true },
    supportUntil: { type: Date, default: null },
    deskDueAt: Date,
    nextActionAt: Date,
    screening: { type: Schema.Types.Mixed, default: null },
    objection: { type: Schema.Types.Mixed, default: null },
    decision: { type: Schema.Types.Mixed, default: null },
    adoption: { type: Schema.Types.Mixed, default: null },
    motion: { type: Schema.Types.Mixed, default: null },
    pollId: { type: String, default: null },
    ownPollId: String,
    resolution: { type: Schema.Types.Mixed, default: null },
    noticeId: { type: String, default: null },
    doneNoticeId: { type: String, default: null },
    statements: { type: Number, default: 0 },
    heard: Schema.Types.Mixed,
    consensus: { type: Schema.Types.Mixed, default: null },
    countDueAt: Date,
    searchTokens: { type: [String], default: [] },
    history: { type: Schema.Types.Mixed, default: [] },
    createdAt: { type: Date, required: true },
  },
  { collection: 'topics', strict: 'throw', autoIndex: false, versionKey: false, minimize: false },
)
topicSchema.index({ communityId: 1, status: 1, _id: -1 }, { name: 'topic_status' })
topicSchema.index({ communityId: 1, proposerAccountId: 1, _id: -1 }, { name: 'topic_proposer' })
topicSchema.index({ communityId: 1, proposerPersonId: 1, _id: -1 }, { name: 'topic_proposer_person' })
topicSchema.index({ communityId: 1, searchTokens: 1, _id: -1 }, { name: 'topic_search' })
topicSchema.index({ communityId: 1, deskDueAt: 1, _id: 1 }, { name: 'topic_desk' })
// One poll decides one motion, whatever two desks link at once.
topicSchema.index(
  { communityId: 1, ownPollId: 1 },
  {
    name: 'topic_poll_unique',
    unique: true,
    partialFilterExpression: { ownPollId: { $type: 'string' } },
  },
)
// Only topics that wait for the clock are in these, whatever their community.
topicSchema.index({ nextActionAt: 1 }, { name: 'topic_next_action', sparse: true })
topicSchema.index({ countDueAt: 1 }, { name: 'topic_count_due', sparse: true })

export const topicModel = (connection: Connection): Model<TopicRow> =>
  connection.models.Topic ?? connection.model<TopicRow>('Topic', topicSchema)

/** Somebody who stands behind a topic. */
export interface TopicSupportRow {
  /** `<topic>:<person>`: once per person, from whatever account, whatever arrives at once. */
  _id: string
  communityId: string
  topicId: string
  personId: string
  at: Date
}

const supportSchema = new Schema<TopicSupportRow>(
  {
    _id: { type: String, required: true },
    communityId: { type: String, required: true },
    topicId: { type: String, required: true },
    personId: { type: String, required: true },
    at: { type: Date, required: true },
  },
  { collection: 'topic_supports', strict: 'throw', autoIndex: false, versionKey: false },
)
supportSchema.index({ communityId: 1, personId: 1, _id: -1 }, { name: 'topic_support_person' })

export const topicSupportModel = (connection: Connection): Model<TopicSupportRow> =>
  connection.models.TopicSupport ?? connection.model<TopicSupportRow>('TopicSupport', supportSchema)

/** An account that is told what becomes of a topic. */
export interface TopicFollowerRow {
  /** `<topic>:<account>` */
  _id: string
  communityId: string
  topicId: string
  accountId: string
}

const followerSchema = new Schema<TopicFollowerRow>(
  {
    _id: { type: String, required: true },
    communityId: { type: String, required: true },
    topicId: { type: String, required: true },
    accountId: { type: String, required: true },
  },
  { collection: 'topic_followers', strict: 'throw', autoIndex: false, versionKey: false },
)
followerSchema.index({ communityId: 1, topicId: 1, _id: 1 }, { name: 'topic_follower_topic' })
followerSchema.index({ communityId: 1, accountId: 1, _id: -1 }, { name: 'topic_follower_account' })

export const topicFollowerModel = (connection: Connection): Model<TopicFollowerRow> =>
  connection.models.TopicFollower ?? connection.model<TopicFollowerRow>('TopicFollower', followerSchema)
