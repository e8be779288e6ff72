import type { CaseChannel } from '@linli/shared/opinions/caller.kinds'
import type { RejectReason } from '@linli/shared/opinions/opinions.catalogue'
import type { ClockFacts } from '@linli/shared/opinions/opinions.clock'
import {
  opinionStatuses,
  type OpinionEvent,
  type OpinionStatus,
} from '@linli/shared/opinions/opinions.machine'
import { videoStates } from '@linli/shared/opinions/opinions.schema'
import type { Role } from '@linli/shared/roles'
import type { Position } from '@linli/shared/space/boundary.rules'
import type { NodeKind } from '@linli/shared/space/space.kinds'
import { Schema, type Connection, type Model } from 'mongoose'
import { fileRefSchema, type FileRef } from '../../platform/files/file-ref'
import { clockSchema, handlingFields, type HandlingFields } from './opinion-handling.model'

export interface OpinionCategory {
  code: string
  label: string
  groupLabel: string
  urgent: boolean
  days: number
}

/** Where it is, as the tree stood when it was written: a re-drawn grid does not move old cases. */
export interface OpinionPlace {
  nodeId: string
  kind: NodeKind
  /** `锦和苑 3 号楼 2 单元` */
  label: string
  /** `5 楼电梯口`, in the author's words. */
  detail: string
  /** Building level at most; the only form that is ever public. */
  publicLabel: string
  gridId: string | null
  gridLabel: string
  /** A spot picked on the map of the community, for those who go and look; never public. */
  point?: Position
  /** Every node it lies in, from the community down. */
  path: string[]
}

export const entryKinds = [
  'reply',
  'question',
  'supplement',
  'reopening',
  'note',
  'report',
  'ask',
  'respond',
] as const

/** Who wrote a case for its author, while that author agrees to it (roll: delegates). */
export interface OpinionFiler {
  accountId: string
  personId: string
  /** `王**` */
  label: string
}

/** A spoken note: for the author and the staff alone. */
export interface OpinionVoice {
  file: FileRef
  seconds: number
  transcript: string | null
}

/** A short film for the staff: the office looks at it, then the others play it; what is put away leaves no file. */
export interface OpinionVideo {
  file: FileRef | null
  seconds: number
  state: (typeof videoStates)[number]
}

/** Something somebody wrote in the course of the case. */
export interface OpinionEntryRow {
  id: string
  kind: (typeof entryKinds)[number]
  byAccountId: string
  /** `社区工作者 陈立新`; null for the author. */
  byName: string | null
  byRole: Role | null
  text: string
  photos: FileRef[]
  /** Those of the photos that show how it was before the work. */
  beforeIds?: string[]
  at: Date
}

/** Beside the machine's events: what changes a case without changing its status. */
export type OpinionAct =
  | OpinionEvent
  | 'submit'
  | 'add'
  | 'note'
  | 'make_public'
  | 'make_private'
  | 'show_photos'
  | 'transcribe'
  | 'look_video'
  | 'help_done'
  | 'merge_in'
  | 'split'
  | 'split_from'
  | 'ask'
  | 'callback'
  | 'mark'
  | 'recuse'
  | 'share_contact'
  | 'keep_contact'
  | 'mark_urgent'
  | 'unmark_urgent'
  | 'respond'
  | 'ask_extension'
  | 'grant_extension'
  | 'refuse_extension'

export interface OpinionHistoryRow {
  id: string
  event: OpinionAct
  from: OpinionStatus | null
  to: OpinionStatus
  byAccountId: string
  byName: string | null
  byRole: Role | null
  at: Date
  /** Whom it went to or came from, and why. */
  party?: string
  reason?: string
}

/** A photo of the case that somebody looked at, and what everybody sees of it. */
export interface PublicPhoto {
  sourceId: string
  /** Null: looked at, and kept inside. */
  copy: FileRef | null
  byAccountId: string
}

/** What the public sees of a case. */
export interface PublicFace {
  text: string
  at: Date
  byAccountId: string
  tokens: string[]
  /** Absent before anybody looked at a photo. */
  photos?: PublicPhoto[]
}

