import { waitStatuses, type WaitStatus } from '@linli/shared/bookings/waits.machine'
import type { GroupWish } from '@linli/shared/bookings/rooms.rules'
import { groupSchema } from './booking.model'
import { Schema, type Connection, type Model } from 'mongoose'

/** A place on the waiting list of one time. */
export interface WaitRow {
  _id: string
  communityId: string
  slotId: string
  deskId: string
  deskName: string
  place: string
  startsAt: Date
  endsAt: Date
  serviceCode: string
  serviceLabel: string
  accountId: string
  personKey: string
  forSelf: boolean
  forLabel: string
  elder: boolean
  status: WaitStatus
  version: number
  /** Since when; the order of the list. */
  at: Date
  /** Present while somebody stands on the list; the unique index looks only at such rows. */
  open?: true
  /** The id the booking will have: the seat is held under it from the offer on. */
  bookingId: string
  offerUntil?: Date
  /** Times of people and equipment that are held with an offer. */
  moreSlotIds?: string[]
  /** Who would come to a room, and what for. */
  group?: GroupWish
}

const waitSchema = new Schema<WaitRow>(
  {
    _id: { type: String, required: true },
    communityId: { type: String, required: true },
    slotId: { type: String, required: true },
    deskId: { type: String, required: true },
    deskName: { type: String, required: true },
    place: { type: String, required: true },
    startsAt: { type: Date, required: true },
    endsAt: { type: Date, required: true },
    serviceCode: { type: String, required: true },
    serviceLabel: { type: String, required: true },
    accountId: { type: String, required: true },
    personKey: { type: String, required: true },
    forSelf: { type: Boolean, required: true },
    forLabel: { type: String, required: true },
    elder: { type: Boolean, required: true },
    status: { type: String, required: true, enum: waitStatuses },
    version: { type: Number, required: true },
    at: { type: Date, required: true },
    open: Boolean,
    bookingId: { type: String, required: true },
    offerUntil: Date,
    moreSlotIds: { type: [String], default: undefined },
    group: groupSchema,
  },
  { collection: 'waits', strict: 'throw', autoIndex: false, versionKey: false },
)
const standing = { partialFilterExpression: { open: true } }
waitSchema.index(
  { communityId: 1, slotId: 1, personKey: 1 },
  { name: 'wait_person_unique', unique: true, ...standing },
)
// Where somebody stands, whatever the time.
waitSchema.index({ communityId: 1, personKey: 1 }, { name: 'wait_person', ...standing })
waitSchema.index({ communityId: 1, slotId: 1, status: 1, at: 1, _id: 1 }, { name: 'wait_order' })
waitSchema.index({ communityId: 1, bookingId: 1 }, { name: 'wait_booking' })
waitSchema.index({ accountId: 1, at: 1, _id: 1 }, { name: 'wait_account' })
// Few: those who still stand on a list.
waitSchema.index({ status: 1, startsAt: 1, at: 1, _id: 1 }, { name: 'wait_due', ...standing })
waitSchema.index({ at: 1 }, { name: 'wait_at' })

export const waitModel = (connection: Connection): Model<WaitRow> =>
  connection.models.Wait ?? connection.model<WaitRow>('Wait', waitSchema)
