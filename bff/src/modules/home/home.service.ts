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
import { presentMatters } from './home.presenter'

const NOTICES = 3
const CASES = 2
const CONFIRMATIONS = 3
const VOTES = 2
const MEETINGS = 2

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
  const ownMatters = (actor: Actor) => Promise.all([opinions.openMatters(actor), bookings.near(actor)])
  return {
    async get(caller, wanted) {
      const actor = caller && accounts.hasConsented(caller) ? caller : null
      const now = clock.now()
      const today = dayOf(now)
      const communityId = wanted ?? caller?.communityId ?? null
      if (communityId === null) {
        const matters = actor ? presentMatters([], [], ...(await ownMatters(actor)), [], now) : []
        return { today, community: null, matters, notices: [], noticeCount: 0, board: [] }
      }
      const community = await space.community(communityId)
      if (!community) throw new AppError('not_found')
      const [toConfirm, votes, invitations, [own, near], latest, noticeCount, board] = await Promise.all([
        actor ? notices.unconfirmed(actor, CONFIRMATIONS) : [],
        actor ? polls.awaiting(actor, VOTES) : [],
        actor ? meetings.awaiting(actor, MEETINGS) : [],
        actor ? ownMatters(actor) : ([[], []] as const),
        notices.list(actor, { communityId, limit: NOTICES }),
        notices.countLive(actor, communityId),
        opinions.board(actor, { communityId, limit: CASES }),
      ])
      return {
        today,
        community: { id: community.id, name: community.name },
        matters: presentMatters(toConfirm, votes, own, near, invitations, now),
        notices: [...latest.items],
        noticeCount,
        board: [...board.items],
      }
    },
  }
}
