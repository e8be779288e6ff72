import type { MeetingFigures } from '@linli/shared/council/meetings.schema'
import type { AttendanceWay } from '@linli/shared/council/meetings.kinds'
import type { Connection } from 'mongoose'
import { inScope, type Scope } from '../../platform/scope'
import { meetingGuestModel, type MeetingGuestRow } from './meeting.model'

export interface GuestPage {
  readonly after: string
  readonly limit: number
}

export interface MeetingGuests {
  /** Invites from now on; whoever was invited stays so, with the answer given. */
  invite(scope: Scope, meetingId: string, personIds: readonly string[]): Promise<void>
  /** False for who is not invited. */
  answer(scope: Scope, meetingId: string, personId: string, coming: boolean): Promise<boolean>
  /** Notes somebody as present, invited or not; a second time changes nothing. */
  attend(
    scope: Scope,
    meetingId: string,
    personId: string,
    attendance: { via: AttendanceWay; at: Date },
  ): Promise<void>
  /** Takes a tick of the desk back; what the code at the door has noted stays. */
  untick(scope: Scope, meetingId: string, personId: string): Promise<void>
  /** One person's rows of some meetings. */
  ofPerson(
    scope: Scope,
    personId: string,
    meetingIds: readonly string[],
  ): Promise<Map<string, MeetingGuestRow>>
  latestOf(scope: Scope, personIds: readonly string[], limit: number): Promise<MeetingGuestRow[]>
  countOf(scope: Scope, personIds: readonly string[]): Promise<number>
  /** In portions by row id. */
  page(scope: Scope, meetingId: string, page: GuestPage): Promise<MeetingGuestRow[]>
  figures(scope: Scope, meetingId: string): Promise<MeetingFigures>
}

const guestId = (meetingId: string, personId: string): string => `${meetingId}:${personId}`

/** Who is invited to meetings, what they answered, and who was there. */
export function createMeetingGuests(connection: Connection): MeetingGuests {
  const guests = meetingGuestModel(connection)
  return {
    async invite(scope, meetingId, personIds) {
      for (const personId of personIds)
        await guests.updateOne(
          { ...inScope(scope), _id: guestId(meetingId, personId) },
          {
            $set: { invited: true },
            $setOnInsert: { meetingId, personId, coming: null, via: null, cameAt: null },
          },
          { upsert: true },
        )
    },
    async answer(scope, meetingId, personId, coming) {
      const found = await guests.updateOne(
        { ...inScope(scope), _id: guestId(meetingId, personId), invited: true },
        { $set: { coming } },
      )
      return found.matchedCount === 1
    },
    async attend(scope, meetingId, personId, { via, at }) {
      const own = { ...inScope(scope), _id: guestId(meetingId, personId) }
      // Many of one person at once meet in the same row, and only the first of them finds it empty.
      await guests.updateOne(
        own,
        { $setOnInsert: { meetingId, personId, invited: false, coming: null, via: null, cameAt: null } },
        { upsert: true },
      )
      await guests.updateOne({ ...own, via: null }, { $set: { via, cameAt: at } })
    },
    async untick(scope, meetingId, personId) {
      await guests.updateOne(
        { ...inScope(scope), _id: guestId(meetingId, personId), via: 'desk' },
        { $set: { via: null, cameAt: null } },
      )
    },
    async ofPerson(scope, personId, meetingIds) {
      if (meetingIds.length === 0) return new Map()
      const rows = await guests
        .find({ ...inScope(scope), _id: { $in: meetingIds.map((id) => guestId(id, personId)) } })
        .lean<MeetingGuestRow[]>()
      return new Map(rows.map((row) => [row.meetingId, row]))
    },
    latestOf: (scope, personIds, limit) =>
      guests
        .find({ ...inScope(scope), personId: { $in: [...personIds] } })
        .sort({ _id: -1 })
        .limit(limit)
        .lean<MeetingGuestRow[]>(),
    countOf: (scope, personIds) =>
      guests.countDocuments({ ...inScope(scope), personId: { $in: [...personIds] } }),
    page: (scope, meetingId, { after, limit }) =>
      guests
        .find({ ...inScope(scope), meetingId, _id: { $gt: after } })
        .sort({ _id: 1 })
        .limit(limit)
        .lean<MeetingGuestRow[]>(),
    async figures(scope, meetingId) {
      const own = { ...inScope(scope), meetingId }
      const [invited, coming, notComing, came] = await Promise.all([
        guests.countDocuments({ ...own, invited: true }),
        guests.countDocuments({ ...own, coming: true }),
        guests.countDocuments({ ...own, coming: false }),
        guests.countDocuments({ ...own, cameAt: { $ne: null } }),
      ])
      return { invited, coming, notComing, came }
    },
  }
}
