import type { AttendanceWay, MeetingOutcome } from '@linli/shared/council/meetings.kinds'
import type { MeetingEvent, MeetingStatus } from '@linli/shared/council/meetings.machine'
import { Schema, type Connection, type Model } from 'mongoose'
import type { SignedAct } from './topic.model'

export interface AgendaItem {
  id: string
  title: string
  topicId: string | null
  pollId: string | null
  /** Title of what it points to, as it was when it was put on the agenda. */
  linked: string | null
  outcome: MeetingOutcome | null
  decision: string
}

export interface MeetingAudience {
  representatives: boolean
  supporters: boolean
  personIds: string[]
}

export interface MeetingRow {
  _id: string
  communityId: string
  title: string
  about: string
  place: string
  startsAt: Date
  endsAt: Date
  isPublic: boolean
  items: AgendaItem[]
  audience: MeetingAudience
  status: MeetingStatus
  version: number
  cancelReason: string | null
  /** As far as they are written; shown to others once published. */
  minutes: (SignedAct & { text: string }) | null
  publishedAt: Date | null
  /** When guests are reminded; absent when that is done or nothing is to be said. */
  remindAt?: Date
  history: (SignedAct & { event: MeetingEvent | 'create' })[]
  createdAt: Date
}

const meetingSchema = new Schema<MeetingRow>(
  {
    _id: { type: String, required: true },
    communityId: { type: String, required: true },
    title: { type: String, required: true },
    about: { type: String, default: '' },
    place: { type: String, required: true },
    startsAt: { type: Date, required: true },
    endsAt: { type: Date, required: true },
    isPublic: { type: Boolean, required: true },
    items: { type: Schema.Types.Mixed, default: [] },
    audience: { type: Schema.Types.Mixed, required: true },
    status: { type: String, required: true },
    version: { type: Number, required: true },
    cancelReason: { type: String, default: null },
    minutes: { type: Schema.Types.Mixed, default: null },
    publishedAt: { type: Date, default: null },
    remindAt: Date,
    history: { type: Schema.Types.Mixed, default: [] },
    createdAt: { type: Date, required: true },
  },
  { collection: 'meetings', strict: 'throw', autoIndex: false, versionKey: false, minimize: false },
)
meetingSchema.index({ communityId: 1, startsAt: 1, _id: 1 }, { name: 'meeting_starts' })
meetingSchema.index({ communityId: 1, 'items.topicId': 1, startsAt: 1 }, { name: 'meeting_topic' })
// Only meetings whose guests are still to be reminded are in it, whatever their community.
meetingSchema.index({ remindAt: 1 }, { name: 'meeting_remind', sparse: true })

export const meetingModel = (connection: Connection): Model<MeetingRow> =>
  connection.models.Meeting ?? connection.model<MeetingRow>('Meeting', meetingSchema)

/** Somebody who was invited to a meeting, or came to it. */
export interface MeetingGuestRow {
  /** `<meeting>:<person>`: one invitation and one attendance, whatever arrives at once. */
  _id: string
  communityId: string
  meetingId: string
  personId: string
  invited: boolean
  coming: boolean | null
  via: AttendanceWay | null
  cameAt: Date | null
}

const guestSchema = new Schema<MeetingGuestRow>(
  {
    _id: { type: String, required: true },
    communityId: { type: String, required: true },
    meetingId: { type: String, required: true },
    personId: { type: String, required: true },
    invited: { type: Boolean, required: true },
    coming: { type: Boolean, default: null },
    via: { type: String, default: null },
    cameAt: { type: Date, default: null },
  },
  { collection: 'meeting_guests', strict: 'throw', autoIndex: false, versionKey: false },
)
guestSchema.index({ communityId: 1, meetingId: 1, _id: 1 }, { name: 'meeting_guest_meeting' })
guestSchema.index({ communityId: 1, personId: 1, _id: -1 }, { name: 'meeting_guest_person' })

export const meetingGuestModel = (connection: Connection): Model<MeetingGuestRow> =>
  connection.models.MeetingGuest ?? connection.model<MeetingGuestRow>('MeetingGuest', guestSchema)
