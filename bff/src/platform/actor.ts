import type { Role } from '@linli/shared/roles'

/** A role held for one node of the space tree. */
export interface Grant {
  readonly role: Role
  readonly nodeId: string
  /** The communities under the node (or the one it lies in), at most 10 s old. */
  readonly communityIds: readonly string[]
  /** `锦程物业`: for whom somebody works who holds the role of a partner organisation. */
  readonly organisation?: string
}

/** Who is asking. */
export interface Actor {
  readonly accountId: string
  readonly sessionId: string
  /** The person bound to the account, or null before a home is bound. */
  readonly personId: string | null
  /** Community of the home, or the one chosen to look at. */
  readonly communityId: string | null
  readonly grants: readonly Grant[]
  /** Version of the privacy terms accepted, or null. */
  readonly consentVersion: string | null
  /** Roles the actor holds in communities that are suspended; they give no rights. */
  readonly withheldRoles?: readonly Role[]
  /** The community looked at is suspended: one reads, and changes nothing. */
  readonly communitySuspended?: boolean
}

/** Sweeps and outbox handlers act as the system; it holds no grant, so policies name it explicitly. */
export const systemActor: Actor = {
  accountId: 'system',
  sessionId: 'system',
  personId: null,
  communityId: null,
  grants: [],
  consentVersion: null,
}

export const isSystem = (actor: Actor): boolean => isSystemId(actor.accountId)
export const isSystemId = (accountId: string): boolean => accountId === systemActor.accountId

/** Every community in which the actor holds one of the roles, without repeats. */
export function communitiesOf(actor: Actor, roles: readonly Role[]): string[] {
  const held = actor.grants.filter((grant) => roles.includes(grant.role))
  return [...new Set(held.flatMap((grant) => grant.communityIds))]
}

/** Whether the actor holds one of the roles, in `communityId` when given. */
export function holds(actor: Actor, roles: readonly Role[], communityId?: string): boolean {
  return actor.grants.some(
    (grant) =>
      roles.includes(grant.role) && (communityId === undefined || grant.communityIds.includes(communityId)),
  )
}

/** Where the door learns who an account is; written by the session feature. */
export interface SessionDirectory {
  /** The actor behind a session, or null when the account or session is gone. */
  actorOf(accountId: string, sessionId: string): Promise<Actor | null>
  /** Sessions ended within the lifetime of an access token. */
  endedSessions(): Promise<readonly string[]>
  /** Version of the privacy terms in force. */
  currentTermsVersion(): string
}
