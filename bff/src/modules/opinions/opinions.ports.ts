import type { FileView } from '@linli/shared/files/files.schema'
import type { Actor } from '../../platform/actor'
import type { Scope } from '../../platform/scope'
import type { FileRef } from '../files/files.presenter'
import type { Claim } from '../files/files.service'
import type { Community, Place } from '../space/space.service'
import type { ResidentLabel, StaffCard } from '../people/people.service'

/** What opinions ask of the tree. */
export interface OpinionSpace {
  place(scope: Scope, nodeId: string): Promise<Place | null>
  community(communityId: string): Promise<Community | null>
  names(nodeIds: readonly string[]): Promise<Map<string, string>>
}

/** What opinions ask of the roll: masked labels of residents, signatures of staff. */
export interface OpinionPeople {
  residentLabels(scope: Scope, personIds: readonly string[]): Promise<Map<string, ResidentLabel>>
  staffCards(accountIds: readonly string[]): Promise<Map<string, StaffCard>>
}

/** What opinions ask of the session feature. */
export interface OpinionAccounts {
  /** Whether the account has accepted the privacy terms in force; before that nothing personal is read. */
  hasConsented(actor: Actor): boolean
}

/** What opinions ask of the files feature. */
export interface OpinionFiles {
  claim(ids: readonly string[], claim: Claim): Promise<FileRef[]>
  present(ref: FileRef): FileView
}

/** One line for somebody's inbox; the same `dedupeKey` is delivered once. */
export interface OpinionMessage {
  readonly accountId: string
  readonly communityId: string
  readonly topic: 'opinion'
  readonly targetId: string
  readonly title: string
  readonly text: string
  readonly needsAct: boolean
  readonly dedupeKey: string
}

/** What opinions ask of the inbox. */
export interface OpinionInbox {
  deliver(messages: readonly OpinionMessage[]): Promise<unknown>
  /** The act a message asked for is done. */
  settle(target: { topic: 'opinion'; targetId: string; accountIds: readonly string[] }): Promise<void>
}
