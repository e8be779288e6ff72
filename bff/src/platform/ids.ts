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

/** Digits taken at a time: as many as leave a remainder that fits a double with 16 more bits. */
const ROUND = 5
const ROUND_BASE = 58 ** ROUND

/** The number in eight limbs of 16 bits, the highest first, which are used up. */
function base58(limbs: Uint16Array): string {
  let text = ''
  for (let digits = DIGITS; digits > 0; digits -= ROUND) {
    let rest = 0
    for (let at = 0; at < limbs.length; at++) {
      const value = rest * 0x1_0000 + (limbs[at] ?? 0)
      const quotient = Math.floor(value / ROUND_BASE)
      limbs[at] = quotient
      rest = value - quotient * ROUND_BASE
    }
    for (let digit = Math.min(ROUND, digits); digit > 0; digit--) {
      text = ALPHABET.charAt(rest % 58) + text
      rest = Math.floor(rest / 58)
    }
  }
  return text
}

/** Asked of the system for many ids at once: asking costs more than making an id. */
const POOL_BYTES = 4_096

/** Sixteen random bits at a time. */
function randomBits(): () => number {
  let pool = Buffer.alloc(0)
  let at = 0
  return () => {
    if (at >= pool.length) {
      pool = randomBytes(POOL_BYTES)
      at = 0
    }
    at += 2
    return pool.readUInt16BE(at - 2)
  }
}

/**
 * Ids that sort by the millisecond they were made in, and within one process by order of making.
 * 62 random bits keep two processes apart and make them impossible to guess.
 */
export function createIds(clock: Clock): Ids {
  const random = randomBits()
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
      const uuid = Uint16Array.of(
        last / 0x1_0000_0000,
        last / 0x1_0000,
        last,
        0x7000 | sequence,
        0x8000 | (random() & 0x3fff),
        random(),
        random(),
        random(),
      )
      return `${prefix}_${base58(uuid)}`
    },
  }
}
