import type { TagDefinition } from '@linli/shared/people/tag-catalogue'
import type { Actor } from '../../platform/actor'
import type { Scope } from '../../platform/scope'
import type { ListReach, ListedRelation, ListedTag } from '../people/people-lists.service'
import type { RollEntry, UpsertOutcome, UpsertRules } from '../people/roll.service'
import type { ListedRoom } from '../space/room-lists.service'
import type { RoomEntry, RoomOutcome } from '../space/space-rooms.service'

/** What lists ask of the tree. */
export interface ImportSpace {
  roomsByLabel(scope: Scope, labels: readonly string[]): Promise<Map<string, { readonly id: string }>>
  checkRooms(scope: Scope, entries: readonly RoomEntry[]): Promise<RoomOutcome[]>
  putRooms(scope: Scope, entries: readonly RoomEntry[], by: Actor): Promise<RoomOutcome[]>
  names(nodeIds: readonly string[]): Promise<Map<string, string>>
  roomsAfter(
    scope: Scope,
    communityId: string,
    page: { readonly after: string | null; readonly limit: number },
  ): Promise<ListedRoom[]>
  listedRooms(scope: Scope, roomIds: readonly string[]): Promise<Map<string, ListedRoom>>
}

/** What lists ask of the roll. */
export interface ImportRoll {
  checkPeople(scope: Scope, rows: readonly RollEntry[], rules?: UpsertRules): Promise<UpsertOutcome[]>
  upsertPeople(
    scope: Scope,
    rows: readonly RollEntry[],
    by: string,
    rules?: UpsertRules,
  ): Promise<UpsertOutcome[]>
}

export interface ImportLists {
  relationsOf(scope: Scope, roomIds: readonly string[], reach: ListReach): Promise<ListedRelation[]>
  tagsAfter(
    scope: Scope,
    communityId: string,
    page: { readonly after: string | null; readonly limit: number },
    reach: ListReach,
  ): Promise<{ readonly tags: ListedTag[]; readonly next: string | null }>
  tagsOf(communityId: string): Promise<readonly TagDefinition[]>
}

/** How staff sign what they do. */
export interface ImportPeople {
  staffCards(accountIds: readonly string[]): Promise<Map<string, { readonly name: string }>>
}

/** The phones accounts sign in with. */
export interface ImportAccounts {
  /** In full, by account; accounts without one are left out. */
  phonesOf(accountIds: readonly string[]): Promise<Map<string, string>>
}
