import type { RelationKind } from '../session/relations'
import type { EndReason } from '../people/people.kinds'
import type { InvitedRelation } from './homes.kinds'

/** Letters and digits nobody mistakes for one another when a code is read aloud: no 0 O 1 I L. */
export const CODE_ALPHABET = '23456789ABCDEFGHJKMNPQRSTUVWXYZ'
export const CODE_LENGTH = 8

/** A code as it is compared: capital letters, half-width, without blanks and hyphens. */
export const plainCode = (typed: string): string =>
  typed.normalize('NFKC').replaceAll(/[\s-]/g, '').toUpperCase()

export const isCode = (code: string): boolean =>
  code.length === CODE_LENGTH && [...code].every((letter) => CODE_ALPHABET.includes(letter))

/** `7K3M9QX2` → `7K3M 9QX2`, as it is read out. */
export const spokenCode = (code: string): string => code.replace(/^(.{4})(.{4})$/, '$1 $2')

/**
 * The code in what a scan brought: the code itself, WeChat's `scene`, or the whole link of the printed sheet.
 * Undefined when there is none in it.
 */
export function codeIn(scanned: string | undefined): string | undefined {
  if (scanned === undefined) return undefined
  const inLink = /[?&](?:code|scene)=([^&#]+)/.exec(scanned)?.[1]
  const code = plainCode(inLink ?? scanned)
  return isCode(code) ? code : undefined
}

/** Somebody in a room, as these rules look at one. */
export interface HouseholdMember {
  readonly personId: string
  readonly relation: RelationKind
  readonly livesIn: boolean
  readonly adult: boolean
  readonly from: Date
}

/** No owner lives here, and somebody rents: the household is the tenant's. */
const isLet = (members: readonly HouseholdMember[]): boolean =>
  members.some(({ relation }) => relation === 'tenant') &&
  !members.some(({ relation, livesIn }) => relation === 'owner' && livesIn)

/**
 * Who speaks for a room: its owners; and in a room that is let, the adult who has rented it for longest.
 */
export function headsOf(members: readonly HouseholdMember[]): readonly string[] {
  const owners = members.filter(({ relation, adult }) => relation === 'owner' && adult)
  const tenants = members
    .filter(({ relation, adult }) => relation === 'tenant' && adult)
    .sort((a, b) => a.from.getTime() - b.from.getTime() || (a.personId < b.personId ? -1 : 1))
  const head = isLet(members) ? tenants.slice(0, 1) : []
  return [...owners, ...head].map(({ personId }) => personId)
}

/** Whom a head may invite: an owner anybody an invitation can make, a tenant those who live with a tenant. */
export function mayInvite(
  self: HouseholdMember,
  members: readonly HouseholdMember[],
): readonly InvitedRelation[] {
  if (!headsOf(members).includes(self.personId)) return []
  return self.relation === 'owner' ? ['family', 'tenant', 'carer'] : ['family', 'carer']
}

/**
 * Whether somebody sees that another belongs to the room (masked). A landlord sees no family of the tenant, a tenant
 * no owner, and whoever only lives in a room with others sees the own people.
 */
export function sees(
  self: HouseholdMember,
  other: HouseholdMember,
  members: readonly HouseholdMember[],
): boolean {
  if (self.personId === other.personId) return true
  const rented = isLet(members)
  switch (self.relation) {
    case 'owner':
      return !rented || other.relation === 'owner' || other.relation === 'tenant'
    case 'tenant':
      return headsOf(members).includes(self.personId) && other.relation !== 'owner'
    case 'family':
      return rented ? other.relation !== 'owner' : other.relation !== 'tenant'
    case 'carer':
      return headsOf(members).includes(other.personId) && (!rented || other.relation !== 'owner')
  }
}

/** Why a relation ends when a head ends it; null when it is not the head's to end. */
export function endByHead(
  self: HouseholdMember,
  other: HouseholdMember,
  members: readonly HouseholdMember[],
): EndReason | null {
  if (self.personId === other.personId || !headsOf(members).includes(self.personId)) return null
  if (!sees(self, other, members)) return null
  switch (other.relation) {
    case 'owner':
      return null
    case 'tenant':
      return self.relation === 'owner' ? 'lease_ended' : null
    case 'family':
      return 'moved_out'
    case 'carer':
      return 'care_ended'
  }
}

/** Why the own relation ends when its bearer leaves; null for owners, whose relation is the register's. */
export function endByLeaving({ relation }: Pick<HouseholdMember, 'relation'>): EndReason | null {
  switch (relation) {
    case 'owner':
      return null
    // Whether the lease is over as well, the person has not said.
    case 'tenant':
    case 'family':
      return 'moved_out'
    case 'carer':
      return 'care_ended'
  }
}
