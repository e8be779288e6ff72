import { createHmac, timingSafeEqual } from 'node:crypto'
import {
  TOTP_DIGITS,
  TOTP_STEP_SECONDS,
  TOTP_WINDOW_STEPS,
} from '@linli/shared/second-factor/second-factor.rules'

const BASE32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'
const BITS_PER_DIGIT = 5
const BITS_PER_BYTE = 8

/** RFC 4648 base32 without padding: how authenticator apps take a secret. */
export function base32(bytes: Buffer): string {
  let bits = 0
  let held = 0
  let text = ''
  for (const byte of bytes) {
    held = (held << BITS_PER_BYTE) | byte
    bits += BITS_PER_BYTE
    while (bits >= BITS_PER_DIGIT) {
      bits -= BITS_PER_DIGIT
      text += BASE32.charAt((held >> bits) & 31)
    }
    held &= (1 << bits) - 1
  }
  return bits === 0 ? text : text + BASE32.charAt((held << (BITS_PER_DIGIT - bits)) & 31)
}

/** RFC 4226 §5.3: the code of one counter. */
export function hotp(secret: Buffer, counter: number, digits = TOTP_DIGITS): string {
  const message = Buffer.alloc(BITS_PER_BYTE)
  message.writeBigUInt64BE(BigInt(counter))
  const digest = createHmac('sha1', secret).update(message).digest()
  const offset = digest.readUInt8(digest.length - 1) & 0xf
  const value = digest.readUInt32BE(offset) & 0x7fff_ffff
  return String(value % 10 ** digits).padStart(digits, '0')
}

/** RFC 6238 §4.2: the counter of an instant. */
export const counterAt = (instant: Date): number => Math.floor(instant.getTime() / 1000 / TOTP_STEP_SECONDS)

/** The newest counter within the window whose code this is and that lies above `after`, or null. */
export function counterOf(secret: Buffer, code: string, instant: Date, after: number): number | null {
  const now = counterAt(instant)
  for (let counter = now + TOTP_WINDOW_STEPS; counter >= now - TOTP_WINDOW_STEPS; counter--) {
    if (counter > after && isSame(hotp(secret, counter), code)) return counter
  }
  return null
}

const isSame = (expected: string, given: string): boolean =>
  expected.length === given.length && timingSafeEqual(Buffer.from(expected), Buffer.from(given))
