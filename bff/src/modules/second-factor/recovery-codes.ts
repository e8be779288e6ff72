import { createHash, randomInt } from 'node:crypto'
import {
  RECOVERY_ALPHABET,
  RECOVERY_CODES,
  RECOVERY_LENGTH,
} from '@linli/shared/second-factor/second-factor.rules'

const recoveryCode = (): string =>
  Array.from({ length: RECOVERY_LENGTH }, () =>
    RECOVERY_ALPHABET.charAt(randomInt(RECOVERY_ALPHABET.length)),
  ).join('')

/** Ten codes to be shown once. */
export const newRecoveryCodes = (): string[] => Array.from({ length: RECOVERY_CODES }, recoveryCode)

/** What is stored of a code. It has 80 bits of chance, so a plain hash is enough, and outlives every key. */
export const recoveryHash = (accountId: string, code: string): string =>
  createHash('sha256').update(`${accountId}:${code}`).digest('base64url')
