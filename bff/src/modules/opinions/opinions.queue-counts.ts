import { brieflyKept } from '../../platform/briefly-kept'
import type { Clock } from '../../platform/clock'
import { staffFilters } from '@linli/shared/opinions/workbench.schema'
import type { QueueMoment, StaffFilter, StaffReach } from './opinions.queue'
import type { StaffCases, StaffCounts } from './staff-cases.repository'

export interface QueueCounts {
  /** How many cases stand behind every filter of somebody's workbench, at most 10 s old. */
  of(reach: StaffReach, moment: QueueMoment): Promise<StaffCounts>
  /** A case of the community has changed in this process: count again. */
  forget(communityId: string): void
}

/** What is one's own is counted for each; everything else is the same for all who see the same cases. */
const ownFilters: readonly StaffFilter[] = ['mine']
const sharedFilters = staffFilters.filter((filter) => !ownFilters.includes(filter))

/**
 * Figures beside a list that many people refresh all day: counting is a dozen walks along the index, so it is
 * done once for everybody who looks within ten seconds at the same cases, and again when something happened.
 */
export function createQueueCounts(deps: {
  opinions: Pick<StaffCases, 'counts' | 'barring'>
  clock: Clock
}): QueueCounts {
  const kept = brieflyKept<Partial<StaffCounts>>(deps.clock)
  const barred = brieflyKept<StaffReach>(deps.clock)

  function read(
    who: string,
    reach: StaffReach,
    moment: QueueMoment,
    filters: readonly StaffFilter[],
  ): Promise<Partial<StaffCounts>> {
    const { scope, wholeIds, nodeIds, partyKeys, barredKeys } = reach
    const key = JSON.stringify([who, scope.communityIds, wholeIds, nodeIds, partyKeys, barredKeys])
    return kept.of(key, scope.communityIds, () => deps.opinions.counts(reach, moment, filters))
  }

  return {
    async of(asked, moment) {
      // Whoever is named nowhere counts the same cases as the colleagues, along the index alone.
      const reach = await barred.of(JSON.stringify(asked), asked.scope.communityIds, () =>
        deps.opinions.barring(asked),
      )
      const [shared, own] = await Promise.all([
        read('', reach, moment, sharedFilters),
        read(moment.accountId, reach, moment, ownFilters),
      ])
      return { ...shared, ...own } as StaffCounts
    },
    forget(communityId) {
      kept.forget(communityId)
      barred.forget(communityId)
    },
  }
}
