import {
  communityParty,
  organisationParty,
  streetParty,
  workerParty,
  type Party,
} from '@linli/shared/opinions/parties'
import { communityRoles } from '@linli/shared/roles'
import type { OpinionPeople, OpinionSpace } from './opinions.ports'

export interface CaseParties {
  /** Who can be given a case of the community now, the office included. */
  of(communityId: string): Promise<Party[]>
  /** The accounts that answer for a party, of the office those that answer for all its cases. */
  accountsOf(communityId: string, party: Party): Promise<string[]>
}

/** Finds those who can be given a case by the roles they hold: nobody keeps a second list. */
export function createCaseParties(deps: {
  people: Pick<OpinionPeople, 'holdersAt'>
  space: Pick<OpinionSpace, 'postsUnder' | 'paths'>
}): CaseParties {
  const { people, space } = deps
  const above = async (communityId: string): Promise<readonly string[]> =>
    (await space.paths([communityId])).get(communityId) ?? []

  async function workersOf(communityId: string) {
    const posts = await space.postsUnder(communityId)
    return people.holdersAt(
      posts.filter(({ kind }) => kind === 'grid').map(({ id }) => id),
      ['grid_worker'],
    )
  }

  return {
    async of(communityId) {
      const organisations = await people.holdersAt([communityId], ['organisation_staff'])
      const workers = await workersOf(communityId)
      const street = await people.holdersAt(await above(communityId), ['street_admin'])
      const named = organisations.flatMap(({ organisation }) => organisation ?? [])
      return [
        communityParty,
        ...[...new Set(named)].toSorted().map((name) => organisationParty(communityId, name)),
        ...[...new Map(workers.map((row) => [row.accountId, row.name])).entries()].map(([accountId, name]) =>
          workerParty(accountId, name),
        ),
        ...(street.length === 0 ? [] : [streetParty]),
      ]
    },
    async accountsOf(communityId, party) {
      switch (party.kind) {
        case 'community':
          return accounts(await people.holdersAt([communityId], communityRoles))
        case 'street':
          return accounts(await people.holdersAt(await above(communityId), ['street_admin']))
        case 'worker':
          return [party.key.slice('worker:'.length)]
        case 'organisation': {
          const rows = await people.holdersAt([communityId], ['organisation_staff'])
          return accounts(
            rows.filter(
              ({ organisation }) =>
                organisation !== null && organisationParty(communityId, organisation).key === party.key,
            ),
          )
        }
      }
    },
  }
}

const accounts = (rows: readonly { readonly accountId: string }[]): string[] => [
  ...new Set(rows.map(({ accountId }) => accountId)),
]
