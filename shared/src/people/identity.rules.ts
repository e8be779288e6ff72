import type { IsoDay } from '../time'

/** Papers a person can be told apart by. */
export const idKinds = [
  'resident_id',
  'passport',
  'hk_macao_permit',
  'taiwan_permit',
  'foreigner_permit',
] as const
export type IdKind = (typeof idKinds)[number]

export const idKindLabel: Record<IdKind, string> = {
  resident_id: '居民身份证',
  passport: '护照',
  hk_macao_permit: '港澳居民来往内地通行证',
  taiwan_permit: '台湾居民来往大陆通行证',
  foreigner_permit: '外国人永久居留证',
}

const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]
const checkDigits = '10X98765432'

/** Blanks and hyphens do not count and `x` is `X`, as people read numbers from a card. */
export const normaliseId = (typed: string): string =>
  typed.normalize('NFKC').replaceAll(/[\s-]/g, '').toUpperCase()

/** The day of birth in positions 7 to 14 of a resident's number; null when it is no day of the calendar. */
export function birthDateOfId(number: string): IsoDay | null {
  const match = /^\d{6}(\d{4})(\d{2})(\d{2})/.exec(number)
  if (!match) return null
  const day = `${match[1]}-${match[2]}-${match[3]}`
  const instant = new Date(`${day}T00:00:00Z`)
  return Number.isNaN(instant.getTime()) || instant.toISOString().slice(0, 10) !== day ? null : day
}

/**
 * Whether a normalised number can be a resident's identity number: seventeen digits, a real day of birth, and the
 * check character by ISO 7064 MOD 11-2 (GB 11643-1999).
 */
export function isResidentId(number: string): boolean {
  if (!/^[1-9]\d{16}[\dX]$/.test(number) || birthDateOfId(number) === null) return false
  const sum = weights.reduce((total, weight, index) => total + weight * Number(number[index]), 0)
  return checkDigits[sum % 11] === number[17]
}

/** Whether a normalised number can be one of its kind. Other papers than the resident's carry no check digit. */
export const isIdNumber = (kind: IdKind, number: string): boolean =>
  kind === 'resident_id' || kind === 'foreigner_permit'
    ? isResidentId(number) || (kind === 'foreigner_permit' && /^[A-Z]{3}\d{12}$/.test(number))
    : /^[A-Z0-9]{6,18}$/.test(number)
