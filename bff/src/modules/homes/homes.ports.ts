import type { Actor } from '../../platform/actor'
import type { FileRef } from '../../platform/files/file-ref'
import type { Scope } from '../../platform/scope'
import type { CalendarService } from '../calendar/calendar.service'
import type { FilesService } from '../files/files.service'
import type { MessagesService } from '../messages/messages.service'
import type { DelegateAsks } from '../people/delegate-asks.service'
import type { BindingsService } from '../people/bindings.service'
import type { HouseholdRoll } from '../people/household-roll.service'
import type { KinDirectory } from '../people/kin.service'
import type { StaffCard } from '../people/people.service'
import type { RollService, RoomPlace } from '../people/roll.service'
import type { SpaceService } from '../space/space.service'
import type { SessionService } from '../session/session.service'

export type { Binding } from '../people/bindings.service'
export type { HomeRelation, KnownPerson } from '../people/household-roll.service'

/** What binding asks of the roll. */
export type HomesRoll = Pick<RollService, 'matchOnRoll' | 'addResidency' | 'endResidency'>
export type HomesBindings = BindingsService
export type HomesHouseholds = HouseholdRoll
export type HomesKin = KinDirectory
export type HomesAsks = DelegateAsks

/** What it asks of staff's names. */
export interface HomesPeople {
  staffCards(accountIds: readonly string[]): Promise<Map<string, StaffCard>>
}

/** What it asks of the tree. */
export interface HomesSpace {
  roomsByIds(scope: Scope, roomIds: readonly string[]): Promise<Map<string, RoomPlace>>
  names(nodeIds: readonly string[]): Promise<Map<string, string>>
  roomsUnder: SpaceService['roomsUnder']
  /** Keeps places from being ended while something is put into them; false when one has ended already. */
  keep(scope: Scope, nodeIds: readonly string[]): Promise<boolean>
}

/** What it asks of signing in. */
export type HomesAccounts = Pick<SessionService, 'phoneOf' | 'reachOf' | 'accountChanged'>

export interface HomesFiles extends Pick<FilesService, 'discardProof' | 'readProof'> {
  claim: FilesService['claim']
}

export type HomesCalendars = Pick<CalendarService, 'current'>
export type HomesInbox = Pick<MessagesService, 'deliver' | 'settle'>

/** Who asks, and from where. */
export interface Caller {
  readonly actor: Actor
  /** The address, for limits against guessing. */
  readonly ip: string
}

export type { FileRef }
