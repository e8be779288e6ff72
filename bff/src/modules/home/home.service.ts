import type { homeSchemas } from '@linli/shared/home/home.schema'
import type { ResponseOf } from '@linli/shared/contract'
import { dayOf } from '@linli/shared/time'
import type { Actor } from '../../platform/actor'
import type { Clock } from '../../platform/clock'
import { AppError } from '../../platform/problem-error'
import type {
  HomeAccounts,
  HomeBookings,
  HomeMeetings,
  HomeNotices,
  HomeOpinions,
  HomePolls,
  HomeSpace,
} from './home.ports'
import { presentMatters, type Near } from './home.presenter'

const NOTICES = 3
const CASES = 2
/** Of what a community asks: more than it ever does, so that the number on the page is the true one. */
const MOST_ASKED = 20
const nothing: Near = { notices: [], votes: [], opinions: [], bookings: [], meetings: [] }

export type HomeView = ResponseOf<(typeof homeSchemas)['get']>

export interface HomeService {
  /**
   * The first page, for a resident or a visitor. Without a community (nobody's home, none chosen) it is empty but
   * answered; a community that does not exist is `not_found`.
   */
  get(actor: Actor | null, communityId?: string): Promise<HomeView>
}

export interface HomeDeps {
  readonly notices: HomeNotices
  readonly opinions: HomeOpinions
  readonly polls: HomePolls
  readonly bookings: HomeBookings
  readonly meetings: HomeMeetings
  readonly space: HomeSpace
  readonly accounts: HomeAccounts
  readonly clock: Clock
}

/** Composes what the other features know; it owns no data and makes no query of its own. */
export function createHomeService({
  notices,
  opinions,
  polls,
  bookings,
  meetings,
  space,
  accounts,
  clock,
}: HomeDeps): HomeService {
  /** What is the person's own, wherever it is. */
  const ownMatters = async (actor: Actor): Promise<Pick<Near, 'opinions' | 'bookings'>> => {
    const [open, booked] = await Promise.all([opinions.openMatters(actor), bookings.near(actor)])
    return { opinions: open, bookings: booked }
  }
  /** What a community asks of the person. */
  const askedMatters = async (actor: Actor): Promise<Pick<Near, 'notices' | 'votes' | 'meetings'>> => {
    const [toConfirm, votes, near] = await Promise.all([
      notices.unconfirmed(actor, MOST_ASKED),
      polls.awaiting(actor, MOST_ASKED),
      meetings.near(actor),
    ])
    return { notices: toConfirm, votes, meetings: near }
  }
  return {
    async get(caller, wanted) {
      const actor = caller && accounts.hasConsented(caller) ? caller : null
      const now = clock.now()
      const today = dayOf(now)
      const communityId = wanted ?? caller?.communityId ?? null
      if (communityId === null) {
        const matters = actor ? presentMatters({ ...nothing, ...(await ownMatters(actor)) }, now) : []
        return { today, community: null, matters, notices: [], noticeCount: 0, board: [] }
      }
      const community = await space.community(communityId)
      if (!community) throw new AppError('not_found')
      const [asked, own, latest, noticeCount, board] = await Promise.all([
        actor && askedMatters(actor),
        actor && ownMatters(actor),
        notices.list(actor, { communityId, limit: NOTICES }),
        notices.countLive(actor, communityId),
        opinions.board(actor, { communityId, limit: CASES }),
      ])
      return {
        today,
        community: { id: community.id, name: community.name },
        matters: presentMatters({ ...nothing, ...asked, ...own }, now),
        notices: [...latest.items],
        noticeCount,
        board: [...board.items],
      }
    },
  }
}
