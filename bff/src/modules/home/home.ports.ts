import type { NoticeItemView } from '@linli/shared/notices/notices.parts.schema'
import type { BoardItemView } from '@linli/shared/opinions/board.schema'
import type { OpinionItemView } from '@linli/shared/opinions/opinions.schema'
import type { PollListedView } from '@linli/shared/polls/polls.schema'
import type { Actor } from '../../platform/actor'
import type { NearBooking } from '../bookings/bookings.service'
import type { NearMeeting } from '../council/meetings.service'
import type { Community } from '../space/space.service'

interface PageOf<T> {
  readonly items: readonly T[]
}

/** What the home page asks of the other features; each answers in one or two reads. */
export interface HomeNotices {
  /** What addresses the reader, pinned first, then the newest. */
  list(
    actor: Actor | null,
    query: { readonly communityId?: string; readonly limit?: number },
  ): Promise<PageOf<NoticeItemView>>
  /** Must-confirm notices the reader has not confirmed yet, newest first. */
  unconfirmed(actor: Actor, limit: number): Promise<readonly NoticeItemView[]>
  /** How many live notices the reader could read. */
  countLive(actor: Actor | null, communityId: string): Promise<number>
}

export interface HomeOpinions {
  openMatters(actor: Actor): Promise<readonly OpinionItemView[]>
  board(
    actor: Actor | null,
    query: { readonly communityId?: string; readonly limit?: number },
  ): Promise<PageOf<BoardItemView>>
}

export interface HomePolls {
  /** Open polls in which a ballot of the reader’s is awaited. */
  awaiting(actor: Actor, limit: number): Promise<readonly PollListedView[]>
}

export interface HomeBookings {
  /** What the caller has booked for today or tomorrow, and the own place in a queue, soonest first. */
  near(actor: Actor): Promise<readonly NearBooking[]>
}

export interface HomeMeetings {
  /** Invitations to answer, and the meetings the caller goes to today or tomorrow. */
  near(actor: Actor): Promise<readonly NearMeeting[]>
}

export interface HomeSpace {
  community(communityId: string): Promise<Community | null>
}

export interface HomeAccounts {
  /** Whether the account has accepted the privacy terms in force; before that it is shown what a visitor sees. */
  hasConsented(actor: Actor): boolean
}
