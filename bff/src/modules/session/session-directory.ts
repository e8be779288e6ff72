import { placeOfRole } from '@linli/shared/grants/grants.rules'
import { ACCESS_TOKEN_MINUTES } from '../../platform/access-tokens'
import type { Actor, Grant, SessionDirectory } from '../../platform/actor'
import type { Clock } from '../../platform/clock'
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
}

export function createAccountStates(deps: {
  accounts: AccountsRepository
  people: PeopleService
  space: SpaceService
}): AccountStates {
  const { accounts, people, space } = deps
  return {
    async of(accountId) {
      const account = await accounts.find(accountId)
      if (!account) return null
      const consentCurrent = account.consent?.version === currentTerms.version
      const [persons, held] = await Promise.all([
        consentCurrent ? people.boundPersons(accountId) : [],
        people.grantsOf(accountId),
      ])
      const reach =
        held.length === 0
          ? new Map<string, string[]>()
          : await space.communityIdsUnder(held.map((row) => row.nodeId))
      const all = held.map((row) => ({ ...row, communityIds: reach.get(row.nodeId) ?? [] }))
      const known = [...persons, ...all].flatMap((one) =>
        'communityId' in one ? [one.communityId] : one.communityIds,
      )
      const chosen = account.chosenCommunityId
      const suspended = await space.suspendedAmong([...new Set(chosen === null ? known : [...known, chosen])])
      const isWithheld = (grant: (typeof all)[number]): boolean =>
        belowStreet(grant.role) && grant.communityIds.every((id) => suspended.has(id))
      const grants = all.filter((grant) => !isWithheld(grant))
      const communityId = lookedAt(account, persons, grants)
      return {
        ...{ account, consentCurrent, persons, grants, communityId },
        withheldRoles: all.filter(isWithheld).map(({ role }) => role),
        communitySuspended: communityId !== null && suspended.has(communityId),
      }
    },
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
  return {
    async actorOf(accountId, sessionId) {
      const session = await sessions.findLive(sessionId, clock.now())
      const state = session?.accountId === accountId ? await states.of(accountId) : null
      return state && actorFrom(state, sessionId)
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
