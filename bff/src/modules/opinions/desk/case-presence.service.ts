import type { Actor } from '../../../platform/actor'
import type { Clock } from '../../../platform/clock'
import { AppError } from '../../../platform/problem-error'
import { demand, type Scope } from '../../../platform/scope'
import { judge, judged, staffReach } from '../opinions.policy'
import type { OpinionPeople } from '../opinions.ports'
import type { OpinionsRepository } from '../opinions.repository'
import type { CasePresences } from './case-presences.repository'

export interface CasePresenceService {
  /** The caller has the case open; answers who else has. */
  here(actor: Actor, id: string): Promise<{ others: string[] }>
  /** Who else has each of these cases open. */
  others(actor: Actor, scope: Scope, opinionIds: readonly string[]): Promise<ReadonlyMap<string, string[]>>
}

/** A screen says every half minute that it is there; two missed and a little, and it is gone. */
const GONE_AFTER_MS = 75_000

/** Who is working on it now: a hint for colleagues, never a lock. */
export function createCasePresence(deps: {
  readonly opinions: Pick<OpinionsRepository, 'findInReach'>
  readonly presences: CasePresences
  readonly people: Pick<OpinionPeople, 'staffCards'>
  readonly clock: Clock
}): CasePresenceService {
  const { opinions, presences, people, clock } = deps
  const since = (): Date => new Date(clock.now().getTime() - GONE_AFTER_MS)

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
      return { others: (await service.others(actor, scope, [id])).get(id) ?? [] }
    },
    async others(actor, scope, opinionIds) {
      const found = new Map<string, string[]>()
      for (const { opinionId, accountId, label } of await presences.at(scope, opinionIds, since())) {
        if (accountId === actor.accountId) continue
        found.set(opinionId, [...(found.get(opinionId) ?? []), label])
      }
      return found
    },
  }
  return service
}
