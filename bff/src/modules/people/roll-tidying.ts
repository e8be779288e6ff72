import type { Clock } from '../../platform/clock'
import { rollScope } from './people.policy'
import type { MergesRepository } from './merges.repository'
import type { PersonsRepository } from './persons.repository'
import type { RollSpace } from './roll.ports'
import type { TagCatalogueRepository } from './tag-catalogue.repository'

export interface RollTidying {
  /** Removes marks past their retention and what merges kept of the time before; answers how many of each. */
  run(): Promise<{ tags: number; merges: number }>
}

const DAY_MS = 86_400_000
const BATCH = 200

/** Retention of the roll, run by itself (PIPL art. 19). */
export function createRollTidying(deps: {
  readonly persons: PersonsRepository
  readonly merges: MergesRepository
  readonly catalogues: TagCatalogueRepository
  readonly space: Pick<RollSpace, 'communities'>
  readonly clock: Clock
}): RollTidying {
  const { persons, merges, catalogues, space, clock } = deps

  async function dropTags(): Promise<number> {
    let dropped = 0
    for (const { id } of await space.communities()) {
      for (const { code, retentionDays } of (await catalogues.of(id)).tags) {
        const before = new Date(clock.now().getTime() - retentionDays * DAY_MS)
        dropped += await persons.dropTags(rollScope(id), code, before)
      }
    }
    return dropped
  }

  async function settleMerges(): Promise<number> {
    let settled = 0
    for (;;) {
      const rows = await merges.settled(clock.now(), BATCH)
      for (const row of rows) {
        const scope = rollScope(row.communityId)
        await persons.removeTrace(scope, row.beforeId)
        await merges.forgetBefore(scope, row._id)
      }
      settled += rows.length
      if (rows.length < BATCH) return settled
    }
  }

  return { run: async () => ({ tags: await dropTags(), merges: await settleMerges() }) }
}
