import type { FileView } from '@linli/shared/files/files.schema'
import type { Delivery, PropertyKind } from '@linli/shared/space/space.kinds'
import type { FileRef } from '../../platform/files/file-ref'
import type { Scope } from '../../platform/scope'
import type { CalendarService } from '../calendar/calendar.service'
import type { Claim } from '../files/files.service'
import type { MessagesService } from '../messages/messages.service'
import type { BoundPerson, RoleGrant, StaffCard, StaffRole } from '../people/people.service'

/** Somebody in a room today, without a name that could be read. */
export interface PollElector {
  readonly personId: string
  readonly maskedName: string
  readonly birthDate: string | null
  readonly identity: string | null
  /** The same for records of one name and one phone; null without a phone. */
  readonly likeness: string | null
  readonly accountId: string | null
  readonly roomId: string
  readonly roomLabel: string
  readonly relation: 'owner' | 'family' | 'tenant' | 'carer'
  readonly livesIn: boolean
}

/** What polls ask of the register. */
export interface PollElectors {
  under(scope: Scope, nodeId: string): AsyncIterable<readonly PollElector[]>
  byIds(scope: Scope, personIds: readonly string[]): Promise<PollElector[]>
}

export interface PollRoom {
  readonly id: string
  readonly label: string
  readonly propertyKind: PropertyKind
  readonly areaHundredths: number | null
  readonly delivery: Delivery
}

/** What polls ask of the tree. */
export interface PollSpace {
  roomsUnder(scope: Scope, nodeId: string, page: { after: string | null; limit: number }): Promise<PollRoom[]>
  outside(scope: Scope, nodeIds: readonly string[]): Promise<string[]>
  estatesIn(scope: Scope, nodeId: string): Promise<string[]>
  /** Every node each node lies in, itself included. */
  paths(nodeIds: readonly string[]): Promise<Map<string, readonly string[]>>
}

/** What polls ask about accounts and roles. */
export interface PollPeople {
  staffCards(accountIds: readonly string[]): Promise<Map<string, StaffCard>>
  grantsOf(accountId: string): Promise<RoleGrant[]>
  boundPersonsOf(accountIds: readonly string[]): Promise<Map<string, BoundPerson[]>>
  holdersAt(nodeIds: readonly string[], roles: readonly StaffRole[]): Promise<RoleGrant[]>
}

/** What polls ask of uploads: scans of an official result. */
export interface PollFiles {
  claim(ids: readonly string[], claim: Claim): Promise<FileRef[]>
  present(ref: FileRef): FileView
}

/** The city whose rules the owners of a community vote by; null while it has not said. */
export type PollCity = (communityId: string) => Promise<string | null>

/** The working days by which the terms of a poll end. */
export type PollCalendars = Pick<CalendarService, 'current'>

export type PollInbox = Pick<MessagesService, 'deliver' | 'settle'>
