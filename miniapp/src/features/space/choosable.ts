import type { ActorView } from '@linli/shared/session/session.schema'

/**
 * The communities a person may look at: those of the own homes and posts; whoever has neither, and a visitor,
 * may look at any. The server judges the choice again.
 */
export function choosable<T extends { readonly id: string }>(
  actor: Pick<ActorView, 'homes' | 'roles'> | undefined,
  communities: readonly T[],
): readonly T[] {
  const own = new Set([
    ...(actor?.homes ?? []).map(({ communityId }) => communityId),
    ...(actor?.roles ?? []).flatMap(({ communityIds }) => communityIds),
  ])
  return own.size === 0 ? communities : communities.filter(({ id }) => own.has(id))
}
