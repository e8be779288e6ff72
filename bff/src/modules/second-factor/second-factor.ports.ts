import type { MessagesService } from '../messages/messages.service'
import type { RoleGrant, StaffCard, StaffRole } from '../people/people.service'
import type { SessionService } from '../session/session.service'

/** What the second factor asks of signing in: it keeps the proof with the session. */
export type FactorSessions = Pick<SessionService, 'provenAt' | 'markProven' | 'endAllOf'>

/** What it asks of the roll: who holds which role. */
export interface FactorPeople {
  grantsOf(accountId: string): Promise<RoleGrant[]>
  holdersAt(nodeIds: readonly string[], roles: readonly StaffRole[]): Promise<RoleGrant[]>
  staffCards(accountIds: readonly string[]): Promise<Map<string, StaffCard>>
}

/** What it asks of the tree. */
export interface FactorSpace {
  /** Every node each node lies in, itself included. */
  paths(nodeIds: readonly string[]): Promise<Map<string, readonly string[]>>
  names(nodeIds: readonly string[]): Promise<Map<string, string>>
}

export type FactorInbox = Pick<MessagesService, 'deliver'>
