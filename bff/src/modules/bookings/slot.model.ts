import type { SeatPool } from '@linli/shared/bookings/slots.rules'
import { Schema, type Connection, type Model } from 'mongoose'

export interface SeatHold {
  bookingId: string
  pool: SeatPool
  /** Which room it is, where the rooms of the desk have names: nobody else has the same one at that time. */
  roomId?: string
  /** Kept for somebody who fills in a form, until then and no longer; absent for a seat that is given. */
  until?: Date
}

/**
 * One bookable time of a desk, made ahead. The free seats are counted down in it, so that the guard of a seat and
 * the seat are one write (reference: cases and booking §6.3).
 */
export interface SlotRow {
  _id: string
  communityId: string
  deskId: string
  /** Shanghai day, `2026-11-27`. */
  day: string
  startsAt: Date
  endsAt: Date
  /** Seats left for everybody, and those for elders beside them. */
  general: number
  elder: number
  /** Seats left of those for people who come without a booking; absent in slots from before they could be released. */
  walkIn?: number
  /** Who holds a seat; as many as were counted down, never more than the capacity. */
  seats: SeatHold[]
  /** Somebody waits for it: what comes back is offered to them first, and to nobody else. */
  waited?: true
  /** False when the desk's hours do not offer it any more; who holds a seat keeps it. */
  open: boolean
}

const seat = new Schema<SeatHold>(
  {
    bookingId: { type: String, required: true },
    pool: { type: String, required: true },
    roomId: String,
    until: Date,
  },
  { _id: false, strict: 'throw' },
)

const slotSchema = new Schema<SlotRow>(
  {
    _id: { type: String, required: true },
    communityId: { type: String, required: true },
    deskId: { type: String, required: true },
    day: { type: String, required: true },
    startsAt: { type: Date, required: true },
    endsAt: { type: Date, required: true },
    general: { type: Number, required: true },
    elder: { type: Number, required: true },
    walkIn: Number,
    seats: { type: [seat], default: [] },
    waited: Boolean,
    open: { type: Boolean, required: true },
  },
  { collection: 'slots', strict: 'throw', autoIndex: false, versionKey: false },
)
slotSchema.index({ communityId: 1, deskId: 1, startsAt: 1 }, { name: 'slot_time_unique', unique: true })
slotSchema.index({ startsAt: 1 }, { name: 'slot_starts' })
// Few: slots that somebody waits for.
slotSchema.index({ waited: 1 }, { name: 'slot_waited', partialFilterExpression: { waited: true } })
// Few: slots whose hours were taken back.
slotSchema.index(
  { communityId: 1, startsAt: 1 },
  { name: 'slot_shut', partialFilterExpression: { open: false } },
)

export const slotModel = (connection: Connection): Model<SlotRow> =>
  connection.models.Slot ?? connection.model<SlotRow>('Slot', slotSchema)
