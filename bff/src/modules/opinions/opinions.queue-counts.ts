import type { Clock } from '../../platform/clock'
import { staffFilters } from '@linli/shared/opinions/workbench.schema'
import type { QueueMoment, StaffFilter, StaffReach } from './opinions.queue'
import type { StaffCases, StaffCounts } from './staff-cases.repository'

/** Architecture §3: what is at most 10 s old is not state. */
const MOST_AGE_MS = 10_000
const MOST_KEPT = 1_000

export interface QueueCounts {
  /** How many cases stand behind every filter of somebody's workbench, at most 10 s old. */
  of(reach: StaffReach, moment: QueueMoment): Promise<StaffCounts>
  /** A case of the community has changed in this process: count again. */
  forget(communityId: string): void
}

interface Kept {
  readonly communityIds: readonly string[]
  readonly readAt: number
  readonly counts: Promise<Partial<StaffCounts>>
}

/** What is one's own is counted for each; everything else is the same for all who see the same cases. */
const ownFilters: readonly StaffFilter[] = ['mine']
const sharedFilters = staffFilters.filter((filter) => !ownFilters.includes(filter))

/**
 * Figures beside a list that many people refresh all day: counting is a dozen walks along the index, so it is
 * done once for everybody who looks within ten seconds at the same cases, and again when something happened.
 */
export function createQueueCounts(deps: { opinions: Pick<StaffCases, 'counts'>; clock: Clock }): QueueCounts {
  const kept = new Map<string, Kept>()

  function read(
    who: string,
    reach: StaffReach,
    moment: QueueMoment,
    filters: readonly StaffFilter[],
  ): Promise<Partial<StaffCounts>> {
    const now = deps.clock.now().getTime()
    const { scope, wholeIds, nodeIds, partyKeys, barredKeys } = reach
    const key = JSON.stringify([who, scope.communityIds, wholeIds, nodeIds, partyKeys, barredKeys])
    const known = kept.get(key)
    if (known && now - known.readAt < MOST_AGE_MS) return known.counts
    const counts = deps.opinions.counts(reach, moment, filters)
    if (kept.size >= MOST_KEPT) kept.clear()
    const own: Kept = { communityIds: scope.communityIds, readAt: now, counts }
    kept.set(key, own)
    counts.catch(() => {
      if (kept.get(key) === own) kept.delete(key)
    })
    return counts
  }

  return {
    async of(reach, moment) {
      const [shared, own] = await Promise.all([
        read('', reach, moment, sharedFilters),
        read(moment.accountId, reach, moment, ownFilters),
      ])
      return { ...shared, ...own } as StaffCounts
    },
    forget(communityId) {
      for (const [key, { communityIds }] of kept) if (communityIds.includes(communityId)) kept.delete(key)
    },
  }
}
