import { needsGuardianOn } from '@linli/shared/people/age.rules'
import type { BindingMethod } from '@linli/shared/homes/homes.kinds'
import type { RelationKind } from '@linli/shared/session/relations'
import { dayOf } from '@linli/shared/time'
import type { Clock } from '../../platform/clock'
import { AppError } from '../../platform/problem-error'
import type { Scope } from '../../platform/scope'
import type {
  HomesAccounts,
  HomesBindings,
  HomesHouseholds,
  HomesKin,
  HomesRoll,
  KnownPerson,
} from './homes.ports'

/** The last steps of every way of binding, called inside a unit of work. */
export interface Newcomers {
  /** The person an account is in a community already; null for none. */
  knownAs(scope: Scope, accountId: string, communityId: string): Promise<KnownPerson | null>
  /** Throws `guardian_required` for an under-14 nobody answers for (PIPL art. 31). */
  demandGuardian(scope: Scope, person: Pick<KnownPerson, 'personId' | 'birthDate'>): Promise<void>
  /** The account is the person, by this way. Throws `already_bound`, `guardian_required`. */
  bind(scope: Scope, accountId: string, person: KnownPerson, method: BindingMethod): Promise<void>
  /** The person belongs to the room; what the register says of an owner stays. */
  settle(scope: Scope, personId: string, roomId: string, relation: RelationKind): Promise<void>
}

export function createNewcomers(deps: {
  readonly bindings: HomesBindings
  readonly households: HomesHouseholds
  readonly roll: HomesRoll
  readonly kin: HomesKin
  readonly accounts: Pick<HomesAccounts, 'accountChanged'>
  readonly clock: Clock
}): Newcomers {
  const { bindings, households, roll, kin, accounts, clock } = deps

  const demandGuardian: Newcomers['demandGuardian'] = async (scope, { personId, birthDate }) => {
    if (!needsGuardianOn(birthDate, dayOf(clock.now()))) return
    if (!(await kin.hasGuardian(scope, personId))) throw new AppError('guardian_required')
  }

  return {
    demandGuardian,
    async knownAs(scope, accountId, communityId) {
      const own = (await bindings.ofAccount(accountId)).find((row) => row.communityId === communityId)
      return own ? ((await households.persons(scope, [own.personId])).get(own.personId) ?? null) : null
    },
    async bind(scope, accountId, person, method) {
      await demandGuardian(scope, person)
      await bindings.bind(accountId, person, method)
      accounts.accountChanged(accountId)
    },
    async settle(scope, personId, roomId, relation) {
      const held = (await households.ofRooms(scope, [roomId])).find((row) => row.personId === personId)
      if (held?.relation === 'owner') return
      await roll.addResidency(scope, { personId, roomId, relation, share: null, livesIn: true })
    },
  }
}
