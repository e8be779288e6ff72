import type { MaskedField } from '@linli/shared/people/people.kinds'
import { peoplePermissions, type PeopleDeskAction } from '@linli/shared/people/people.permissions'
import type { TagDefinition } from '@linli/shared/people/tag-catalogue'
import { communityRoles, type Role } from '@linli/shared/roles'
import { communitiesOf, holds, type Actor } from '../../platform/actor'
import { judgeBy } from '../../platform/permission'
import { allowIn, demand, refuse, type Judgement, type Scope } from '../../platform/scope'

/** How far a member of staff sees people: whole communities, and homes under some nodes of others. */
export interface PeopleReach {
  readonly scope: Scope
  readonly wholeIds: readonly string[]
  readonly nodeIds: readonly string[]
}

/** What a judgement looks at; never a name. */
export interface JudgedPerson {
  readonly communityId: string
  /** Every node the present homes lie in. */
  readonly nodeIds: readonly string[]
}

/** The reach of an action; of one community when it is named. Throws `forbidden` or `not_found`. */
export function reachOf(actor: Actor, action: PeopleDeskAction, communityId?: string): PeopleReach {
  const scope = demand(judgeBy(actor, peoplePermissions[action], communityId))
  const office = peoplePermissions[action].roles.filter((role) => role !== 'grid_worker')
  const wholeIds = communitiesOf(actor, office).filter((id) => scope.communityIds.includes(id))
  const nodeIds = actor.grants
    .filter(
      ({ role, communityIds }) =>
        role === 'grid_worker' && communityIds.some((id) => scope.communityIds.includes(id)),
    )
    .map((grant) => grant.nodeId)
  return { scope, wholeIds, nodeIds }
}

/** Whether a person lies within a reach. */
export const reaches = ({ wholeIds, nodeIds }: PeopleReach, person: JudgedPerson): boolean =>
  wholeIds.includes(person.communityId) || person.nodeIds.some((id) => nodeIds.includes(id))

/** Who may do what with one person: `not_found` for who may not see the person, `forbidden` for who sees and may not. */
export function judgePerson(actor: Actor, action: PeopleDeskAction, person: JudgedPerson): Judgement {
  const seen = judgeBy(actor, peoplePermissions.read, person.communityId)
  if (!seen.allowed) return seen
  if (!reaches(reachOf(actor, 'read', person.communityId), person)) return refuse('not_found')
  return holds(actor, peoplePermissions[action].roles, person.communityId)
    ? allowIn([person.communityId])
    : refuse('forbidden')
}

/** Whether somebody may be entered into a room: the office anybody, a grid worker who is no owner and in the own grid. */
export function judgeEntry(
  actor: Actor,
  room: { readonly communityId: string; readonly path: readonly string[] },
  relation: 'owner' | 'family' | 'tenant' | 'carer',
): Judgement {
  const judged = judgePerson(actor, 'enter', { communityId: room.communityId, nodeIds: room.path })
  if (!judged.allowed || holds(actor, communityRoles, room.communityId)) return judged
  return relation === 'owner' ? refuse('forbidden') : judged
}

const callFields: readonly MaskedField[] = ['name', 'phone']

/** What of a person may be read in full: the office everything, a grid worker what it takes to call. */
export function unmaskable(actor: Actor, person: JudgedPerson): readonly MaskedField[] {
  if (!judgePerson(actor, 'unmask', person).allowed) return []
  return holds(actor, communityRoles, person.communityId)
    ? ['name', 'phone', 'id_number', 'birth_date']
    : callFields
}

/** The roles an actor holds over a community, for what the tag catalogue shows to whom. */
export const rolesIn = (actor: Actor, communityId: string): readonly Role[] =>
  actor.grants.filter((grant) => grant.communityIds.includes(communityId)).map((grant) => grant.role)

export const showsTag = (actor: Actor, communityId: string, { visibleTo }: TagDefinition): boolean =>
  rolesIn(actor, communityId).some((role) => visibleTo.includes(role))
