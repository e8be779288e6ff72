import type { Actor } from '../../../platform/actor'
import { brieflyKept } from '../../../platform/briefly-kept'
import type { Clock } from '../../../platform/clock'
import { AppError } from '../../../platform/problem-error'
import { demand, type Scope } from '../../../platform/scope'
import { judge, judged, staffReach } from '../opinions.policy'
import type { OpinionPeople } from '../opinions.ports'
import type { OpinionsRepository } from '../opinions.repository'
import type { CasePresenceRow } from './case-presence.model'
import type { CasePresences } from './case-presences.repository'

export interface CasePresenceService {
  /** The caller has the case open; answers who else has. */
  here(actor: Actor, id: string): Promise<{ others: string[] }>
  /** Who else has which case open, by case; at most some seconds late. */
  others(actor: Actor, scope: Scope): Promise<ReadonlyMap<string, string[]>>
}

/** A screen says every half minute that it is there; two missed and a little, and it is gone. */
const GONE_AFTER_MS = 75_000
/** The list of a colleague who refreshes all day may be this late. */
const LIST_AGE_MS = 5_000

/** Who is working on it now: a hint for colleagues, never a lock. */
export function createCasePresence(deps: {
  readonly opinions: Pick<OpinionsRepository, 'findInReach'>
  readonly presences: CasePresences
  readonly people: Pick<OpinionPeople, 'staffCards'>
  readonly clock: Clock
}): CasePresenceService {
  const { opinions, presences, people, clock } = deps
  const since = (): Date => new Date(clock.now().getTime() - GONE_AFTER_MS)
  const everybody = brieflyKept<CasePresenceRow[]>(clock, LIST_AGE_MS)

  const service: CasePresenceService = {
    async here(actor, id) {
      const row = await opinions.findInReach(staffReach(actor), id)
      if (!row) throw new AppError('not_found')
      const scope = demand(judge(actor, 'staff_read', judged(row)))
      const card = (await people.staffCards([actor.accountId])).get(actor.accountId)
      if (!card) throw new AppError('forbidden')
      const { communityId } = row
      await presences.see(
        scope,
        {
          ...{ _id: `${communityId}:${actor.accountId}`, communityId, accountId: actor.accountId },
          ...{ opinionId: id, label: `${card.title} ${card.name}`, seenAt: clock.now() },
        },
        since(),
      )
      everybody.forget(communityId)
      return { others: (await service.others(actor, scope)).get(id) ?? [] }
    },
    async others(actor, scope) {
      const found = new Map<string, string[]>()
      const key = scope.communityIds.join()
      const seen = await everybody.of(key, scope.communityIds, () => presences.in(scope, since()))
      for (const { opinionId, accountId, label, seenAt } of seen) {
        if (accountId === actor.accountId || seenAt <= since()) continue
        found.set(opinionId, [...(found.get(opinionId) ?? []), label])
      }
      return found
    },
  }
  return service
}
