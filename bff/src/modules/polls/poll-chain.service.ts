import { bindingOf } from '@linli/shared/polls/decision.rules'
import { isCounted, isPublished, pollPhase, pollPhaseLabel } from '@linli/shared/polls/polls.machine'
import type { Clock } from '../../platform/clock'
import type { Scope } from '../../platform/scope'
import type { PollRow } from './poll.model'
import { publicStatuses } from './polls.policy'
import type { PollsRepository } from './polls.repository'

/** A poll as a link of something larger: never a count, and whether it passed only once that is published. */
export interface ChainPoll {
  readonly id: string
  readonly title: string
  readonly phaseLabel: string
  readonly closesAt: Date
  /** Shown to everybody of the community. */
  readonly isAnnounced: boolean
  readonly isPublished: boolean
  /** It is counted: its desk knows how it went. */
  readonly isCounted: boolean
  /** Given up or stopped: it decides nothing. */
  readonly isOver: boolean
  /** Every question was carried; null before it is published. */
  readonly passed: boolean | null
}

export interface PollChain {
  find(scope: Scope, id: string): Promise<ChainPoll | null>
  /** Polls a motion can be linked to, newest first. */
  recent(scope: Scope, limit: number): Promise<ChainPoll[]>
  /** Who was named for the latest poll of representatives; nobody when there was none of late. */
  representatives(scope: Scope): Promise<readonly string[]>
}

/** Polls of the last years: representatives are named for each meeting of theirs. */
const LOOKED_THROUGH = 50

/** What other features may know of polls they lead to. */
export function createPollChain(deps: {
  readonly polls: Pick<PollsRepository, 'find' | 'list'>
  readonly clock: Clock
}): PollChain {
  const { polls, clock } = deps
  const present = (row: PollRow): ChainPoll => {
    const isOut = isPublished(row.status)
    return {
      id: row._id,
      title: row.draft.title,
      phaseLabel: pollPhaseLabel[pollPhase(row, clock.now())],
      closesAt: row.closesAt,
      isAnnounced: publicStatuses.includes(row.status),
      isPublished: isOut,
      isCounted: isCounted(row.status),
      isOver: row.status === 'cancelled' || row.status === 'discarded',
      passed: isOut && row.count ? row.count.outcomes.every((outcome) => bindingOf(outcome).passed) : null,
    }
  }
  const recent = (scope: Scope, limit: number) =>
    polls.list(
      scope,
      ['draft', 'preparing', 'roll_published', 'frozen', 'sealing', 'counted', 'published', 'signed'],
      { after: null, limit },
    )
  return {
    async find(scope, id) {
      const row = await polls.find(scope, id)
      return row && present(row)
    },
    async recent(scope, limit) {
      return (await recent(scope, limit)).map(present)
    },
    async representatives(scope) {
      const rows = await recent(scope, LOOKED_THROUGH)
      const latest = rows.find(
        ({ draft, status }) => draft.setup.electorate === 'representative' && publicStatuses.includes(status),
      )
      return latest?.draft.electorIds ?? []
    },
  }
}
