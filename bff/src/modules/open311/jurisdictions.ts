import { brieflyKept } from '../../platform/briefly-kept'
import type { Clock } from '../../platform/clock'
import type { Open311Space } from './open311.ports'

export interface Jurisdictions {
  /** The community behind the letters of its case numbers (`qh`), in any case; null when there is none. */
  communityOf(jurisdictionId: string): Promise<string | null>
  /** The letters of a community, as other systems name it. */
  idOf(communityId: string): Promise<string | null>
}

export function createJurisdictions({
  space,
  clock,
}: {
  readonly space: Pick<Open311Space, 'communities' | 'community'>
  readonly clock: Clock
}): Jurisdictions {
  const kept = brieflyKept<ReadonlyMap<string, string>>(clock)

  async function read(): Promise<ReadonlyMap<string, string>> {
    const all = await space.communities()
    const known = await Promise.all(all.map(({ id }) => space.community(id)))
    return new Map(known.flatMap((one) => (one ? [[one.code.toLowerCase(), one.id] as const] : [])))
  }

  const ids = (): Promise<ReadonlyMap<string, string>> => kept.of('all', [], read)

  return {
    communityOf: async (jurisdictionId) => (await ids()).get(jurisdictionId.toLowerCase()) ?? null,
    idOf: async (communityId) => (await space.community(communityId))?.code.toLowerCase() ?? null,
  }
}
