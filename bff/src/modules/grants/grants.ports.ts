import type { Scope } from '../../platform/scope'
import type { MessagesService } from '../messages/messages.service'
import type { PeopleService, StaffCard } from '../people/people.service'
import type { SessionService } from '../session/session.service'
import type { Post } from '../space/space.service'

export type { Post } from '../space/space.service'

/** What the desk of roles asks of the tree. */
export interface GrantSpace {
  /** Nodes by id that have not ended. */
  posts(nodeIds: readonly string[]): Promise<Map<string, Post>>
  /** The node itself, streets and communities under it, and the grids of a community. */
  postsUnder(nodeId: string): Promise<Post[]>
  names(nodeIds: readonly string[]): Promise<Map<string, string>>
}

/** What it asks of the roll. */
export interface GrantPeople extends Pick<PeopleService, 'accountOfPerson'> {
  staffCards(accountIds: readonly string[]): Promise<Map<string, StaffCard>>
}

/** What it asks of signing in. */
export type GrantAccounts = Pick<SessionService, 'accountByPhone' | 'guardOpen'>

/** Work that stands under somebody's name and can be handed over. Cases belong to the desk, not to one person. */
export interface GrantWork {
  countUnpublishedOf(scope: Scope, authorId: string): Promise<number>
  handOverUnpublished(
    scope: Scope,
    fromId: string,
    to: { readonly id: string; readonly name: string },
  ): Promise<number>
}

export type GrantInbox = Pick<MessagesService, 'deliver'>

/** The door forgets what it knew of an account: what changed counts from its next request on. */
export interface GrantDoor {
  forget(accountId: string): void
}
