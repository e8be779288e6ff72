import type { FileView } from '@linli/shared/files/files.schema'
import type { Boundary } from '@linli/shared/space/boundary.rules'
import type { Actor } from '../../platform/actor'
import type { Scope } from '../../platform/scope'
import type { FileRef } from '../../platform/files/file-ref'
import type { CalendarService } from '../calendar/calendar.service'
import type { Claim, Fetched, FilesService } from '../files/files.service'
import type { MessagesService } from '../messages/messages.service'
import type { Community, Place, Post } from '../space/space.service'
import type { ResidentLabel, RoleGrant, StaffCard, StaffRole } from '../people/people.service'

/** What opinions ask of the tree. */
export interface OpinionSpace {
  place(scope: Scope, nodeId: string): Promise<Place | null>
  around(place: Place): Promise<Place[]>
  /** The outline of a grid; null when it has none. */
  boundary(scope: Scope, gridId: string): Promise<Boundary | null>
  community(communityId: string): Promise<Community | null>
  names(nodeIds: readonly string[]): Promise<Map<string, string>>
  paths(nodeIds: readonly string[]): Promise<Map<string, readonly string[]>>
  /** The node itself and, of a community, its grids. */
  postsUnder(nodeId: string): Promise<Post[]>
}

/** What opinions ask of the roll: masked labels of residents, signatures of staff. */
export interface OpinionPeople {
  residentLabels(scope: Scope, personIds: readonly string[]): Promise<Map<string, ResidentLabel>>
  staffCards(accountIds: readonly string[]): Promise<Map<string, StaffCard>>
  /** A person of the community and the account that answers for it; null when there is nobody. */
  accountOfPerson(
    communityId: string,
    personId: string,
  ): Promise<{ readonly name: string; readonly accountId: string | null } | null>
  /** Holders of roles for exactly these nodes. */
  holdersAt(nodeIds: readonly string[], roles: readonly StaffRole[]): Promise<RoleGrant[]>
}

/** What opinions ask of the roll about acting for somebody (product §1: with recorded consent, never voting). */
export interface OpinionKin {
  /** Those who agreed that this person acts for them in opinions, by person. */
  principalsOf(scope: Scope, personId: string): Promise<string[]>
  mayActFor(scope: Scope, delegateId: string, principalId: string, what: 'opinions'): Promise<boolean>
  /** Where these persons are at home, down to the door. */
  homesOf(
    scope: Scope,
    personIds: readonly string[],
  ): Promise<readonly { readonly personId: string; readonly roomId: string; readonly label: string }[]>
}

/** What opinions ask of the session feature. */
export interface OpinionAccounts {
  /** Whether the account has accepted the privacy terms in force; before that nothing personal is read. */
  hasConsented(actor: Actor): boolean
  /** Openids of those among the accounts who take WeChat messages. */
  openidsOf(accountIds: readonly string[]): Promise<Map<string, string>>
  /** Phones in full: read where the author agreed to exactly that. */
  phonesOf(accountIds: readonly string[]): Promise<Map<string, string>>
}

/** What opinions ask of the calendar. */
export type OpinionCalendars = Pick<CalendarService, 'current' | 'version'>

/** What opinions ask of the files feature. */
export interface OpinionFiles {
  claim(ids: readonly string[], claim: Claim): Promise<FileRef[]>
  keepFetched(fetched: Fetched): Promise<FileView>
  present(ref: FileRef): FileView
  cover: FilesService['cover']
  releaseOthers: FilesService['releaseOthers']
  read: FilesService['read']
}

/** What opinions ask of the inbox. */
export type OpinionInbox = Pick<MessagesService, 'deliver' | 'settle'>
