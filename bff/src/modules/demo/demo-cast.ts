import type { Actor } from '../../platform/actor'
import type { BindingRow } from '../people/binding.model'
import type { RoleGrantRow } from '../people/role-grant.model'
import { currentTerms } from '../session/privacy-terms'
import type { DemoTree } from './demo-tree'

/** The people of the story as the features know them when they act. */
export interface DemoCast {
  /** A member of staff by name. */
  staff(name: string): Actor
  /** Residents with an account, by community. */
  residents(communityId: string): readonly Resident[]
  resident(name: string): Resident
  /** A resident by account. */
  byAccount(accountId: string): Actor
}

export interface Resident {
  readonly name: string
  readonly actor: Actor
  /** Labels of the own unit and building. */
  readonly unit: string
  readonly building: string
}

export function createCast(
  tree: DemoTree,
  grants: readonly RoleGrantRow[],
  bound: readonly { binding: BindingRow; name: string; roomLabel: string }[],
): DemoCast {
  const under = (nodeId: string): string[] =>
    tree.rows
      .filter(
        (row) =>
          row.kind === 'community' && (row.path.includes(nodeId) || row._id === communityOf(tree, nodeId)),
      )
      .map((row) => row._id)
  const staff = new Map(
    grants.map((grant) => {
      const communityIds = under(grant.nodeId)
      const actor = demoActor(
        grant.accountId,
        null,
        communityIds.length === 1 ? (communityIds[0] ?? null) : null,
        [
          {
            ...{ role: grant.role, nodeId: grant.nodeId, communityIds },
            ...(grant.organisation === null ? {} : { organisation: grant.organisation }),
          },
        ],
      )
      return [grant.name, actor] as const
    }),
  )
  const residents = bound.map(({ binding, name, roomLabel }): Resident => {
    const { communityId } = binding
    const held = { nodeId: communityId, communityIds: [communityId] }
    const unit = roomLabel.replace(/ \S+$/, '')
    return {
      name,
      actor: demoActor(binding.accountId, binding.personId, communityId, [
        { role: 'resident', ...held },
        { role: 'verified_resident', ...held },
      ]),
      unit,
      building: unit.replace(/ \S+ 单元$/, ''),
    }
  })
  const known = <T>(value: T | undefined, name: string): T => {
    if (value === undefined) throw new Error(`nobody in the demo is called ${name}`)
    return value
  }
  return {
    staff: (name) => known(staff.get(name), name),
    residents: (communityId) => residents.filter((resident) => resident.actor.communityId === communityId),
    resident: (name) =>
      known(
        residents.find((resident) => resident.name === name),
        name,
      ),
    byAccount: (accountId) =>
      known(residents.find(({ actor }) => actor.accountId === accountId)?.actor, accountId),
  }
}

const communityOf = (tree: DemoTree, nodeId: string): string | null =>
  tree.rows.find((row) => row._id === nodeId)?.communityId ?? null

export const demoActor = (
  accountId: string,
  personId: string | null,
  communityId: string | null,
  grants: Actor['grants'],
): Actor => ({
  accountId,
  sessionId: 'demo-seed',
  personId,
  communityId,
  grants,
  consentVersion: currentTerms.version,
})
