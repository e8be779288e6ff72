import { randomBytes } from 'node:crypto'
import type { Clock } from './clock'

/** Makes identifiers such as `ntc_1BoxkVZLBjFjeN8D7rQ2wX`: a prefix of 2 to 5 letters and a base58 UUIDv7. */
export interface Ids {
  next(prefix: string): string
}

const ALPHABET = '123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz'
/** 58^22 is just above 2^128, so every UUID fits in 22 digits; padding keeps them sortable as text. */
const DIGITS = 22
const SEQUENCE_LIMIT = 0x1000

function base58(value: bigint): string {
  let rest = value
  let text = ''
  for (let digit = 0; digit < DIGITS; digit++) {
    text = ALPHABET.charAt(Number(rest % 58n)) + text
    rest /= 58n
  }
  return text
}

/**
 * Ids that sort by the millisecond they were made in, and within one process by order of making.
 * 62 random bits keep two processes apart and make them impossible to guess.
 */
export function createIds(clock: Clock): Ids {
  let last = 0
  let sequence = 0
  return {
    next(prefix) {
      const now = clock.now().getTime()
      if (now > last) {
        last = now
        sequence = 0
      } else if (++sequence === SEQUENCE_LIMIT) {
        // A clock that stands still or runs backwards must not repeat a sequence number.
        last += 1
        sequence = 0
      }
      const random = randomBytes(8).readBigUInt64BE() & 0x3fff_ffff_ffff_ffffn
      const uuid = (BigInt(last) << 80n) | (0x7n << 76n) | (BigInt(sequence) << 64n) | (0b10n << 62n) | random
      return `${prefix}_${base58(uuid)}`
    },
  }
}
