import type { Role, staffRoles } from '../roles'
import type { NodeKind } from '../space/space.kinds'

/** A role that is granted, beside those that follow from living somewhere. */
export type StaffRole = (typeof staffRoles)[number]

/** What a place has to be for a role to be held there (product §1). */
export const placeOfRole: Record<StaffRole, NodeKind> = {
  grid_worker: 'grid',
  community_staff: 'community',
  community_admin: 'community',
  organisation_staff: 'community',
  supervisor: 'community',
  street_admin: 'street',
  district_operator: 'district',
}

/**
 * Who appoints whom, at the own place or below it. Nobody gives what is above the own role. A community appoints those
 * who work in it and its own administrators; the level above appoints administrators and those who watch over them:
 * whoever is supervised does not choose the supervisor.
 */
export const appoints = {
  community_admin: ['grid_worker', 'community_staff', 'organisation_staff', 'community_admin'],
  street_admin: ['community_admin', 'supervisor', 'street_admin'],
  district_operator: ['community_admin', 'supervisor', 'street_admin', 'district_operator'],
} as const satisfies Partial<Record<StaffRole, readonly StaffRole[]>>

export const appointingRoles = Object.keys(appoints) as (keyof typeof appoints)[]

/** The roles that holders of `role` appoint; none for everybody else. */
export const appointedBy = (role: Role): readonly StaffRole[] =>
  (appoints as Partial<Record<Role, readonly StaffRole[]>>)[role] ?? []

/**
 * How many must hold a role at a place without an end: the clock alone must never leave a community with one
 * administrator, who could then reset nobody's second factor and be reset by nobody.
 */
export const fewestHolders: Partial<Record<StaffRole, number>> = { community_admin: 2, district_operator: 1 }

/** Why a grant ended. The first five are chosen, the rest follow from something else. */
export const grantEnds = [
  'left',
  'moved',
  'mistake',
  'misuse',
  'other',
  'handed_over',
  'expired',
  'account_closed',
] as const
export type GrantEnd = (typeof grantEnds)[number]
export const chosenGrantEnds = ['left', 'moved', 'mistake', 'misuse', 'other'] as const

export const grantEndLabel: Record<GrantEnd, string> = {
  left: '离岗',
  moved: '调岗',
  mistake: '授错了人',
  misuse: '使用不当',
  other: '其他',
  handed_over: '已交接',
  expired: '到期',
  account_closed: '本人注销了账号',
}

/** An invitation to somebody who has not signed in yet: phones change hands, so it does not wait for ever. */
export const INVITATION_DAYS = 30
/** So long before a role ends its holder is told, and the desk lists it as ending soon. */
export const EXPIRY_WARNING_DAYS = 14
/** A role with an end is at most this long: whoever stays longer gets it without one. */
export const LONGEST_GRANT_DAYS = 1_096
