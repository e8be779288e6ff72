import { createHmac, timingSafeEqual } from 'node:crypto'

/** How messages between systems are signed: `sha256=<hex of HMAC-SHA-256 over "<seconds>.<body>">`. */
export function signatureOf(secret: string, seconds: number, body: string): string {
  return `sha256=${createHmac('sha256', secret).update(`${seconds}.${body}`).digest('hex')}`
}

/** Compared in constant time, whatever was sent. */
export function isSignedBy(secret: string, seconds: number, body: string, signature: string): boolean {
  const expected = Buffer.from(signatureOf(secret, seconds, body))
  const given = Buffer.from(signature)
  return given.length === expected.length && timingSafeEqual(given, expected)
}
