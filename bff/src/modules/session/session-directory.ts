import { placeOfRole } from '@linli/shared/grants/grants.rules'
import { ACCESS_TOKEN_MINUTES } from '../../platform/access-tokens'
import type { Actor, Grant, SessionDirectory } from '../../platform/actor'
import type { Clock } from '../../platform/clock'
import { gathered } from '../../platform/gathered'
import type { BoundPerson, PeopleService, RoleGrant, StaffRole } from '../people/people.service'
import type { SpaceService } from '../space/space.service'
import type { AccountRow } from './account.model'
import type { AccountsRepository } from './accounts.repository'
import { currentTerms } from './privacy-terms'
import type { SessionsRepository } from './sessions.repository'

/** Everything that is known of an account at one moment. */
export interface AccountState {
  readonly account: AccountRow
  readonly consentCurrent: boolean
  /** Empty without consent: the roll is not read before. */
  readonly persons: readonly BoundPerson[]
  /** Those of communities that are not suspended. */
  readonly grants: readonly (RoleGrant & { readonly communityIds: readonly string[] })[]
  /** Roles of suspended communities. */
  readonly withheldRoles: readonly StaffRole[]
  /** The community looked at. */
  readonly communityId: string | null
  readonly communitySuspended: boolean
}

export interface AccountStates {
  /** Null when the account is gone. */
  of(accountId: string): Promise<AccountState | null>
  /** {@link AccountStates.of} for many accounts with as many reads; those that are gone are missing. */
  among(accountIds: readonly string[]): Promise<Map<string, AccountState>>
}

export function createAccountStates(deps: {
  accounts: AccountsRepository
  people: PeopleService
  space: SpaceService
}): AccountStates {
  const { accounts, people, space } = deps

  async function among(accountIds: readonly string[]): Promise<Map<string, AccountState>> {
    const found = await accounts.findAmong(accountIds)
    const consenting = found.filter(hasConsented).map(({ _id }) => _id)
    const [bound, held] = await Promise.all([
      consenting.length === 0 ? new Map<string, BoundPerson[]>() : people.boundPersonsOf(consenting),
      people.grantsAmong(found.map(({ _id }) => _id)),
    ])
    const reach =
      held.length === 0
        ? new Map<string, string[]>()
        : await space.communityIdsUnder([...new Set(held.map((row) => row.nodeId))])
    const known = [
      ...[...bound.values()].flat().map(({ communityId }) => communityId),
      ...[...reach.values()].flat(),
      ...found.flatMap(({ chosenCommunityId }) => chosenCommunityId ?? []),
    ]
    const suspended = await space.suspendedAmong([...new Set(known)])
    return new Map(
      found.map((account) => {
        const grants = held
          .filter(({ accountId }) => accountId === account._id)
          .map((row) => ({ ...row, communityIds: reach.get(row.nodeId) ?? [] }))
        return [account._id, stateOf(account, bound.get(account._id) ?? [], grants, suspended)]
      }),
    )
  }

  return {
    of: async (accountId) => (await among([accountId])).get(accountId) ?? null,
    among,
  }
}

const hasConsented = ({ consent }: AccountRow): boolean => consent?.version === currentTerms.version

/** What follows for one account from its persons, its roles and the communities that are suspended. */
function stateOf(
  account: AccountRow,
  persons: readonly BoundPerson[],
  held: AccountState['grants'],
  suspended: ReadonlySet<string>,
): AccountState {
  const isWithheld = (grant: (typeof held)[number]): boolean =>
    belowStreet(grant.role) && grant.communityIds.every((id) => suspended.has(id))
  const grants = held.filter((grant) => !isWithheld(grant))
  const communityId = lookedAt(account, persons, grants)
  return {
    ...{ account, persons, grants, communityId },
    consentCurrent: hasConsented(account),
    withheldRoles: held.filter(isWithheld).map(({ role }) => role),
    communitySuspended: communityId !== null && suspended.has(communityId),
  }
}

/** Streets and the district go on looking after a community that is suspended. */
const belowStreet = (role: StaffRole): boolean => ['grid', 'community'].includes(placeOfRole[role])

/** The chosen community while it is one of one's own or one has none; else the home's, else the post's. */
function lookedAt(
  account: AccountRow,
  persons: readonly BoundPerson[],
  grants: readonly { readonly communityIds: readonly string[] }[],
): string | null {
  const own = [...persons.map((person) => person.communityId), ...grants.flatMap((row) => row.communityIds)]
  const chosen = account.chosenCommunityId
  if (chosen !== null && (own.length === 0 || own.includes(chosen))) return chosen
  return own[0] ?? null
}

/** What the door asks: who is behind a token, which sessions ended, which terms are in force. */
export function createSessionDirectory(deps: {
  states: AccountStates
  sessions: SessionsRepository
  clock: Clock
}): SessionDirectory {
  const { states, sessions, clock } = deps
  // At nine on a Monday hundreds come within a second for the first time: they are read together.
  const actors = gathered(async (sessionIds: readonly string[]) => {
    const live = await sessions.findLiveAmong(sessionIds, clock.now())
    const accountIds = new Map(live.map(({ _id, accountId }) => [_id, accountId]))
    const found = await states.among([...new Set(accountIds.values())])
    return sessionIds.map((sessionId) => {
      const state = found.get(accountIds.get(sessionId) ?? '')
      return state ? actorFrom(state, sessionId) : null
    })
  })
  return {
    async actorOf(accountId, sessionId) {
      const actor = await actors(sessionId)
      return actor?.accountId === accountId ? actor : null
    },
    endedSessions: () =>
      // Older ones have no living access token left that a door would have to refuse.
      sessions.endedSince(new Date(clock.now().getTime() - ACCESS_TOKEN_MINUTES * 60_000)),
    currentTermsVersion: () => currentTerms.version,
  }
}

function actorFrom(state: AccountState, sessionId: string): Actor {
  const { account, persons, grants, communityId, consentCurrent } = state
  return {
    accountId: account._id,
    sessionId,
    personId: persons.find((person) => person.communityId === communityId)?.personId ?? null,
    communityId,
    grants: [
      ...grants.map(({ role, nodeId, communityIds, organisation }): Grant => ({
        ...{ role, nodeId, communityIds },
        ...(organisation === null ? {} : { organisation }),
      })),
      ...(consentCurrent ? residentGrants(persons, communityId) : []),
    ],
    consentVersion: account.consent?.version ?? null,
    withheldRoles: state.withheldRoles,
    communitySuspended: state.communitySuspended,
  }
}

/** Whoever looks at a community is its resident; whoever is bound to a home of it is a verified one. */
function residentGrants(persons: readonly BoundPerson[], communityId: string | null): Grant[] {
  const held = (role: 'resident' | 'verified_resident', id: string): Grant => ({
    role,
    nodeId: id,
    communityIds: [id],
  })
  const verified = persons.filter((person) => person.homes.length > 0).map((person) => person.communityId)
  return [
    ...(communityId === null ? [] : [held('resident', communityId)]),
    ...verified.map((id) => held('verified_resident', id)),
  ]
}
