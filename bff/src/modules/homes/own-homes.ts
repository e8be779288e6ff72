import type { HouseholdMember } from '@linli/shared/homes/homes.rules'
import { relationKinds } from '@linli/shared/session/relations'
import type { Actor } from '../../platform/actor'
import type { Scope } from '../../platform/scope'
import type { Binding, HomeRelation, HomesBindings, HomesHouseholds, KnownPerson } from './homes.ports'

/** Somebody in a room, with everything the rules and the screens look at. */
export interface Member extends HomeRelation, HouseholdMember {
  readonly maskedName: string
}

/** A home of the caller with everybody who belongs to it today. */
export interface OwnHome {
  readonly scope: Scope
  readonly self: Member
  readonly members: readonly Member[]
}

/** Who an account is and where that person is at home. */
export interface OwnHomes {
  bindings(accountId: string): Promise<{ rows: readonly Binding[]; scope: Scope }>
  of(actor: Actor): Promise<OwnHome[]>
  /** The home in which somebody has this relation; null when it is none of the caller's homes. */
  withRelation(actor: Actor, relationId: string): Promise<{ home: OwnHome; other: Member } | null>
  membersOf(scope: Scope, roomIds: readonly string[]): Promise<Member[]>
}

export function createOwnHomes(deps: {
  readonly bindings: HomesBindings
  readonly households: HomesHouseholds
}): OwnHomes {
  const { bindings, households } = deps

  async function membersOf(scope: Scope, roomIds: readonly string[]): Promise<Member[]> {
    const relations = await households.ofRooms(scope, [...new Set(roomIds)])
    const known = await households.persons(
      scope,
      relations.map((row) => row.personId),
    )
    return relations
      .flatMap((row) => memberOf(row, known.get(row.personId)))
      .sort((a, b) => relationKinds.indexOf(a.relation) - relationKinds.indexOf(b.relation))
  }

  const own: OwnHomes['bindings'] = async (accountId) => {
    const rows = await bindings.ofAccount(accountId)
    return { rows, scope: bindings.scopeOf(rows) }
  }

  const of: OwnHomes['of'] = async ({ accountId }) => {
    const { rows, scope } = await own(accountId)
    const relations = await households.homesOf(
      scope,
      rows.map((row) => row.personId),
    )
    const everybody = await membersOf(
      scope,
      relations.map((row) => row.roomId),
    )
    return relations.flatMap(({ relationId, roomId }) => {
      const members = everybody.filter((member) => member.roomId === roomId)
      const self = members.find((member) => member.relationId === relationId)
      return self ? [{ scope, self, members }] : []
    })
  }

  return {
    bindings: own,
    of,
    membersOf,
    async withRelation(actor, relationId) {
      for (const home of await of(actor)) {
        const other = home.members.find((member) => member.relationId === relationId)
        if (other) return { home, other }
      }
      return null
    },
  }
}

const memberOf = (row: HomeRelation, person: KnownPerson | undefined): Member[] =>
  person ? [{ ...row, maskedName: person.maskedName, adult: person.adult }] : []
