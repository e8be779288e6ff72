import { Schema, type Connection, type Model } from 'mongoose'

/** How a ballot came. */
export type Channel = 'phone' | 'paper' | 'doorstep' | 'proxy' | 'desk'

/** One cast of a named ballot; a secret one leaves none. */
export interface NamedCast {
  at: Date
  via: Channel
  answers: string[]
  byAccountId: string
  byPersonId: string | null
  /** The two who have read the same paper; absent on other ways, and in casts from before. */
  readBy?: string[]
}

/** What one member of staff read from a paper. */
export interface PaperEntry {
  byAccountId: string
  at: Date
  answers: string[]
}

export interface ProxyMandate {
  holderId: string
  holderLabel: string
  mandateRef: string
  byAccountId: string
  at: Date
}

/** What somebody of the row says of its record, and what the desk has found. */
export interface Doubt {
  text: string
  at: Date
  /** Which of the casts is doubted, by its number and its time; absent in a secret poll, which keeps none, and in rows from before. */
  cast?: { number: number; at: Date }
  finding?: Finding
}
export interface Finding {
  upheld: boolean
  reason: string
  at: Date
  byAccountId: string
  byName: string
  /** The ballot went and the row was open again. */
  annulled: boolean
}

/** A mandate that was taken back before anything was cast under it. */
export interface MandateTakenBack {
  holderId: string
  mandateRef: string
  /** The paper on which the desk took it back; null where the voter did so on the phone. */
  reference: string | null
  byAccountId: string
  at: Date
}

/**
 * One entitled voter of one poll: a person, a household, a set of owners. In a secret poll it says whether a ballot
 * was handed in and on which channel kind, and nothing else about it ever: no time, no version, no order, no answer.
 */
export interface PollRollRow {
  /** Drawn when the roll was built; says nothing of a ballot. */
  _id: string
  communityId: string
  pollId: string
  rollId: string
  serial: number
  /** Whom the row stands for, so that nobody is on a roll twice (participation §3.4 line 15). */
  uniqueKey: string
  /** Everybody who may speak for the row. */
  personIds: string[]
  /** Who casts a secret ballot for it. */
  voterId: string | null
  label: string
  roomIds: string[]
  votes: number
  area: number
  /** Reached with proof (domain-facts §1.4). */
  served: boolean
  voted: boolean
  /** Set once, at closing: nothing is cast or changed on a sealed row. */
  sealed: boolean
  via: Channel | null
  answers: string[]
  casts: NamedCast[]
  papers: PaperEntry[]
  /** The sharer who disagrees; the row counts for nobody meanwhile. */
  dissentBy: string | null
  proxy: ProxyMandate | null
  /** Absent where none was. */
  takenBack?: MandateTakenBack[]
  /** 「不是我投的」: after closing, or of an open named poll. */
  notMe: Doubt | null
  /** Earlier ones on this row: each was answered by annulling a ballot. */
  formerDoubts?: Doubt[]
}

const rollSchema = new Schema<PollRollRow>(
  {
    _id: { type: String, required: true },
    communityId: { type: String, required: true },
    pollId: { type: String, required: true },
    rollId: { type: String, required: true },
    serial: { type: Number, required: true },
    uniqueKey: { type: String, required: true },
    personIds: { type: [String], required: true },
    voterId: { type: String, default: null },
    label: { type: String, required: true },
    roomIds: { type: [String], default: [] },
    votes: { type: Number, required: true },
    area: { type: Number, required: true },
    served: { type: Boolean, default: false },
    voted: { type: Boolean, default: false },
    sealed: { type: Boolean, default: false },
    via: { type: String, default: null },
    answers: { type: [String], default: [] },
    casts: { type: Schema.Types.Mixed, default: [] },
    papers: { type: Schema.Types.Mixed, default: [] },
    dissentBy: { type: String, default: null },
    proxy: { type: Schema.Types.Mixed, default: null },
    takenBack: { type: Schema.Types.Mixed },
    notMe: { type: Schema.Types.Mixed, default: null },
    formerDoubts: { type: Schema.Types.Mixed },
  },
  { collection: 'poll_rolls', strict: 'throw', autoIndex: false, versionKey: false },
)
rollSchema.index({ communityId: 1, rollId: 1, uniqueKey: 1 }, { name: 'poll_roll_once_unique', unique: true })
rollSchema.index({ communityId: 1, rollId: 1, serial: 1 }, { name: 'poll_roll_serial' })
// The desk looks a line up by how it begins.
rollSchema.index({ communityId: 1, rollId: 1, label: 1, serial: 1 }, { name: 'poll_roll_label' })
rollSchema.index({ communityId: 1, rollId: 1, personIds: 1 }, { name: 'poll_roll_person' })
rollSchema.index({ communityId: 1, rollId: 1, 'proxy.holderId': 1 }, { name: 'poll_roll_proxy' })
rollSchema.index({ communityId: 1, rollId: 1, sealed: 1, voted: 1, serial: 1 }, { name: 'poll_roll_state' })
// All rolls somebody was ever on: what is kept about a person, told to the person.
rollSchema.index({ communityId: 1, personIds: 1, _id: -1 }, { name: 'poll_roll_of_person' })
rollSchema.index({ communityId: 1, pollId: 1 }, { name: 'poll_roll_poll' })

export const pollRollModel = (connection: Connection): Model<PollRollRow> =>
  connection.models.PollRoll ?? connection.model<PollRollRow>('PollRoll', rollSchema)
