import type { FrozenPoll } from '@linli/shared/polls/board'
import type { Outcome } from '@linli/shared/polls/decision.rules'
import type { LeftOutReason } from '@linli/shared/polls/polls.kinds'
import type { PollStatus } from '@linli/shared/polls/polls.machine'
import type { PollDraft } from '@linli/shared/polls/poll-desk.schema'
import type { OfficialRecord } from '@linli/shared/polls/official.schema'
import type { PreparationFacts } from '@linli/shared/polls/preparation.rules'
import type { PlaceTurnout } from '@linli/shared/polls/turnout.rules'
import { Schema, type Connection, type Model } from 'mongoose'
import type { FileRef } from '../../platform/files/file-ref'

/** Somebody who was meant to be on a roll of persons and is not. */
export interface LeftOut {
  personId: string
  reason: LeftOutReason
}

/** The roll that is in force; its rows stand in `poll_rolls` under `id`. */
export interface PollRollSummary {
  id: string
  asOf: string
  publishedOn: string
  objectionsUntil: string
  rows: number
  votes: number
  area: number
  fingerprint: string
  pending: number
  /** Who was left out and why, as far as a desk works them off in one go. */
  leftOut?: LeftOut[]
  ownerless: number
  /** Homes of which nobody may cast on a phone; absent on rolls of owners and persons, and of the release before. */
  onPaper?: number
  /** Rooms whose area counts and is not known; absent on rolls of the release before. */
  withoutArea?: number
}

export interface PollSignature {
  accountId: string
  name: string
  at: Date
  /** What was signed, as the own device of the supervisor had counted it; absent in signatures from before. */
  root?: string
}

/** A supervisor who does not sign, and says why. */
export interface PollRefusal extends PollSignature {
  reason: string
}

/** What was entered of a count by the city's own system. */
export interface OfficialEntry {
  system: string
  reference: string
  decidedOn: string
  questions: OfficialRecord['questions']
  byAccountId: string
  byName: string
  at: Date
}

/** What stood there before a correction, with who had signed it. */
export interface FormerEntry extends OfficialEntry {
  files: FileRef[]
  root: string
  signatures: PollSignature[]
  refusals: PollRefusal[]
  reason: string
  correctedByName: string
  correctedAt: Date
}

/** That a charter was filed with the street; again, it replaces what stood there, and the audit keeps both. */
export interface PollFiling {
  filedOn: string
  reference: string
  byAccountId: string
  byName: string
  at: Date
}

export interface PollOfficial extends OfficialEntry {
  files: FileRef[]
  /** The latest first. */
  former: FormerEntry[]
}

/** What was counted; nothing of it exists before closing. */
export interface PollCount {
  root: string
  outcomes: Outcome[]
  voted: number
  ballots: number
  /** By building; absent where the city's own system has counted. */
  turnout?: PlaceTurnout[]
  countedAt: Date
}

export interface PollHistory {
  event: string
  at: Date
  byAccountId: string
  byName: string
  /** What it was done to, and why: numbers of papers. */
  detail?: string
}

export interface PollRow {
  _id: string
  communityId: string
  draft: PollDraft
  opensAt: Date
  closesAt: Date
  status: PollStatus
  version: number
  facts: Omit<
    PreparationFacts,
    | 'today'
    | 'rollPublishedOn'
    | 'objectionsUntil'
    | 'objectionsWouldEnd'
    | 'rollRows'
    | 'leftOut'
    | 'homesOnPaper'
    | 'roomsWithoutArea'
    | 'openObjections'
    | 'rowsWithoutVoter'
    | 'officialRecorded'
  >
  roll: PollRollSummary | null
  /** How many objections were ever filed: written with each, so that one and the freezing of the roll cannot pass each other. */
  objected?: number
  frozen: FrozenPoll | null
  fingerprint: string | null
  /** Papers printed for a secret poll, and how many of them were voided since. */
  papers: number
  papersVoided?: number
  count: PollCount | null
  publishedAt: Date | null
  signatures: PollSignature[]
  /** Absent until somebody refuses. */
  refusals?: PollRefusal[]
  /** Only where the city's own system counts. */
  official?: PollOfficial
  /** Only of a charter that passed. */
  filing?: PollFiling
  cancelReason: string | null
  history: PollHistory[]
  /** When the sweep has something to do; absent when nothing waits. */
  nextActionAt?: Date
  /** When those who have not voted are reminded; absent once it was done. */
  remindAt?: Date
  createdAt: Date
}

const pollSchema = new Schema<PollRow>(
  {
    _id: { type: String, required: true },
    communityId: { type: String, required: true },
    draft: { type: Schema.Types.Mixed, required: true },
    opensAt: { type: Date, required: true },
    closesAt: { type: Date, required: true },
    status: { type: String, required: true },
    version: { type: Number, required: true },
    facts: { type: Schema.Types.Mixed, required: true },
    roll: { type: Schema.Types.Mixed, default: null },
    objected: Number,
    frozen: { type: Schema.Types.Mixed, default: null },
    fingerprint: { type: String, default: null },
    papers: { type: Number, default: 0 },
    papersVoided: Number,
    count: { type: Schema.Types.Mixed, default: null },
    publishedAt: { type: Date, default: null },
    signatures: { type: Schema.Types.Mixed, default: [] },
    refusals: Schema.Types.Mixed,
    official: Schema.Types.Mixed,
    filing: Schema.Types.Mixed,
    cancelReason: { type: String, default: null },
    history: { type: Schema.Types.Mixed, default: [] },
    nextActionAt: Date,
    remindAt: Date,
    createdAt: { type: Date, required: true },
  },
  { collection: 'polls', strict: 'throw', autoIndex: false, versionKey: false, minimize: false },
)
pollSchema.index({ communityId: 1, _id: -1 }, { name: 'poll_newest' })
pollSchema.index({ communityId: 1, status: 1, _id: -1 }, { name: 'poll_status' })
// Only polls that wait for the clock are in it, whatever their community.
pollSchema.index({ nextActionAt: 1 }, { name: 'poll_next_action', sparse: true })

pollSchema.index({ remindAt: 1 }, { name: 'poll_reminder', sparse: true })

export const pollModel = (connection: Connection): Model<PollRow> =>
  connection.models.Poll ?? connection.model<PollRow>('Poll', pollSchema)
