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
  /**
   * The accounts that answer for a party now: of the office those that answer for all its cases, and the office where a
   * worker or an organisation has nobody left.
   */
  accountsOf(communityId: string, party: Party): Promise<string[]>
  /**
   * The account that took a case, while it holds a post to go on with it; the office otherwise. Whoever has left is not
   * told of cases any more, and what waited for them is not lost.
   */
  takerOrOffice(communityId: string, accountId: string): Promise<string[]>
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

  const officeOf = async (communityId: string): Promise<string[]> =>
    accounts(await people.holdersAt([communityId], communityRoles))
  async function orOffice(communityId: string, found: readonly string[]): Promise<string[]> {
    return found.length > 0 ? [...found] : officeOf(communityId)
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
          return officeOf(communityId)
        case 'street':
          return accounts(await people.holdersAt(await above(communityId), ['street_admin']))
        case 'worker': {
          const own = party.key.slice('worker:'.length)
          const workers = accounts(await workersOf(communityId))
          return orOffice(
            communityId,
            workers.filter((accountId) => accountId === own),
          )
        }
        case 'organisation': {
          const rows = await people.holdersAt([communityId], ['organisation_staff'])
          return orOffice(
            communityId,
            accounts(
              rows.filter(
                ({ organisation }) =>
                  organisation !== null && organisationParty(communityId, organisation).key === party.key,
              ),
            ),
          )
        }
      }
    },
    async takerOrOffice(communityId, accountId) {
      const inside = await people.holdersAt([communityId], [...communityRoles, 'organisation_staff'])
      const others = [
        ...(await workersOf(communityId)),
        ...(await people.holdersAt(await above(communityId), ['street_admin'])),
      ]
      const holders = accounts([...inside, ...others])
      return orOffice(
        communityId,
        holders.filter((holder) => holder === accountId),
      )
    },
  }
}

const accounts = (rows: readonly { readonly accountId: string }[]): string[] => [
  ...new Set(rows.map(({ accountId }) => accountId)),
]
