import { Schema, type Connection, type Model } from 'mongoose'

/**
 * A seat on its way: being taken for a booking that is not committed yet, or given up by one that is. Written before
 * the seat changes hands and removed when booking and seat agree, so that a process that dies in between leaves a
 * note for the sweep instead of a lost seat.
 */
export interface SeatClaimRow {
  _id: string
  communityId: string
  slotId: string
  bookingId: string
  /** Times of people and equipment that are kept with the seat, so many of each. */
  besides?: ClaimedBeside[]
  /** Since when it is under way; for a seat that is kept for a while, when that ends. */
  at: Date
  /** Keeps the seat while a form is filled in: an account, or `booking:` and the booking that is offered another time. */
  holder?: string
  until?: Date
}

export interface ClaimedBeside {
  slotId: string
  count: number
}

const beside = new Schema<ClaimedBeside>(
  { slotId: { type: String, required: true }, count: { type: Number, required: true } },
  { _id: false, strict: 'throw' },
)

const claimSchema = new Schema<SeatClaimRow>(
  {
    _id: { type: String, required: true },
    communityId: { type: String, required: true },
    slotId: { type: String, required: true },
    bookingId: { type: String, required: true },
    besides: { type: [beside], default: undefined },
    at: { type: Date, required: true },
    holder: String,
    until: Date,
  },
  { collection: 'seat_claims', strict: 'throw', autoIndex: false, versionKey: false },
)
// Not a growing collection: a claim lives for moments.
claimSchema.index({ at: 1 }, { name: 'seat_claim_at' })
claimSchema.index({ communityId: 1, slotId: 1 }, { name: 'seat_claim_slot' })
claimSchema.index(
  { communityId: 1, 'besides.slotId': 1 },
  { name: 'seat_claim_beside', partialFilterExpression: { 'besides.slotId': { $exists: true } } },
)
// One kept seat for each holder: the index decides between two taps.
claimSchema.index(
  { holder: 1 },
  { name: 'seat_claim_holder_unique', unique: true, partialFilterExpression: { holder: { $exists: true } } },
)

export const seatClaimModel = (connection: Connection): Model<SeatClaimRow> =>
  connection.models.SeatClaim ?? connection.model<SeatClaimRow>('SeatClaim', claimSchema)
