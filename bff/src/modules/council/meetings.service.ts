import { announcedMeetingStatuses } from '@linli/shared/council/meetings.machine'
import type { MeetingFilter } from '@linli/shared/council/meetings.kinds'
import type { MeetingItemView, MeetingView } from '@linli/shared/council/meetings.schema'
import { addDays, dayOf, momentText } from '@linli/shared/time'
import type { Actor } from '../../platform/actor'
import type { Clock } from '../../platform/clock'
import { PAGE_ROWS } from '../../platform/page-cursor'
import { AppError } from '../../platform/problem-error'
import { refuseStatus, wrongField } from '../../platform/refusals'
import type { Scope } from '../../platform/scope'
import { isNeighbour } from './council.policy'
import type { CouncilInbox, CouncilSpace } from './council.ports'
import type { DoorGuesses } from './door-guesses'
import type { FoundMeeting, MeetingAccess } from './meeting-access'
import type { MeetingDoor } from './meeting-door'
import type { MeetingGuests } from './meeting-guests.repository'
import type { MeetingGuestRow, MeetingRow } from './meeting.model'
import { meetingPage, placeOfMeeting, type MeetingPage } from './meeting-pages'
import { judgeMeetingGuest, judgeMeetingReading, meetingListing } from './meetings.policy'
import { presentMeeting, presentMeetingLine } from './meetings.presenter'
import type { MeetingsRepository } from './meetings.repository'

export interface MeetingQuery {
  readonly cursor?: string | undefined
  readonly limit?: number | undefined
  readonly filter?: MeetingFilter | undefined
  readonly communityId?: string | undefined
}

/** A meeting that asks for an answer, or that the caller goes to today or tomorrow, as the first page tells of it. */
export interface NearMeeting {
  readonly id: string
  readonly title: string
  readonly sentence: string
}

export interface MeetingsService {
  /** Invitations not answered yet, and the meetings of today and tomorrow that were not declined; soonest first. */
  near(actor: Actor): Promise<NearMeeting[]>
  /** Those of the community looked at; for who is not of it, the public ones. */
  list(actor: Actor | null, query: MeetingQuery): Promise<MeetingPage>
  get(actor: Actor | null, id: string): Promise<MeetingView>
  /** `forbidden` for who is not invited. */
  answer(actor: Actor, id: string, coming: boolean): Promise<MeetingView>
  /** `door_code_wrong` for figures that are not at the door in this minute, `rate_limited` for who tries too often. */
  attend(actor: Actor, id: string, doorCode: string): Promise<MeetingView>
}

export interface MeetingsDeps {
  readonly meetings: MeetingsRepository
  readonly guests: MeetingGuests
  readonly meetingAccess: MeetingAccess
  readonly door: MeetingDoor
  readonly guesses: DoorGuesses
  readonly space: CouncilSpace
  readonly inbox: Pick<CouncilInbox, 'settle'>
  readonly clock: Clock
}

/** So many of the next meetings are looked through for the first page: others may be nearer that ask somebody else. */
const NEAR = 20

const nearSentence = (row: MeetingRow, { coming }: MeetingGuestRow, now: Date): string =>
  coming === null && row.status === 'invited'
    ? `请您来开会，${momentText(row.startsAt, now)}。来不来请告诉社区`
    : `${momentText(row.startsAt, now)} 开会，${row.place}`

/** Meetings as the people of a community read them, answer to them and come to them. */
export function createMeetingsService(deps: MeetingsDeps): MeetingsService {
  const { meetings, guests, meetingAccess: access, door, guesses, space, inbox, clock } = deps

  const ownOf = async (
    actor: Actor | null,
    scope: Scope,
    rows: readonly MeetingRow[],
  ): Promise<ReadonlyMap<string, MeetingGuestRow>> => {
    const personId = actor?.personId ?? null
    if (personId === null) return new Map()
    return guests.ofPerson(
      scope,
      personId,
      rows.map(({ _id }) => _id),
    )
  }

  async function view(actor: Actor | null, { row, scope }: FoundMeeting): Promise<MeetingView> {
    const own = (await ownOf(actor, scope, [row])).get(row._id)
    return presentMeeting(row, own, {
      came: row.status === 'published' ? (await guests.figures(scope, row._id)).came : null,
      isNeighbour: actor !== null && isNeighbour(actor, row.communityId),
      isDoorOpen: await access.isDoorOpen(row),
    })
  }

  const asGuest = (actor: Actor, id: string): Promise<FoundMeeting> =>
    access.judged(id, (meeting) => judgeMeetingGuest(actor, meeting))

  return {
    async near(actor) {
      const listing = actor.personId === null ? null : meetingListing(actor, undefined)
      if (listing === null || listing.isPublicOnly) return []
      const { scope } = listing
      const now = clock.now()
      const rows = await meetings.list(
        scope,
        {
          filter: 'coming',
          statuses: ['invited', 'under_way'],
          isPublicOnly: false,
          isAnnouncedOnly: true,
          now,
        },
        { after: null, limit: NEAR },
      )
      const own = await ownOf(actor, scope, rows)
      const until = addDays(dayOf(now), 1)
      return rows.flatMap((row) => {
        const guest = own.get(row._id)
        if (guest?.invited !== true || guest.coming === false) return []
        if (guest.coming === true && dayOf(row.startsAt) > until) return []
        return [{ id: row._id, title: row.title, sentence: nearSentence(row, guest, now) }]
      })
    },
    async list(actor, { communityId, filter = 'coming', cursor, limit = PAGE_ROWS }) {
      const listing = meetingListing(actor, communityId)
      if (listing === null) throw wrongField('query.communityId', '请选择社区')
      const { scope, isPublicOnly } = listing
      const [wanted = ''] = scope.communityIds
      if (isPublicOnly && !(await space.community(wanted))) throw new AppError('not_found')
      const rows = await meetings.list(
        scope,
        { filter, statuses: announcedMeetingStatuses, isPublicOnly, isAnnouncedOnly: true, now: clock.now() },
        placeOfMeeting(cursor, limit),
      )
      const own = await ownOf(actor, scope, rows)
      return meetingPage(rows, limit, (row): MeetingItemView => presentMeetingLine(row, own.get(row._id)))
    },
    async get(actor, id) {
      return view(actor, await access.judged(id, (meeting) => judgeMeetingReading(actor, meeting)))
    },
    async answer(actor, id, coming) {
      const found = await asGuest(actor, id)
      refuseStatus(found.row.status, ['invited'])
      if (!(await guests.answer(found.scope, id, actor.personId ?? '', coming)))
        throw new AppError('forbidden')
      await inbox.settle({ topic: 'meeting', targetId: id, accountIds: [actor.accountId] })
      return view(actor, found)
    },
    async attend(actor, id, doorCode) {
      const found = await asGuest(actor, id)
      const { row, scope } = found
      if (!(await access.isDoorOpen(row)))
        throw new AppError('invalid_status', {
          details: { current: row.status, allowedFrom: ['invited', 'under_way'] },
        })
      const now = clock.now()
      const personId = actor.personId ?? ''
      await guesses.demand(id, personId, () => door.opens(id, doorCode, now))
      await guests.attend(scope, id, personId, { via: 'scan', at: now })
      return view(actor, found)
    },
  }
}
