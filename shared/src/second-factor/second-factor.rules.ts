import type { Role } from '../roles'

/** Those who have a second factor, because they unmask, export, grant or read the whole trail (product §1, §3.2). */
export const secondFactorRoles = [
  'supervisor',
  'community_admin',
  'street_admin',
  'district_operator',
] as const satisfies readonly Role[]

/** Those of them who may reset somebody else's: never a supervisor, who only watches. */
export const resettingRoles = [
  'community_admin',
  'street_admin',
  'district_operator',
] as const satisfies readonly Role[]

/** How long one proof counts for the acts that ask for it. A figure of the product, the same for every tenant. */
export const STEP_UP_MINUTES = 15
/** Product: ten codes, shown once, each used once. */
export const RECOVERY_CODES = 10
/** A reset nobody else has agreed to by then is off: both administrators must mean the same lost phone. */
export const RESET_DAYS = 3

/** RFC 6238 with the values every authenticator app takes for granted. */
export const TOTP_DIGITS = 6
export const TOTP_STEP_SECONDS = 30
/** RFC 6238 §5.2: one step of delay or of a clock that is off, in either direction. */
export const TOTP_WINDOW_STEPS = 1

/** RFC 4648 base32 and Crockford's advice in one: no letter that is read as a digit. */
export const RECOVERY_ALPHABET = 'ABCDEFGHJKMNPQRSTVWXYZ0123456789'
/** 80 bits: a plain hash of it cannot be tried out by who reads the database. */
export const RECOVERY_LENGTH = 16

/** `abcd efgh-…` as typed from paper: without blanks and hyphens, in capitals, O as 0, I and L as 1. */
export const plainRecoveryCode = (typed: string): string =>
  typed.replace(/[\s-]/g, '').toUpperCase().replace(/O/g, '0').replace(/[IL]/g, '1')

/** A long secret in groups of four, as people copy it. */
export const inFours = (text: string): string => text.replace(/(.{4})(?=.)/g, '$1 ')

/** Whether somebody with these roles has a second factor at all. */
export const hasSecondFactor = (roles: readonly Role[]): boolean =>
  roles.some((role) => (secondFactorRoles as readonly Role[]).includes(role))
