import type { MergePreviewView } from '@linli/shared/people/merges.schema'
import type { Scope } from '../../platform/scope'
import type { Audience } from './audience'
import type { RoomPlace } from './roll-relations'

/** What the roll asks of the space feature. */
export interface RollSpace {
  /** Rooms of the scope that exist today, by id. */
  roomsByIds(scope: Scope, roomIds: readonly string[]): Promise<Map<string, RoomPlace>>
  /** Rooms somebody may mean by `3-2-501` or `锦和苑 3 号楼 501`, at most `limit`. */
  findRooms(scope: Scope, typed: string, limit: number): Promise<string[]>
  communities(): Promise<readonly { readonly id: string }[]>
  names(nodeIds: readonly string[]): Promise<Map<string, string>>
}

/** What the roll asks of the session feature. */
export interface RollAccounts {
  /** How an account may be told things now; null without consent to the terms in force. */
  reachOf(accountId: string): Promise<{ wechat: boolean; personalisedPush: boolean } | null>
}

/** What the desk asks of this feature's counting side. */
export interface RollPeople {
  countAudience(
    scope: Scope,
    audience: Audience,
  ): Promise<{ readonly persons: number; readonly households: number }>
}

/** What a merge asks of the notices: what one record has read, the human has read. */
export interface RollReceipts extends PersonTraces {
  moveReceipts(scope: Scope, fromPersonId: string, toPersonId: string): Promise<string[]>
  returnReceipts(scope: Scope, receiptIds: readonly string[], personId: string): Promise<void>
}

/** What a merge asks of the council: who stood behind something, spoke, answered and came is one human now. */
export interface RollCouncil {
  join(
    scope: Scope,
    merge: {
      readonly mergeId: string
      readonly communityId: string
      readonly fromId: string
      readonly toId: string
    },
  ): Promise<void>
  part(scope: Scope, mergeId: string): Promise<void>
  forget(scope: Scope, mergeIds: readonly string[]): Promise<void>
}

/** What a merge asks of the bookings: seats and places on waiting lists are one human's now. */
export interface RollBookings {
  move(scope: Scope, fromId: string, toId: string): Promise<string[]>
  giveBack(scope: Scope, ids: readonly string[], fromId: string, toId: string): Promise<void>
}

/** Something that changed hands, and in which of its fields. */
export interface TraceMove {
  readonly id: string
  readonly field: string
}

/** What a merge asks of the opinions: cases are found, and told of, by the record of whose they are. */
export interface RollOpinions {
  move(
    scope: Scope,
    persons: { readonly fromId: string; readonly toId: string },
    accountId: string | null,
  ): Promise<TraceMove[]>
  giveBack(
    scope: Scope,
    moves: readonly TraceMove[],
    persons: { readonly fromId: string; readonly toId: string },
  ): Promise<void>
}

/** What a merge asks of the polls: nobody loses a vote, and nobody gets a second one. */
export interface RollPolls {
  /** What would change hands in polls that are not over; nothing is written. */
  concerning(scope: Scope, fromId: string, toId: string): Promise<MergePreviewView['polls']>
  move(scope: Scope, fromId: string, toId: string): Promise<TraceMove[]>
  giveBack(scope: Scope, moves: readonly TraceMove[], fromId: string, toId: string): Promise<void>
}

/** What a merge asks of the wishes to have a record put right. */
export interface RollCorrections {
  move(scope: Scope, fromId: string, toId: string): Promise<string[]>
  giveBack(scope: Scope, ids: readonly string[], fromId: string, toId: string): Promise<void>
}

/** What the card asks of features that keep something about a person: figures, never text. */
export interface PersonTraces {
  countOfPersons(scope: Scope, personIds: readonly string[]): Promise<number>
}
