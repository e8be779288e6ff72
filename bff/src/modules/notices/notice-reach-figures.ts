import type { Clock } from '../../platform/clock'
import type { Scope } from '../../platform/scope'
import type { HouseholdsRepository, NoticeReachRow } from './households.repository'
import type { ReachTotalsView } from './notices.presenter'

/** A figure may be this old; it says so itself (`updatedAt`), so it is a statement and not state. */
const MOST_AGE_MS = 10_000
const MOST_KEPT = 5_000

export interface NoticeReach extends ReachTotalsView {
  readonly toVisit: number
}

export interface ReachFigures {
  /** Figures by notice; a notice that reached no household yet has none. `nodeIds` narrows to what lies under them. */
  of(
    scope: Scope,
    noticeIds: readonly string[],
    nodeIds: readonly string[] | null,
  ): Promise<ReadonlyMap<string, NoticeReach>>
  /** Something changed in this process: the next answer counts again. */
  forget(noticeId: string): void
}

interface Kept {
  readonly at: number
  readonly reach: NoticeReach | null
}

/** Who knows what, counted by the database and kept for at most ten seconds per notice. */
export function createReachFigures(deps: {
  households: Pick<HouseholdsRepository, 'reachOf'>
  clock: Clock
}): ReachFigures {
  const kept = new Map<string, Map<string, Kept>>()

  return {
    async of(scope, noticeIds, nodeIds) {
      const now = deps.clock.now()
      const view = nodeIds === null ? '' : [...nodeIds].sort().join()
      const freshOf = (id: string): Kept | undefined => {
        const found = kept.get(id)?.get(view)
        return found && now.getTime() - found.at < MOST_AGE_MS ? found : undefined
      }
      const stale = noticeIds.filter((id) => !freshOf(id))
      const answer = new Map<string, NoticeReach>()
      for (const id of noticeIds) {
        const reach = freshOf(id)?.reach
        if (reach) answer.set(id, reach)
      }
      if (stale.length === 0) return answer
      const rows = await deps.households.reachOf(scope, stale, nodeIds)
      const counted = new Map(rows.map((row) => [row.noticeId, present(row, now)]))
      if (kept.size > MOST_KEPT) kept.clear()
      for (const id of stale) {
        const reach = counted.get(id) ?? null
        const views = kept.get(id) ?? new Map<string, Kept>()
        kept.set(id, views.set(view, { at: now.getTime(), reach }))
        if (reach) answer.set(id, reach)
      }
      return answer
    },
    forget(noticeId) {
      kept.delete(noticeId)
    },
  }
}

function present(row: NoticeReachRow, now: Date): NoticeReach {
  const { households, confirmed, readOnly, told, notYet, persons, personsConfirmed, personsReadOnly } = row
  return {
    households,
    confirmed,
    readOnly,
    told,
    notYet,
    persons,
    personsConfirmed,
    personsReadOnly,
    toVisit: row.toVisit,
    updatedAt: now.toISOString(),
  }
}
