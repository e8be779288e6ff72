import type { Role } from '@linli/shared/roles'
import type { StaffSheetEntry } from '@linli/shared/imports/imports.rows'
import type { TagDefinition } from '@linli/shared/people/tag-catalogue'
import type { Actor } from '../../platform/actor'
import type { Scope } from '../../platform/scope'
import type { ListReach, ListedRelation, ListedTag } from '../people/people-lists.service'
import type { ListedAs } from '../people/roll-lists.service'
import type { RollEntry, RoomPlace, UpsertOutcome } from '../people/roll.service'
import type { ListedRoom } from '../space/room-lists.service'
import type { PlaceNames, RoomEntry, RoomOutcome } from '../space/space-rooms.service'

/** What lists ask of the tree. */
export interface ImportSpace {
  roomsByNames(scope: Scope, places: readonly PlaceNames[]): Promise<(RoomPlace | undefined)[]>
  /** Where a name is written otherwise than in the tree (`a座` for `A 座`): slower, and asked for what is left. */
  roomsByLabel(scope: Scope, labels: readonly string[]): Promise<Map<string, RoomPlace>>
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
  checkPeople(scope: Scope, rows: readonly RollEntry[], list?: ListedAs): Promise<UpsertOutcome[]>
  upsertPeople(
    scope: Scope,
    rows: readonly RollEntry[],
    by: string,
    list?: ListedAs,
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

/** A role somebody holds, as far as a list can name it. */
export interface HeldRole {
  readonly name: string
  readonly phone: string | null
  readonly role: Role
  readonly nodeId: string
  readonly organisation: string | null
  /** The last day it holds; null for no end. */
  readonly lastDay: string | null
}

/** A role a list gives. */
export interface ListedRole {
  readonly role: StaffSheetEntry['role']
  readonly nodeId: string
  readonly holder: { readonly phone: string; readonly name: string }
  readonly organisation: string | null
  readonly lastDay: string | null
}

/** The desk of roles itself. Everything is judged there, by what the caller holds at that moment. */
export interface RolesDesk {
  /** Gives a role, at once or when the phone signs in. Throws `role_held`, `forbidden`, `validation_failed`. */
  grant(actor: Actor, role: ListedRole): Promise<unknown>
  list(
    actor: Actor,
    query: {
      readonly nodeId: string
      readonly state: 'held'
      readonly limit: number
      readonly cursor: string | undefined
    },
  ): Promise<{
    readonly items: readonly (Omit<HeldRole, 'phone'> & { readonly accountId: string })[]
    readonly nextCursor: string | null
  }>
  places(actor: Actor): Promise<readonly { readonly roles: readonly Role[] }[]>
}

/** What lists ask of the desk of roles. */
export interface ImportGrants extends Pick<RolesDesk, 'grant'> {
  /** Who holds what in a community and its grids today. */
  heldIn(actor: Actor, communityId: string): Promise<HeldRole[]>
  /** The roles the caller may give in a community or its grids. */
  mayGive(actor: Actor, communityId: string): Promise<readonly Role[]>
}

export interface ImportGrids {
  /** The grids of the community by the one spelling of their names. */
  gridsByName(scope: Scope): Promise<Map<string, string>>
}
