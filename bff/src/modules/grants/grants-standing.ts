import type { Actor } from '../../platform/actor'
import type { Clock } from '../../platform/clock'
import { AppError } from '../../platform/problem-error'
import type { RoleBook } from '../people/role-book.service'
import type { Standing } from './grants.policy'
import type { GrantSpace, Post } from './grants.ports'

export interface Standings {
  /** The caller's own roles as they are at this moment. */
  of(actor: Actor): Promise<Standing>
  /** A place that exists. Throws `not_found`. */
  place(nodeId: string): Promise<Post>
}

/** Whom the desk of roles judges, and where; shared by its reading and its acts. */
export function createStandings(deps: {
  book: Pick<RoleBook, 'ofAccount'>
  space: GrantSpace
  clock: Clock
}): Standings {
  const { book, space, clock } = deps
  return {
    of: async ({ accountId }) => ({ accountId, grants: await book.ofAccount(accountId, clock.now()) }),
    async place(nodeId) {
      const place = (await space.posts([nodeId])).get(nodeId)
      if (!place) throw new AppError('not_found')
      return place
    },
  }
}
