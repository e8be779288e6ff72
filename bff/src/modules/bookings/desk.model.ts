import type { OpeningPlan } from '@linli/shared/bookings/opening.rules'
import type { BookingWindow, SeatShares, ShareRelease, SlotPattern } from '@linli/shared/bookings/slots.rules'
import type { DeskNeed } from '@linli/shared/bookings/means.rules'
import type { DeskKind, DeskRoom } from '@linli/shared/bookings/rooms.rules'
import { Schema, type Connection, type Model } from 'mongoose'

/** A counter, a room or a home-visit team: whatever people take a seat at. */
export interface DeskRow {
  _id: string
  communityId: string
  name: string
  place: string
  serviceCodes: string[]
  plan: OpeningPlan
  pattern: SlotPattern
  shares: SeatShares
  window: BookingWindow
  changeMinutes: number
  /** Absent: a counter. */
  kind?: DeskKind | undefined
  /** How many people a room holds. */
  mostHeads?: number | null | undefined
  /** Rooms by name, as many as seats; absent where nobody needs to tell them apart. */
  rooms?: DeskRoom[] | undefined
  /** Most visits of one series; absent: each is booked alone. */
  mostVisits?: number | null | undefined
  /** What one booking takes beside its seat; absent: nothing. */
  needs?: DeskNeed[] | undefined
  /** Absent: shares are kept to the end. */
  release?: ShareRelease | undefined
  active: boolean
  version: number
  /** What the nightly count of seats against bookings has found and nobody has mended; absent when they agree. */
  check?: DeskCheck | undefined
  /** Random; the hall's code of a day is made from it, so that a photo of yesterday's is worth nothing. */
  hallSecret: string
}

/** A time whose seats and bookings tell different stories: how many seats have no booking, and the other way round. */
export interface CheckedTime {
  slotId: string
  startsAt: Date
  noBooking: number
  noSeat: number
  countOff: number
}

export interface DeskCheck {
  /** When it was found first. */
  at: Date
  times: CheckedTime[]
}

const part = { _id: false, strict: 'throw' } as const
const interval = new Schema(
  { from: { type: Number, required: true }, to: { type: Number, required: true } },
  part,
)
const exception = new Schema(
  {
    day: { type: String, required: true },
    intervals: { type: [interval], default: [] },
    reason: { type: String, required: true },
  },
  part,
)
const plan = new Schema(
  {
    weekly: { type: [[interval]], required: true },
    closedOnHolidays: { type: Boolean, required: true },
    makeupAs: { type: Number, default: null },
    exceptions: { type: [exception], default: [] },
  },
  part,
)
const pattern = new Schema(
  { lengthMinutes: { type: Number, required: true }, bufferMinutes: { type: Number, required: true } },
  part,
)
const shares = new Schema(
  {
    capacity: { type: Number, required: true },
    walkIn: { type: Number, required: true },
    elder: { type: Number, required: true },
  },
  part,
)
const bookable = new Schema(
  {
    leadMinutes: { type: Number, required: true },
    horizonDays: { type: Number, required: true },
    horizonUnit: { type: String, required: true },
  },
  part,
)

const release = new Schema(
  { walkIn: { type: Number, default: null }, elder: { type: Number, default: null } },
  part,
)

const need = new Schema<DeskNeed>(
  { deskId: { type: String, required: true }, count: { type: Number, required: true } },
  part,
)

const room = new Schema<DeskRoom>(
  { id: { type: String, required: true }, name: { type: String, required: true } },
  { ...part, id: false },
)

const check = new Schema<DeskCheck>(
  {
    at: { type: Date, required: true },
    times: {
      type: [
        new Schema<CheckedTime>(
          {
            slotId: { type: String, required: true },
            startsAt: { type: Date, required: true },
            noBooking: { type: Number, required: true },
            noSeat: { type: Number, required: true },
            countOff: { type: Number, required: true },
          },
          part,
        ),
      ],
      default: [],
    },
  },
  part,
)

const deskSchema = new Schema<DeskRow>(
  {
    _id: { type: String, required: true },
    communityId: { type: String, required: true },
    name: { type: String, required: true },
    place: { type: String, required: true },
    serviceCodes: { type: [String], required: true },
    plan: { type: plan, required: true },
    pattern: { type: pattern, required: true },
    shares: { type: shares, required: true },
    window: { type: bookable, required: true },
    changeMinutes: { type: Number, required: true },
    kind: String,
    mostHeads: Number,
    mostVisits: Number,
    rooms: { type: [room], default: undefined },
    needs: { type: [need], default: undefined },
    release,
    check,
    active: { type: Boolean, required: true },
    version: { type: Number, required: true },
    hallSecret: { type: String, required: true },
  },
  { collection: 'desks', strict: 'throw', autoIndex: false, versionKey: false },
)
deskSchema.index({ communityId: 1, _id: 1 }, { name: 'desk_community' })

export const deskModel = (connection: Connection): Model<DeskRow> =>
  connection.models.Desk ?? connection.model<DeskRow>('Desk', deskSchema)
