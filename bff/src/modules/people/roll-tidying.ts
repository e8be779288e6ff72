import type { TagDefinition } from '@linli/shared/people/tag-catalogue'
import {
  inBatches,
  LOOK_AHEAD_MS,
  nextBy,
  removedBy,
  removedHere,
  RETENTION_BATCH,
  type RetentionWork,
} from '../../platform/retention'
import { keptSince } from '../../platform/retention-rules'
import type { DelegateAsksRepository } from './delegate-asks.repository'
import type { MergesRepository } from './merges.repository'
import { rollScope } from './people.policy'
import type { PersonTracesRepository } from './person-traces.repository'
import type { PersonsRepository } from './persons.repository'
import type { RollCouncil, RollSpace } from './roll.ports'
import type { TagCatalogueRepository } from './tag-catalogue.repository'

const DAY_MS = 86_400_000

/** Retention of the roll: marks, what merges keep of the time before, and records of people who left. */
export function rollRetention(deps: {
  readonly persons: PersonsRepository
  readonly merges: MergesRepository
  readonly council: Pick<RollCouncil, 'forget'>
  readonly catalogues: TagCatalogueRepository
  readonly traces: PersonTracesRepository
  readonly delegateAsks: Pick<DelegateAsksRepository, 'aged'>
  readonly space: Pick<RollSpace, 'communities'>
}): readonly RetentionWork[] {
  const { persons, merges, council, catalogues, traces, delegateAsks, space } = deps

  /** What each community loses, one after another. */
  async function perCommunity(
    remove: (communityId: string) => Promise<number>,
  ): Promise<Map<string, number>> {
    const counts = new Map<string, number>()
    for (const { id } of await space.communities()) counts.set(id, await remove(id))
    return counts
  }

  const ownPeriod = ({ retentionDays }: TagDefinition): number => retentionDays * DAY_MS

  const marks: RetentionWork = {
    rule: 'marks',
    async remove(now) {
      const dropped = await perCommunity(async (id) => {
        let count = 0
        for (const tag of (await catalogues.of(id)).tags) {
          const before = new Date(now.getTime() - ownPeriod(tag))
          count += await persons.dropTags(rollScope(id), tag.code, before)
        }
        return count
      })
      return removedBy(dropped)
    },
    async next(now, communityId) {
      if (communityId === null) return { at: null, count: 0 }
      const due: number[] = []
      for (const tag of (await catalogues.of(communityId)).tags) {
        const instant = new Date(now.getTime() + LOOK_AHEAD_MS - ownPeriod(tag))
        const ending = await traces.marksEndingBefore(rollScope(communityId), tag.code, instant)
        due.push(
          ...ending.flatMap(({ expiresAt }) => (expiresAt ? expiresAt.getTime() + ownPeriod(tag) : [])),
        )
      }
      return { at: due.length === 0 ? null : new Date(Math.min(...due)), count: due.length }
    },
  }

  const mergeCopies: RetentionWork = {
    rule: 'merge_copies',
    async remove(now) {
      const counts = new Map<string, number>()
      await inBatches(async () => {
        const rows = await merges.settled(now, RETENTION_BATCH)
        for (const { _id, communityId, beforeId } of rows) {
          await persons.removeTrace(rollScope(communityId), beforeId)
          await merges.forgetBefore(rollScope(communityId), _id)
          await council.forget(rollScope(communityId), [_id])
          counts.set(communityId, (counts.get(communityId) ?? 0) + 1)
        }
        return rows.length
      })
      return removedBy(counts)
    },
    async next(now, communityId) {
      if (communityId === null) return { at: null, count: 0 }
      const until = new Date(now.getTime() + LOOK_AHEAD_MS)
      const ends = await merges.endsBefore(rollScope(communityId), until)
      return { at: ends[0] ?? null, count: ends.length }
    },
  }

  const frozenPersons: RetentionWork = {
    rule: 'frozen_persons',
    async remove(now) {
      const before = keptSince('frozen_persons', now)
      const forgotten = await perCommunity((id) =>
        inBatches(async () => {
          const personIds = await traces.frozenBefore(rollScope(id), before)
          if (personIds.length > 0) await traces.forgetFrozen(rollScope(id), personIds)
          return personIds.length
        }),
      )
      return removedBy(forgotten)
    },
    async next(now, communityId) {
      if (communityId === null) return { at: null, count: 0 }
      const scope = rollScope(communityId)
      return nextBy('frozen_persons', now, {
        oldest: () => traces.oldestFrozen(scope),
        countBefore: (instant) => traces.countFrozenBefore(scope, instant),
      })
    },
  }

  const unanswered: RetentionWork = {
    rule: 'delegate_asks',
    remove: async (now) =>
      removedHere(await inBatches(() => delegateAsks.aged.removeBefore(keptSince('delegate_asks', now)))),
    next: (now) => nextBy('delegate_asks', now, delegateAsks.aged),
  }

  return [marks, mergeCopies, frozenPersons, unanswered]
}
