import type { FileView } from '@linli/shared/files/files.schema'
import type { Actor } from '../../platform/actor'
import type { Scope } from '../../platform/scope'
import type { FileRef } from '../../platform/files/file-ref'
import type { CalendarService } from '../calendar/calendar.service'
import type { Claim, Fetched } from '../files/files.service'
import type { MessagesService } from '../messages/messages.service'
import type { Community, Place, Post } from '../space/space.service'
import type { ResidentLabel, RoleGrant, StaffCard, StaffRole } from '../people/people.service'

/** What opinions ask of the tree. */
export interface OpinionSpace {
  place(scope: Scope, nodeId: string): Promise<Place | null>
  around(place: Place): Promise<Place[]>
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
  /** Holders of roles for exactly these nodes. */
  holdersAt(nodeIds: readonly string[], roles: readonly StaffRole[]): Promise<RoleGrant[]>
}

/** What opinions ask of the session feature. */
export interface OpinionAccounts {
  /** Whether the account has accepted the privacy terms in force; before that nothing personal is read. */
  hasConsented(actor: Actor): boolean
  /** Openids of those among the accounts who take WeChat messages. */
  openidsOf(accountIds: readonly string[]): Promise<Map<string, string>>
}

/** What opinions ask of the calendar. */
export type OpinionCalendars = Pick<CalendarService, 'current' | 'version'>

/** What opinions ask of the files feature. */
export interface OpinionFiles {
  claim(ids: readonly string[], claim: Claim): Promise<FileRef[]>
  keepFetched(fetched: Fetched): Promise<FileView>
  present(ref: FileRef): FileView
}

/** What opinions ask of the inbox. */
export type OpinionInbox = Pick<MessagesService, 'deliver' | 'settle'>
