import type { MeetingFilter } from '@linli/shared/council/meetings.kinds'
import type { MeetingStatus } from '@linli/shared/council/meetings.machine'
import type { Connection } from 'mongoose'
import { inScope, type Scope } from '../../platform/scope'
import { meetingModel, type MeetingRow } from './meeting.model'

export interface MeetingChange {
  readonly from: readonly MeetingStatus[]
  readonly version: number
  readonly set: Partial<Omit<MeetingRow, '_id' | 'communityId' | 'version' | 'history' | 'createdAt'>>
  readonly unset?: 'remindAt'
  readonly history: MeetingRow['history'][number]
}

export interface MeetingPlace {
  readonly after: { readonly at: Date; readonly id: string } | null
  readonly limit: number
}

export interface MeetingsWanted {
  readonly filter: MeetingFilter
  readonly statuses: readonly MeetingStatus[]
  readonly isPublicOnly: boolean
  /** Without those that were called off before anybody was told of them. */
  readonly isAnnouncedOnly: boolean
  readonly now: Date
}

export interface MeetingsRepository {
  insert(row: MeetingRow): Promise<void>
  find(scope: Scope, id: string): Promise<MeetingRow | null>
  /** By address alone: the policy judges the row before anything of it is told. */
  findShared(id: string): Promise<MeetingRow | null>
  findMany(scope: Scope, ids: readonly string[]): Promise<MeetingRow[]>
  /** Those to come the soonest first, those that are past the latest first. */
  list(scope: Scope, wanted: MeetingsWanted, place: MeetingPlace): Promise<MeetingRow[]>
  /** Meetings in these statuses with the topic on their agenda, in the order of their days. */
  aboutTopic(
    scope: Scope,
    topicId: string,
    statuses: readonly MeetingStatus[],
    limit: number,
  ): Promise<MeetingRow[]>
  /** One guarded write: null when the status or the version is another by now. */
  change(scope: Scope, id: string, change: MeetingChange): Promise<MeetingRow | null>
  /** Meetings whose guests are to be reminded, across communities: for the sweep alone. */
  dueReminders(now: Date, limit: number, skip: number): Promise<MeetingRow[]>
  reminded(scope: Scope, id: string, at: Date): Promise<void>
}

/** Neither shown in a list nor judged. */
const listFields = { about: 0, items: 0, history: 0, minutes: 0 } as const

export function createMeetingsRepository(connection: Connection): MeetingsRepository {
  const meetings = meetingModel(connection)
  return {
    async insert(row) {
      await meetings.create([row])
    },
    find: (scope, id) => meetings.findOne({ ...inScope(scope), _id: id }).lean<MeetingRow>(),
    findShared: (id) => meetings.findOne({ _id: id }).lean<MeetingRow>(),
    findMany: (scope, ids) =>
      ids.length === 0
        ? Promise.resolve([])
        : meetings.find({ ...inScope(scope), _id: { $in: [...ids] } }, listFields).lean<MeetingRow[]>(),
    list(scope, { filter, statuses, isPublicOnly, isAnnouncedOnly, now }, { after, limit }) {
      const isComing = filter === 'coming'
      const beyond = isComing ? '$gt' : '$lt'
      const order = isComing ? 1 : -1
      return meetings
        .find(
          {
            ...inScope(scope),
            status: { $in: [...statuses] },
            ...(isPublicOnly && { isPublic: true }),
            // A day without its meeting is past when it should have been over.
            endsAt: isComing ? { $gt: now } : { $lte: now },
            $and: [
              isAnnouncedOnly
                ? { $or: [{ status: { $ne: 'cancelled' } }, { 'history.event': 'invite' }] }
                : {},
              after === null
                ? {}
                : {
                    $or: [
                      { startsAt: { [beyond]: after.at } },
                      { startsAt: after.at, _id: { [beyond]: after.id } },
                    ],
                  },
            ],
          },
          listFields,
        )
        .sort({ startsAt: order, _id: order })
        .limit(limit)
        .lean<MeetingRow[]>()
    },
    aboutTopic: (scope, topicId, statuses, limit) =>
      meetings
        .find({ ...inScope(scope), 'items.topicId': topicId, status: { $in: [...statuses] } })
        .sort({ startsAt: 1 })
        .limit(limit)
        .lean<MeetingRow[]>(),
    change: (scope, id, { from, version, set, unset, history }) =>
      meetings
        .findOneAndUpdate(
          { ...inScope(scope), _id: id, status: { $in: [...from] }, version },
          {
            $set: set,
            ...(unset && { $unset: { [unset]: 1 } }),
            $inc: { version: 1 },
            $push: { history },
          },
          { returnDocument: 'after' },
        )
        .lean<MeetingRow>(),
    dueReminders: (now, limit, skip) =>
      meetings
        .find({ remindAt: { $lte: now } })
        .sort({ remindAt: 1 })
        .skip(skip)
        .limit(limit)
        .lean<MeetingRow[]>(),
    async reminded(scope, id, at) {
      await meetings.updateOne({ ...inScope(scope), _id: id, remindAt: at }, { $unset: { remindAt: 1 } })
    },
  }
}
