import { inBatches, nextBy, removedBy, type RetentionWork } from '../../platform/retention'
import { keptSince } from '../../platform/retention-rules'
import type { DataCorrectionsRepository } from './data-corrections.repository'
import { ownScope } from './privacy.policy'

/** Corrections long decided, community by community. */
export const correctionRetention = (deps: {
  readonly corrections: DataCorrectionsRepository
  readonly communities: () => Promise<readonly { readonly id: string }[]>
}): RetentionWork => ({
  rule: 'corrections',
  async remove(now) {
    const before = keptSince('corrections', now)
    const counts = new Map<string, number>()
    for (const { id } of await deps.communities()) {
      const scope = ownScope(id)
      const removed = await inBatches(async () => {
        const ids = await deps.corrections.decidedBefore(scope, before)
        return ids.length === 0 ? 0 : deps.corrections.remove(scope, ids)
      })
      counts.set(id, removed)
    }
    return removedBy(counts)
  },
  async next(now, communityId) {
    if (communityId === null) return { at: null, count: 0 }
    const scope = ownScope(communityId)
    return nextBy('corrections', now, {
      oldest: () => deps.corrections.oldestDecided(scope),
      countBefore: (instant) => deps.corrections.countDecidedBefore(scope, instant),
    })
  },
})
