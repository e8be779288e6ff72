import { Schema, type Connection, type Model } from 'mongoose'
import type { DelegateAskMove } from './delegate-ask.model'
import type { KinMove } from './kin.model'
import type { TraceMove } from './roll.ports'

/** Which values of the record that goes the kept one takes over. */
export interface MergeTake {
  name: boolean
  phone: boolean
  birthDate: boolean
}

/** Two records of one human that became one, with everything it takes to part them again. */
export interface MergeRow {
  _id: string
  communityId: string
  keptId: string
  goneId: string
  /** The kept record as it was before, as one more merged record; removed when the merge cannot be undone any more. */
  beforeId: string
  take: MergeTake
  at: Date
  by: string
  undoUntil: Date
  undoneAt: Date | null
  undoneBy: string | null
  /** Relations that changed hands. */
  relationIds: string[]
  /** Relations that ended because both records had one with the room. */
  endedIds: string[]
  kinMoves: KinMove[]
  kinEndedIds: string[]
  bindingId: string | null
  /** Receipts of notices that changed hands. */
  receiptIds: string[]
  /** Bookings and places on waiting lists that changed hands; absent in merges from before. */
  bookingIds?: string[]
  /** Open wishes to act for somebody that changed hands; absent in merges from before. */
  askMoves?: DelegateAskMove[]
  /** Cases, rows of polls and wishes for a correction that changed hands; absent in merges from before. */
  opinionMoves?: TraceMove[]
  pollMoves?: TraceMove[]
  correctionIds?: string[]
}

const movePart = (): Schema =>
  new Schema(
    { id: { type: String, required: true }, field: { type: String, required: true } },
    { _id: false, id: false, strict: 'throw' },
  )

const mergeSchema = new Schema<MergeRow>(
  {
    _id: { type: String, required: true },
    communityId: { type: String, required: true },
    keptId: { type: String, required: true },
    goneId: { type: String, required: true },
    beforeId: { type: String, required: true },
    take: {
      type: new Schema<MergeTake>(
        {
          name: { type: Boolean, required: true },
          phone: { type: Boolean, required: true },
          birthDate: { type: Boolean, required: true },
        },
        { _id: false, strict: 'throw' },
      ),
      required: true,
    },
    at: { type: Date, required: true },
    by: { type: String, required: true },
    undoUntil: { type: Date, required: true },
    undoneAt: { type: Date, default: null },
    undoneBy: { type: String, default: null },
    relationIds: { type: [String], required: true },
    endedIds: { type: [String], required: true },
    kinMoves: { type: [movePart()], required: true },
    kinEndedIds: { type: [String], required: true },
    bindingId: { type: String, default: null },
    receiptIds: { type: [String], required: true },
    bookingIds: { type: [String], default: undefined },
    askMoves: { type: [movePart()], default: undefined },
    opinionMoves: { type: [movePart()], default: undefined },
    pollMoves: { type: [movePart()], default: undefined },
    correctionIds: { type: [String], default: undefined },
  },
  { collection: 'person_merges', strict: 'throw', autoIndex: false, versionKey: false },
)
mergeSchema.index({ communityId: 1, keptId: 1, at: -1, _id: -1 }, { name: 'merge_kept' })
// For the nightly tidying, across communities: merges that can be undone no more and still hold what was before.
mergeSchema.index({ undoUntil: 1 }, { name: 'merge_undo_until' })

export const mergeModel = (connection: Connection): Model<MergeRow> =>
  connection.models.PersonMerge ?? connection.model<MergeRow>('PersonMerge', mergeSchema)
