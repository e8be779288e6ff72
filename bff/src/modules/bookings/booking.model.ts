import {
  bookingStatuses,
  type BookingEvent,
  type BookingOutcome,
  type BookingStatus,
} from '@linli/shared/bookings/bookings.machine'
import type { Material } from '@linli/shared/services/services.catalogue'
import type { DeskRoom, GroupWish } from '@linli/shared/bookings/rooms.rules'
import type { SeriesWeeks } from '@linli/shared/bookings/series.rules'
import type { Question } from '@linli/shared/services/questions.rules'
import type { Role } from '@linli/shared/roles'
import { fileRefSchema, type FileRef } from '../../platform/files/file-ref'
import { questionSchema } from '../../platform/question-part'
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
  /** Absent in bookings from before anything was asked. */
  questions?: Question[]
  /** Absent where there are none. */
  forms?: FileRef[]
}

/** What was answered to one question of the item. */
export interface BookingAnswer {
  questionId: string
  text: string
  photos: FileRef[]
}

export interface BookingRow {
  _id: string
  communityId: string
  /** `QH-Y-20261126-0012` */
  number: string
  deskId: string
  deskName: string
  place: string
  /** The room it got, where those of the desk have names; called as on that day. */
  room?: DeskRoom
  /** Staff come to the person; absent on what was booked before that was kept. */
  atHome?: boolean
  service: BookedService
  /** The seat; all three are absent for somebody who came without a booking. */
  slotId?: string
  startsAt?: Date
  endsAt?: Date
  /**
   * What is held with the first time: times of a room right behind it (`endsAt` is the end of the last), and those of
   * people and equipment it needs.
   */
  moreSlotIds?: string[]
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
  answers?: BookingAnswer[]
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
  /** What the person got with the result; absent when nothing. */
  documents?: FileRef[]
  /** How it was for the person. */
  rating?: BookingRating
  /** The home it counts for, where the item is limited. */
  homeId?: string
  /** Which of so many it is, where the item is limited: the unique indexes are the guard. */
  nth?: BookingNumbers
  /** Who comes to a room, and what for. */
  group?: GroupWish
  /** Why a room was refused. */
  refusal?: string
  series?: BookingSeriesRow
  /** Another time that is kept instead of one that is not open any more, until the person answers. */
  proposal?: BookingProposal
  /** When the next reminder is due; absent when none is. */
  remindAt?: Date
  history: BookingHistoryRow[]
}

/** One visit of several that were asked for at once. */
export interface BookingSeriesRow {
  /** What they have in common. */
  id: string
  weeks: SeriesWeeks
  /** Which of how many, from 1. */
  place: number
  of: number
  /** Which of the visits the person has of this matter at the same time, from 0: the unique index is the guard. */
  nth: number
}

/** From 0; absent where the item has no such limit. */
export interface BookingNumbers {
  person?: number
  home?: number
  homeDay?: number
}

export interface BookingProposal {
  slotId: string
  startsAt: Date
  endsAt: Date
  deskName: string
  place: string
  until: Date
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
    questions: { type: [questionSchema], default: undefined },
    forms: { type: [fileRefSchema], default: undefined },
  },
  part,
)
const answer = new Schema<BookingAnswer>(
  {
    questionId: { type: String, required: true },
    text: { type: String, default: '' },
    photos: { type: [fileRefSchema], default: [] },
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
const nth = new Schema<BookingNumbers>({ person: Number, home: Number, homeDay: Number }, part)
export const groupSchema = new Schema<GroupWish>(
  {
    purpose: { type: String, required: true },
    heads: { type: Number, required: true },
    organisation: { type: String, default: '' },
  },
  part,
)
const room = new Schema<DeskRoom>(
  { id: { type: String, required: true }, name: { type: String, required: true } },
  { ...part, id: false },
)
const series = new Schema<BookingSeriesRow>(
  {
    id: { type: String, required: true },
    weeks: { type: Number, required: true },
    place: { type: Number, required: true },
    of: { type: Number, required: true },
    nth: { type: Number, required: true },
  },
  part,
)
const proposal = new Schema<BookingProposal>(
  {
    slotId: { type: String, required: true },
    startsAt: { type: Date, required: true },
    endsAt: { type: Date, required: true },
    deskName: { type: String, required: true },
    place: { type: String, required: true },
    until: { type: Date, required: true },
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
    room,
    atHome: Boolean,
    service: { type: service, required: true },
    slotId: String,
    startsAt: Date,
    endsAt: Date,
    moreSlotIds: { type: [String], default: undefined },
    day: { type: String, required: true },
    madeAt: { type: Date, required: true },
    accountId: { type: String, default: null },
    personKey: String,
    forSelf: { type: Boolean, required: true },
    forLabel: { type: String, required: true },
    elder: { type: Boolean, required: true },
    status: { type: String, required: true, enum: bookingStatuses },
    version: { type: Number, required: true },
    answers: { type: [answer], default: undefined },
    holds: Boolean,
    queueNumber: String,
    queueAt: Date,
    calledAt: Date,
    doneAt: Date,
    missedAt: Date,
    outcome: { type: String, default: null },
    missing: { type: String, default: '' },
    documents: { type: [fileRefSchema], default: undefined },
    rating,
    proposal,
    homeId: String,
    nth,
    group: groupSchema,
    refusal: String,
    series,
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
// Of so many bookings of one person or home each has a number of its own: nobody has one more than may be.
for (const [name, keys, field] of [
  ['booking_person_nth_unique', { personKey: 1 }, 'nth.person'],
  ['booking_home_nth_unique', { homeId: 1 }, 'nth.home'],
  ['booking_home_day_nth_unique', { homeId: 1, day: 1 }, 'nth.homeDay'],
  ['booking_series_nth_unique', { personKey: 1 }, 'series.nth'],
] as const) {
  bookingSchema.index(
    { communityId: 1, ...keys, 'service.code': 1, [field]: 1 },
    { name, unique: true, partialFilterExpression: { holds: true, [field]: { $exists: true } } },
  )
}
// The visits of a series.
bookingSchema.index(
  { communityId: 1, 'series.id': 1, startsAt: 1, _id: 1 },
  { name: 'booking_series', partialFilterExpression: { 'series.id': { $exists: true } } },
)
// Open bookings of a home, to be counted.
bookingSchema.index(
  { communityId: 1, homeId: 1, 'service.code': 1 },
  { name: 'booking_home', partialFilterExpression: { holds: true, homeId: { $exists: true } } },
)
// An account books in whichever community it looks at.
bookingSchema.index({ accountId: 1, day: -1, _id: -1 }, { name: 'booking_account' })
bookingSchema.index({ communityId: 1, personKey: 1, day: -1, _id: -1 }, { name: 'booking_person' })
bookingSchema.index({ communityId: 1, slotId: 1, startsAt: 1, _id: 1 }, { name: 'booking_slot', ...holding })
// Few: rooms that are taken for several times in a row.
bookingSchema.index(
  { communityId: 1, moreSlotIds: 1, startsAt: 1, _id: 1 },
  {
    name: 'booking_more_slots',
    partialFilterExpression: { holds: true, moreSlotIds: { $exists: true } },
  },
)
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
