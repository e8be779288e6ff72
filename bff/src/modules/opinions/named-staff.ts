import { namedIn, staffKey } from '@linli/shared/opinions/parties'
import { communityRoles, roleLabel } from '@linli/shared/roles'
import type { Clock } from '../../platform/clock'
import type { OpinionPeople, OpinionSpace } from './opinions.ports'

/** Somebody at work in a community, as a text would name them. */
export interface StaffName {
  readonly key: string
  /** `网格员 李敏` */
  readonly label: string
  readonly name: string
}

export interface NamedStaff {
  /** Who works in the community and its grids now. */
  of(communityId: string): Promise<StaffName[]>
  /**
   * Whom the words of a new case name: they are barred with the first write, so that nobody reads what was said about
   * themselves, not even before somebody has looked (回避: cases-booking §6.1). Who came to work within the last ten
   * seconds may be missed. Companies are named by every second complaint; whether it is about them, a person says.
   */
  barredBy(communityId: string, categoryCode: string, text: string): Promise<StaffName[]>
}

/** Said beside a name that was found by reading and not by a person. */
export const NAMED_REASON = '意见里写到了姓名，请社区负责人核对'

/** Praise names people too, and bars nobody. */
const PRAISE = 'other.praise'
const workers = [...communityRoles, 'grid_worker'] as const
/** Architecture §3: what is at most 10 s old is not state. Everybody who submits asks for the same few names. */
const MOST_AGE_MS = 10_000
const MOST_KEPT = 1_000

/** Finds the names of those at work by the roles they hold. */
export function createNamedStaff(deps: {
  readonly people: Pick<OpinionPeople, 'holdersAt'>
  readonly space: Pick<OpinionSpace, 'postsUnder'>
  readonly clock: Clock
}): NamedStaff {
  const { people, space, clock } = deps
  const kept = new Map<string, { readonly readAt: number; readonly names: readonly StaffName[] }>()

  async function read(communityId: string): Promise<StaffName[]> {
    const posts = await space.postsUnder(communityId)
    const nodes = [...new Set([communityId, ...posts.map(({ id }) => id)])]
    const holders = await people.holdersAt(nodes, workers)
    const known = new Map(
      holders.map(({ accountId, role, name }) => [
        accountId,
        { key: staffKey(accountId), label: `${roleLabel[role]} ${name}`, name },
      ]),
    )
    return [...known.values()]
  }

  // What was read is remembered, not the reading: it may belong to a transaction that is given up.
  async function recent(communityId: string): Promise<readonly StaffName[]> {
    const now = clock.now().getTime()
    const known = kept.get(communityId)
    if (known && Math.abs(now - known.readAt) < MOST_AGE_MS) return known.names
    const names = await read(communityId)
    if (kept.size >= MOST_KEPT) kept.clear()
    kept.set(communityId, { readAt: now, names })
    return names
  }

  return {
    of: read,
    barredBy: async (communityId, categoryCode, text) =>
      categoryCode === PRAISE ? [] : namedIn(text, await recent(communityId)),
  }
}
