import { createHmac, timingSafeEqual } from 'node:crypto'
import type { Clock } from './clock'
import type { KeyRing } from './crypto'

/** Architecture §3. */
export const ACCESS_TOKEN_MINUTES = 10

const VERSION = 'v1'

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
  return {
    issue({ accountId, sessionId }) {
      const expiresAt = new Date(deps.clock.now().getTime() + ACCESS_TOKEN_MINUTES * 60_000)
      const payload: Payload = { a: accountId, s: sessionId, e: Math.floor(expiresAt.getTime() / 1000) }
      const text = `${VERSION}.${Buffer.from(JSON.stringify(payload)).toString('base64url')}`
      return { token: `${text}.${sign(text, keys.current).toString('base64url')}`, expiresAt }
    },
    verify(token) {
      const cut = token.lastIndexOf('.')
      const text = token.slice(0, cut)
      const given = Buffer.from(token.slice(cut + 1), 'base64url')
      const genuine = keys.all.some((key) => {
        const expected = sign(text, key)
        return expected.length === given.length && timingSafeEqual(expected, given)
      })
      if (!genuine || !text.startsWith(`${VERSION}.`)) return null
      // Whatever carries our signature was written by `issue`, so its shape is known.
      const payload = JSON.parse(
        Buffer.from(text.slice(VERSION.length + 1), 'base64url').toString('utf8'),
      ) as Payload
      if (payload.e * 1000 <= deps.clock.now().getTime()) return null
      return { accountId: payload.a, sessionId: payload.s }
    },
  }
}
