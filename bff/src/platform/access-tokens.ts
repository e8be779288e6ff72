import { createHmac, timingSafeEqual } from 'node:crypto'
import type { Clock } from './clock'
import type { KeyRing } from './crypto'

/** Architecture §3. */
export const ACCESS_TOKEN_MINUTES = 10

const VERSION = 'v1'
/** Bounds the memory of tokens seen, not its truth. */
const MOST_REMEMBERED = 10_000

export interface TokenHolder {
  readonly accountId: string
  readonly sessionId: string
}

export interface AccessTokens {
  /** A token for ten minutes; `expiresAt` is the instant it stops working. */
  issue(holder: TokenHolder): { token: string; expiresAt: Date }
  /** Who holds the token, or null when it is forged, damaged or expired. */
  verify(token: string): TokenHolder | null
}

interface Payload {
  readonly a: string
  readonly s: string
  /** Expiry in seconds since 1970. */
  readonly e: number
}

/** Signed tokens that need no database: `v1.<payload>.<HMAC-SHA-256>`, accepted under every key of the ring. */
export function createAccessTokens(deps: { keys: KeyRing; clock: Clock }): AccessTokens {
  const keys = deps.keys.subkeys('access-token')
  const sign = (text: string, key: Buffer) => createHmac('sha256', key).update(text).digest()
  // A token comes with every request for ten minutes, and its signature says the same each time.
  const genuine = new Map<string, Payload>()

  function read(token: string): Payload | null {
    const cut = token.lastIndexOf('.')
    const text = token.slice(0, cut)
    const given = Buffer.from(token.slice(cut + 1), 'base64url')
    const isGenuine = keys.all.some((key) => {
      const expected = sign(text, key)
      return expected.length === given.length && timingSafeEqual(expected, given)
    })
    if (!isGenuine || !text.startsWith(`${VERSION}.`)) return null
    // Whatever carries our signature was written by `issue`, so its shape is known.
    const json = Buffer.from(text.slice(VERSION.length + 1), 'base64url').toString('utf8')
    return JSON.parse(json) as Payload
  }

  return {
    issue({ accountId, sessionId }) {
      const expiresAt = new Date(deps.clock.now().getTime() + ACCESS_TOKEN_MINUTES * 60_000)
      const payload: Payload = { a: accountId, s: sessionId, e: Math.floor(expiresAt.getTime() / 1000) }
      const text = `${VERSION}.${Buffer.from(JSON.stringify(payload)).toString('base64url')}`
      return { token: `${text}.${sign(text, keys.current).toString('base64url')}`, expiresAt }
    },
    verify(token) {
      const payload = genuine.get(token) ?? read(token)
      if (!payload) return null
      if (payload.e * 1000 <= deps.clock.now().getTime()) {
        genuine.delete(token)
        return null
      }
      if (genuine.size >= MOST_REMEMBERED) genuine.clear()
      genuine.set(token, payload)
      return { accountId: payload.a, sessionId: payload.s }
    },
  }
}
