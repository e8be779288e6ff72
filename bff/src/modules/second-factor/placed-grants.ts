import type { Role } from '@linli/shared/roles'
import type { RoleGrant, StaffRole } from '../people/people.service'
import type { FactorPeople, FactorSpace } from './second-factor.ports'
import type { PlacedGrant } from './second-factor.policy'

export interface PlacedGrants {
  /** The staff roles of an account today. */
  of(accountId: string): Promise<PlacedGrant[]>
  /** Holders of the roles at the places of these grants, above them, and in the communities below. */
  around(
    grants: readonly { readonly nodeId: string; readonly communityIds: readonly string[] }[],
    roles: readonly StaffRole[],
  ): Promise<PlacedGrant[][]>
}

/** Staff roles with the places they are held for: what {@link judgeReset} judges by. Read afresh, never cached. */
export function createPlacedGrants(deps: { people: FactorPeople; space: FactorSpace }): PlacedGrants {
  const { people, space } = deps

  async function placed(grants: readonly RoleGrant[]): Promise<PlacedGrant[]> {
    const paths = await space.paths(grants.map((grant) => grant.nodeId))
    return grants.map(({ accountId, role, nodeId }) => ({
      accountId,
      role,
      nodeId,
      path: paths.get(nodeId) ?? [nodeId],
    }))
  }

  return {
    of: async (accountId) => placed(await people.grantsOf(accountId)),
    async around(grants, roles) {
      const near = grants.flatMap(({ nodeId, communityIds }) => [nodeId, ...communityIds])
      const paths = await space.paths(near)
      const holders = await people.holdersAt([...new Set([...near, ...[...paths.values()].flat()])], roles)
      const accountIds = [...new Set(holders.map((holder) => holder.accountId))]
      // All roles of each, not only those found here: somebody may be of a higher reach elsewhere.
      return Promise.all(accountIds.map(async (accountId) => placed(await people.grantsOf(accountId))))
    },
  }
}

/** The highest role of those with a second factor, to name somebody by. */
export function highest(grants: readonly PlacedGrant[], roles: readonly Role[]): PlacedGrant | undefined {
  const held = grants.filter((grant) => roles.includes(grant.role))
  return held.toSorted((a, b) => roles.indexOf(b.role) - roles.indexOf(a.role))[0]
}
