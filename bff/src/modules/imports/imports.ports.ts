import type { Role } from '@linli/shared/roles'
import type { StaffSheetEntry } from '@linli/shared/imports/imports.rows'
import type { Actor } from '../../platform/actor'
import type { PeopleLists } from '../people/people-lists.service'
import type { PeopleService } from '../people/people.service'
import type { RollLists } from '../people/roll-lists.service'
import type { SessionService } from '../session/session.service'
import type { SpaceService } from '../space/space.service'

/** What lists ask of the tree. */
export type ImportSpace = Pick<
  SpaceService,
  'roomsByNames' | 'roomsByLabel' | 'checkRooms' | 'putRooms' | 'names' | 'roomsAfter' | 'listedRooms'
>

/** What lists ask of the roll. */
export type ImportRoll = Pick<RollLists, 'checkPeople' | 'upsertPeople'>
export type ImportLists = Pick<PeopleLists, 'relationsOf' | 'tagsAfter' | 'tagsOf'>

/** How staff sign what they do. */
export type ImportPeople = Pick<PeopleService, 'staffCards'>

/** The phones accounts sign in with. */
export type ImportAccounts = Pick<SessionService, 'phonesOf'>

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

export type ImportGrids = Pick<SpaceService, 'gridsByName'>
