import { FOLLOW_CODE_DIGITS } from '@linli/shared/opinions/caller.kinds'
import { randomInt } from 'node:crypto'
import type { Crypto, Place } from '../../../platform/crypto'

export const callerNameField = 'opinion-caller.name'
export const callerPhoneField = 'opinion-caller.phone'
const codeField = 'opinion-caller.code'
const CODES = 10 ** FOLLOW_CODE_DIGITS

/** How a caller's name, phone and code are stored and compared. */
export interface CallerSeals {
  seal(plain: string | undefined, field: string, tenant: string): string | null
  open(sealed: string | null, field: string, tenant: string): string | null
  /** Twelve digits: so many that a crowd of guessers does not need to be shut out together (caller.service). */
  newCode(): string
  codeHash(number: string, code: string): string
  matches(number: string, code: string, hash: string): boolean
}

export function createCallerSeals(crypto: Crypto): CallerSeals {
  const place = (field: string, tenant: string): Place => ({ field, tenant })
  const said = (number: string, code: string): string => `${number}:${code.replaceAll(/\D/g, '')}`
  return {
    seal: (plain, field, tenant) =>
      plain === undefined ? null : crypto.encrypt(plain, place(field, tenant)),
    open: (sealed, field, tenant) => (sealed === null ? null : crypto.decrypt(sealed, place(field, tenant))),
    newCode: () => String(randomInt(CODES)).padStart(FOLLOW_CODE_DIGITS, '0'),
    codeHash: (number, code) => crypto.blindIndex(said(number, code), codeField),
    // Keyed fingerprints of equal length: comparing them tells nothing about the key.
    matches: (number, code, hash) => crypto.blindIndexes(said(number, code), codeField).includes(hash),
  }
}
