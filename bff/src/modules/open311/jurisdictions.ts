import type { Clock } from '../../platform/clock'
import type { Open311Space } from './open311.ports'

export interface Jurisdictions {
  /** The community behind the letters of its case numbers (`qh`), in any case; null when there is none. */
  communityOf(jurisdictionId: string): Promise<string | null>
  /** The letters of a community, as other systems name it. */
  idOf(communityId: string): Promise<string | null>
}

/** Architecture §3: what is at most 10 s old is not state. */
const MOST_AGE_MS = 10_000

export function createJurisdictions({
  space,
  clock,
}: {
  readonly space: Pick<Open311Space, 'communities' | 'community'>
  readonly clock: Clock
}): Jurisdictions {
  let kept: { readonly readAt: number; readonly ids: Promise<ReadonlyMap<string, string>> } | undefined

  async function read(): Promise<ReadonlyMap<string, string>> {
    const all = await space.communities()
    const known = await Promise.all(all.map(({ id }) => space.community(id)))
    return new Map(known.flatMap((one) => (one ? [[one.code.toLowerCase(), one.id] as const] : [])))
  }

  function ids(): Promise<ReadonlyMap<string, string>> {
    const now = clock.now().getTime()
    if (!kept || Math.abs(now - kept.readAt) >= MOST_AGE_MS) {
      const reading = read()
      kept = { readAt: now, ids: reading }
      reading.catch(() => (kept = undefined))
    }
    return kept.ids
  }

  return {
    communityOf: async (jurisdictionId) => (await ids()).get(jurisdictionId.toLowerCase()) ?? null,
    idOf: async (communityId) => (await space.community(communityId))?.code.toLowerCase() ?? null,
  }
}
