import { councilPermissions } from '@linli/shared/council/council.permissions'
import { announcedMeetingStatuses, type MeetingStatus } from '@linli/shared/council/meetings.machine'
import { holds, type Actor } from '../../platform/actor'
import { allowIn, refuse, scopeOf, type Judgement, type Scope } from '../../platform/scope'
import { isNeighbour } from './council.policy'

/** What a judgement looks at; never the text. */
export interface JudgedMeeting {
  readonly communityId: string
  readonly status: MeetingStatus
  readonly isPublic: boolean
  /** What has happened to it, for whether anybody was ever told of it. */
  readonly history: readonly { readonly event: string }[]
}

const looksOn = (actor: Actor | null, communityId: string): boolean =>
  actor !== null && actor.consentVersion !== null && actor.communityId === communityId

const works = (actor: Actor | null, communityId: string): boolean =>
  actor !== null && holds(actor, councilPermissions.inspect.roles, communityId)

/** Whether people were told of it: one that was called off while it was planned stays the desk's alone. */
const wasAnnounced = ({ status, history }: JudgedMeeting): boolean =>
  announcedMeetingStatuses.some((known) => known === status) &&
  (status !== 'cancelled' || history.some(({ event }) => event === 'invite'))

/** An announced meeting is read by its community, a public one by everybody; a planned one by its desk alone. */
export function judgeMeetingReading(actor: Actor | null, meeting: JudgedMeeting): Judgement {
  const { communityId, isPublic } = meeting
  const reads =
    works(actor, communityId) || (wasAnnounced(meeting) && (isPublic || looksOn(actor, communityId)))
  return reads ? allowIn([communityId]) : refuse('not_found')
}

/** What one may read, one may only take part in as somebody of the community. */
export function judgeMeetingGuest(actor: Actor, meeting: JudgedMeeting): Judgement {
  const reading = judgeMeetingReading(actor, meeting)
  if (!reading.allowed) return reading
  return isNeighbour(actor, meeting.communityId) ? reading : refuse('forbidden')
}

/** Whose meetings a list is about; null when nobody said. Who looks at another community sees what is public there. */
export function meetingListing(
  actor: Actor | null,
  wanted: string | undefined,
): { readonly scope: Scope; readonly isPublicOnly: boolean } | null {
  const communityId = wanted ?? actor?.communityId ?? undefined
  if (communityId === undefined) return null
  return { scope: scopeOf([communityId]), isPublicOnly: !looksOn(actor, communityId) }
}