export interface OpinionRating {
  score: number
  solved: 'yes' | 'partly' | 'no'
  comment: string
  at: Date
}

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

const part = { _id: false, strict: 'throw' } as const

const category = new Schema<OpinionCategory>(
  {
    code: { type: String, required: true },
    label: { type: String, required: true },
    groupLabel: { type: String, required: true },
    urgent: { type: Boolean, required: true },
    days: { type: Number, required: true },
  },
  part,
)
const place = new Schema<OpinionPlace>(
  {
    nodeId: { type: String, required: true },
    kind: { type: String, required: true },
    label: { type: String, required: true },
    detail: { type: String, default: '' },
    publicLabel: { type: String, required: true },
    gridId: { type: String, default: null },
    gridLabel: { type: String, default: '' },
    point: { type: [Number], default: undefined },
    path: { type: [String], required: true },
  },
  part,
)
const entry = new Schema<OpinionEntryRow>(
  {
    id: { type: String, required: true },
    kind: { type: String, required: true, enum: entryKinds },
    byAccountId: { type: String, required: true },
    byName: { type: String, default: null },
    byRole: { type: String, default: null },
    text: { type: String, required: true },
    photos: { type: [fileRefSchema], default: [] },
    beforeIds: { type: [String], default: undefined },
    at: { type: Date, required: true },
  },
  part,
)
const historyRow = new Schema<OpinionHistoryRow>(
  {
    id: { type: String, required: true },
    event: { type: String, required: true },
    from: { type: String, default: null },
    to: { type: String, required: true },
    byAccountId: { type: String, required: true },
    byName: { type: String, default: null },
    byRole: { type: String, default: null },
    at: { type: Date, required: true },
    party: String,
    reason: String,
  },
  part,
)
const rating = new Schema<OpinionRating>(
  {
    score: { type: Number, required: true },
    solved: { type: String, required: true },
    comment: { type: String, default: '' },
    at: { type: Date, required: true },
  },
  part,
)
const voice = new Schema<OpinionVoice>(
  {
    file: { type: fileRefSchema, required: true },
    seconds: { type: Number, required: true },
    transcript: { type: String, default: null },
  },
  part,
)
const video = new Schema<OpinionVideo>(
  {
    file: { type: fileRefSchema, default: null },
    seconds: { type: Number, required: true },
    state: { type: String, required: true, enum: videoStates },
  },
  part,
)
const filer = new Schema<OpinionFiler>(
  {
    accountId: { type: String, required: true },
    personId: { type: String, required: true },
    label: { type: String, required: true },
  },
  part,
)
const rejection = new Schema(
  { reason: { type: String, required: true }, text: { type: String, default: '' } },
  part,
)
const board = new Schema(
  {
    text: { type: String, required: true },
    at: { type: Date, required: true },
    byAccountId: { type: String, required: true },
    tokens: { type: [String], required: true },
    photos: {
      type: [
        new Schema<PublicPhoto>(
          {
            sourceId: { type: String, required: true },
            copy: { type: fileRefSchema, default: null },
            byAccountId: { type: String, required: true },
          },
          part,
        ),
      ],
      default: undefined,
    },
  },
  part,
)

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

/** In which communities an account has ever written: its own list is read by them, never across the deployment. */
export interface OpinionAuthorRow {
  /** The account. */
  _id: string
  communityIds: string[]
}

const authorSchema = new Schema<OpinionAuthorRow>(
  { _id: { type: String, required: true }, communityIds: { type: [String], required: true } },
  { collection: 'opinion_authors', strict: 'throw', autoIndex: false, versionKey: false },
)

export const opinionModel = (connection: Connection): Model<OpinionRow> =>
  connection.models.Opinion ?? connection.model<OpinionRow>('Opinion', opinionSchema)

export const opinionAuthorModel = (connection: Connection): Model<OpinionAuthorRow> =>
  connection.models.OpinionAuthor ?? connection.model<OpinionAuthorRow>('OpinionAuthor', authorSchema)
