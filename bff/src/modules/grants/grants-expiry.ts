import { systemActor } from '../../platform/actor'
import type { Clock } from '../../platform/clock'
import { eachDue, idOf } from '../../platform/due-rows'
import type { UnitOfWork } from '../../platform/unit-of-work'
import type { RoleBook, RoleGrantRow } from '../people/role-book.service'
import type { GrantActs } from './grants-acts'
import type { GrantTelling } from './grants-tell'
import type { GrantSpace } from './grants.ports'

const BATCH = 200

export interface GrantExpiry {
  /**
   * Warns of roles that end soon, writes down those that have ended, and drops invitations nobody took up in time;
   * answers how many. Safe beside another worker.
   */
  sweep(): Promise<number>
}

/** Roles end by the clock, whether this runs or not: it only warns before and tidies after. */
export function createGrantExpiry(deps: {
  book: RoleBook
  acts: Pick<GrantActs, 'record'>
  telling: GrantTelling
  space: GrantSpace
  uow: UnitOfWork
  clock: Clock
}): GrantExpiry {
  const { book, acts, telling, space, uow, clock } = deps

  async function writeDown(row: RoleGrantRow, at: Date): Promise<void> {
    const { _id: id, version, accountId, role, nodeId } = row
    const ended = await book.end({ id, version }, { at, by: null, reason: 'expired' })
    if (!ended) return
    const place = (await space.posts([nodeId])).get(nodeId)
    if (place) await acts.record(systemActor, 'role.expire', { place, accountId }, { role })
    await telling.ended(ended)
  }

  async function warn(row: RoleGrantRow, expiresAt: Date): Promise<void> {
    if (await book.markWarned(row, expiresAt)) await telling.endsSoon(row)
  }

  return {
    async sweep() {
      const now = clock.now()
      const dropped = await book.dropLapsed(now)
      const read = (limit: number, skip: number) => book.due(now, limit, skip)
      const done = await eachDue(read, BATCH, idOf, async (row) => {
        const { expiresAt } = row
        if (expiresAt === null) return false
        await uow.run(() => (expiresAt <= now ? writeDown(row, expiresAt) : warn(row, expiresAt)))
        return true
      })
      return done + dropped
    },
  }
}
