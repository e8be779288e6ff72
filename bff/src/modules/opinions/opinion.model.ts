import type { CaseChannel } from '@linli/shared/opinions/caller.kinds'
import type { RejectReason } from '@linli/shared/opinions/opinions.catalogue'
import type { ClockFacts } from '@linli/shared/opinions/opinions.clock'
import { type OpinionStatus, opinionStatuses } from '@linli/shared/opinions/opinions.machine'
import { type Connection, type Model, Schema } from 'mongoose'
import { type FileRef, fileRefSchema } from '../../platform/files/file-ref'
import { clockSchema, type HandlingFields, handlingFields } from './opinion-handling.model'
import {
  board,
  category,
  entry,
  filer,
  historyRow,
  type OpinionCategory,
  type OpinionEntryRow,
  type OpinionFiler,
  type OpinionHistoryRow,
  type OpinionPlace,
  type OpinionRating,
  type OpinionVideo,
  type OpinionVoice,
  place,
  type PublicFace,
  rating,
  rejection,
  video,
  voice,
} from './opinion-parts.model'

export interface OpinionRow extends HandlingFields {
  _id: string
  communityId: string
  /** `QH-20261123-0042` */
  number: string
  authorAccountId: string
  authorPersonId: string | null
  /** `周**，锦和苑 3 号楼 2 单元业主`: all that staff ever see of the author here. */
  authorLabel: string
  /** Nothing about the author leaves the community. */
  hideName: boolean
  /** Since when whoever has the case may read name and phone; absent without the author's tick for exactly that. */
  contactSharedAt?: Date
  wantsPublic: boolean
  notifyMe: boolean
  /** As the catalogue said when it was written. */
  category: OpinionCategory
  text: string
  photos: FileRef[]
  voice?: OpinionVoice
  video?: OpinionVideo
  place: OpinionPlace
  status: OpinionStatus
  version: number
  submittedAt: Date
  acceptedAt: Date | null
  answeredAt: Date | null
  closedAt: Date | null
  closedAs: 'rated' | 'lapsed' | null
  /** The promise that runs, stands or was kept last. */
  clock: ClockFacts
  /** Promises before that, for the response figures. */
  pastClocks: ClockFacts[]
  /** -1 urgent, 0 clock runs, 1 stands, 2 answered, 3 ended: the order of the workbench, with {@link queueAt} inside. */
  queueRank: number
  queueAt: Date
  /** When the sweep has something to do: the end of the time to rate. */
  nextActionAt?: Date
  ownerAccountId: string | null
  ownerLabel: string
  rating: OpinionRating | null
  pastRatings: OpinionRating[]
  reopenCount: number
  /** Neighbours who stand behind it; absent on cases from before they could. */
  supporters?: number
  /** Written for the author by somebody who may; absent when the author did it. */
  filedBy?: OpinionFiler
  /** How it came in, when staff wrote it down for somebody without an account. */
  channel?: CaseChannel
  /** The key another system filed it with, which follows it by that. */
  apiKeyId?: string
  rejection: { reason: RejectReason; text: string } | null
  /** Present while it stands on the public board; the text is what staff let pass. */
  board?: PublicFace
  entries: OpinionEntryRow[]
  history: OpinionHistoryRow[]
  searchTokens: string[]
}

