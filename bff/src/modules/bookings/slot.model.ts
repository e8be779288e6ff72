import { Schema, type Connection, type Model } from 'mongoose'

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
  /** Seats that are held now. */
  taken: number
  /** False when the desk's hours do not offer it any more; who holds a seat keeps it. */
  open: boolean
}

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
    taken: { type: Number, required: true },
    open: { type: Boolean, required: true },
  },
  { collection: 'slots', strict: 'throw', autoIndex: false, versionKey: false },
)
slotSchema.index({ communityId: 1, deskId: 1, startsAt: 1 }, { name: 'slot_time_unique', unique: true })
// Few: slots whose hours were taken back.
slotSchema.index(
  { communityId: 1, startsAt: 1 },
  { name: 'slot_shut', partialFilterExpression: { open: false } },
)

export const slotModel = (connection: Connection): Model<SlotRow> =>
  connection.models.Slot ?? connection.model<SlotRow>('Slot', slotSchema)
