import {
  bookingStatuses,
  type BookingEvent,
  type BookingOutcome,
  type BookingStatus,
} from '@linli/shared/bookings/bookings.machine'
import type { Material } from '@linli/shared/services/services.catalogue'
import type { Role } from '@linli/shared/roles'
import { Schema, type Connection, type Model } from 'mongoose'

export interface BookingHistoryRow {
  event: BookingEvent | 'book' | 'walk_in'
  byAccountId: string
  byRole: Role | null
  at: Date
}

/** The item as its guide said when it was booked. */
export interface BookedService {
  code: string
  label: string
  version: number
  materials: Material[]
}

export interface BookingRow {
  _id: string
  communityId: string
  /** `QH-Y-20261126-0012` */
  number: string
  deskId: string
  deskName: string
  place: string
  service: BookedService
  /** The seat; all three are absent for somebody who came without a booking. */
  slotId?: string
  startsAt?: Date
  endsAt?: Date
  /** Shanghai day it belongs to. */
  day: string
  madeAt: Date
  /** Who made it; null for a walk-in. */
  accountId: string | null
  /** For whom: the person, or the account while no home is bound. Nobody has two seats at one time under one key. */
  personKey?: string
  forSelf: boolean
  forLabel: string
  elder: boolean
  status: BookingStatus
  version: number
  /** Present while the seat is held; the unique indexes look only at such rows. */
  holds?: true
  queueNumber?: string
  /** Orders the queue. */
  queueAt?: Date
  calledAt?: Date
  doneAt?: Date
  missedAt?: Date
  outcome: BookingOutcome | null
  missing: string
  /** How it was for the person. */
  rating?: BookingRating
  /** When the next reminder is due; absent when none is. */
  remindAt?: Date
  history: BookingHistoryRow[]
}

export interface BookingRating {
  /** 1 to 5. */
  score: number
  comment: string
  at: Date
}

const part = { _id: false, strict: 'throw' } as const
const material = new Schema(
  { name: { type: String, required: true }, need: { type: String, required: true } },
  part,
)
const service = new Schema<BookedService>(
  {
    code: { type: String, required: true },
    label: { type: String, required: true },
    version: { type: Number, required: true },
    materials: { type: [material], default: [] },
  },
  part,
)
const historyRow = new Schema<BookingHistoryRow>(
  {
    event: { type: String, required: true },
    byAccountId: { type: String, required: true },
    byRole: { type: String, default: null },
    at: { type: Date, required: true },
  },
  part,
)
const rating = new Schema<BookingRating>(
  {
    score: { type: Number, required: true },
    comment: { type: String, default: '' },
    at: { type: Date, required: true },
  },
  part,
)

const bookingSchema = new Schema<BookingRow>(
  {
    _id: { type: String, required: true },
    communityId: { type: String, required: true },
    number: { type: String, required: true },
    deskId: { type: String, required: true },
    deskName: { type: String, required: true },
    place: { type: String, required: true },
    service: { type: service, required: true },
    slotId: String,
    startsAt: Date,
    endsAt: Date,
    day: { type: String, required: true },
    madeAt: { type: Date, required: true },
    accountId: { type: String, default: null },
    personKey: String,
    forSelf: { type: Boolean, required: true },
    forLabel: { type: String, required: true },
    elder: { type: Boolean, required: true },
    status: { type: String, required: true, enum: bookingStatuses },
    version: { type: Number, required: true },
    holds: Boolean,
    queueNumber: String,
    queueAt: Date,
    calledAt: Date,
    doneAt: Date,
    missedAt: Date,
    outcome: { type: String, default: null },
    missing: { type: String, default: '' },
    rating,
    remindAt: Date,
    history: { type: [historyRow], default: [] },
  },
  { collection: 'bookings', strict: 'throw', autoIndex: false, versionKey: false },
)
const holding = { partialFilterExpression: { holds: true } }
// Never two seats at one time, nor the same matter twice on a day (cases and booking §2.6): the index decides.
bookingSchema.index(
  { communityId: 1, personKey: 1, startsAt: 1 },
  { name: 'booking_person_time_unique', unique: true, ...holding },
)
bookingSchema.index(
  { communityId: 1, personKey: 1, 'service.code': 1, day: 1 },
  { name: 'booking_person_matter_unique', unique: true, ...holding },
)
// An account books in whichever community it looks at.
bookingSchema.index({ accountId: 1, day: -1, _id: -1 }, { name: 'booking_account' })
bookingSchema.index({ communityId: 1, personKey: 1, day: -1, _id: -1 }, { name: 'booking_person' })
bookingSchema.index({ communityId: 1, slotId: 1, startsAt: 1, _id: 1 }, { name: 'booking_slot', ...holding })
bookingSchema.index({ communityId: 1, deskId: 1, day: 1, _id: 1 }, { name: 'booking_desk_day' })
bookingSchema.index(
  { communityId: 1, deskId: 1, day: 1, status: 1, queueAt: 1, _id: 1 },
  { name: 'booking_queue' },
)
bookingSchema.index(
  { communityId: 1, personKey: 1, missedAt: 1 },
  { name: 'booking_missed', partialFilterExpression: { missedAt: { $exists: true } } },
)
bookingSchema.index({ status: 1, day: 1, _id: 1 }, { name: 'booking_status_day' })
bookingSchema.index({ madeAt: 1 }, { name: 'booking_made' })
// Not a growing index: only bookings that somebody is still to be reminded of are in it.
bookingSchema.index({ remindAt: 1 }, { name: 'booking_remind', sparse: true })

export const bookingModel = (connection: Connection): Model<BookingRow> =>
  connection.models.Booking ?? connection.model<BookingRow>('Booking', bookingSchema)