const opinionSchema = new Schema<OpinionRow>(
  {
    _id: { type: String, required: true },
    communityId: { type: String, required: true },
    number: { type: String, required: true },
    authorAccountId: { type: String, required: true },
    authorPersonId: { type: String, default: null },
    authorLabel: { type: String, required: true },
    hideName: { type: Boolean, required: true },
    contactSharedAt: Date,
    wantsPublic: { type: Boolean, required: true },
    notifyMe: { type: Boolean, required: true },
    category: { type: category, required: true },
    text: { type: String, required: true },
    photos: { type: [fileRefSchema], default: [] },
    voice: { type: voice, default: undefined },
    video: { type: video, default: undefined },
    place: { type: place, required: true },
    status: { type: String, required: true, enum: opinionStatuses },
    version: { type: Number, required: true },
    submittedAt: { type: Date, required: true },
    acceptedAt: { type: Date, default: null },
    answeredAt: { type: Date, default: null },
    closedAt: { type: Date, default: null },
    closedAs: { type: String, default: null },
    clock: { type: clockSchema, required: true },
    pastClocks: { type: [clockSchema], default: [] },
    queueRank: { type: Number, required: true },
    queueAt: { type: Date, required: true },
    nextActionAt: Date,
    ownerAccountId: { type: String, default: null },
    ownerLabel: { type: String, default: '' },
    rating: { type: rating, default: null },
    pastRatings: { type: [rating], default: [] },
    reopenCount: { type: Number, required: true },
    supporters: Number,
    filedBy: { type: filer, default: undefined },
    channel: String,
    apiKeyId: String,
    rejection: { type: rejection, default: null },
    board: { type: board, default: undefined },
    entries: { type: [entry], default: [] },
    history: { type: [historyRow], default: [] },
    searchTokens: { type: [String], required: true },
    ...handlingFields,
  },
  { collection: 'opinions', strict: 'throw', autoIndex: false, versionKey: false },
)
opinionSchema.index({ communityId: 1, number: 1 }, { name: 'opinion_number_unique', unique: true })
// The workbench in its order; the two below it are the same walk for one status and for one owner.
opinionSchema.index({ communityId: 1, queueRank: 1, queueAt: 1, _id: 1 }, { name: 'opinion_queue' })
opinionSchema.index(
  { communityId: 1, status: 1, queueRank: 1, queueAt: 1, _id: 1 },
  { name: 'opinion_status_queue' },
)
opinionSchema.index(
  { communityId: 1, ownerAccountId: 1, queueRank: 1, queueAt: 1, _id: 1 },
  { name: 'opinion_owner_queue' },
)
opinionSchema.index(
  { communityId: 1, 'place.path': 1, queueRank: 1, queueAt: 1, _id: 1 },
  { name: 'opinion_place_queue' },
)
// The same walk for what was given to an organisation or a worker.
opinionSchema.index(
  { communityId: 1, parties: 1, queueRank: 1, queueAt: 1, _id: 1 },
  { name: 'opinion_party_queue' },
)
opinionSchema.index({ communityId: 1, queueRank: 1, _id: -1 }, { name: 'opinion_newest' })
// Whether somebody is named in any case at all: few are, and the others' lists need no look at it.
opinionSchema.index(
  { communityId: 1, barred: 1 },
  { name: 'opinion_barred', partialFilterExpression: { barred: { $exists: true } } },
)
opinionSchema.index({ communityId: 1, authorAccountId: 1, _id: -1 }, { name: 'opinion_author' })
opinionSchema.index(
  { communityId: 1, authorPersonId: 1 },
  { name: 'opinion_author_person', partialFilterExpression: { authorPersonId: { $type: 'string' } } },
)
// What was written by one person for another, from either side; few cases are.
const filed = { partialFilterExpression: { 'filedBy.accountId': { $type: 'string' } } } as const
opinionSchema.index(
  { communityId: 1, 'filedBy.accountId': 1, _id: -1 },
  { name: 'opinion_filed_by', ...filed },
)
opinionSchema.index({ communityId: 1, authorPersonId: 1, _id: -1 }, { name: 'opinion_filed_for', ...filed })
opinionSchema.index({ communityId: 1, searchTokens: 1, _id: -1 }, { name: 'opinion_search' })
opinionSchema.index(
  { communityId: 1, 'board.at': -1, _id: -1 },
  { name: 'opinion_board', partialFilterExpression: { 'board.at': { $exists: true } } },
)
opinionSchema.index(
  { communityId: 1, 'board.tokens': 1, 'board.at': -1, _id: -1 },
  { name: 'opinion_board_search', partialFilterExpression: { 'board.at': { $exists: true } } },
)
// What other systems ask for: by the time it was told.
opinionSchema.index(
  { communityId: 1, submittedAt: -1, _id: -1 },
  { name: 'opinion_board_requested', partialFilterExpression: { 'board.at': { $exists: true } } },
)
// Figures of a month beside the board.
opinionSchema.index(
  { communityId: 1, answeredAt: -1, 'rating.solved': 1 },
  { name: 'opinion_answered', partialFilterExpression: { answeredAt: { $type: 'date' } } },
)
// Not a growing index: only cases that wait for something are in it, whatever their community.
opinionSchema.index({ nextActionAt: 1 }, { name: 'opinion_next_action', sparse: true })
opinionSchema.index({ warnAt: 1 }, { name: 'opinion_warning', sparse: true })

export const opinionModel = (connection: Connection): Model<OpinionRow> =>
  connection.models.Opinion ?? connection.model<OpinionRow>('Opinion', opinionSchema)
