import { createHash, createHmac, randomBytes } from 'node:crypto'
import type { Clock } from '../../platform/clock'
import type { KeyRing } from '../../platform/crypto'
import type { Ids } from '../../platform/ids'
import { AppError } from '../../platform/problem-error'
import { periodMs } from '../../platform/retention-rules'
import type { UnitOfWork } from '../../platform/unit-of-work'
import type { SessionEnd } from './session.model'
import type { SessionsRepository } from './sessions.repository'

/** How long the same attempt may ask again after its answer was lost on the way. */
export const RETRY_SECONDS = 60
const TOKEN_BYTES = 32

export interface HeldSession {
  readonly accountId: string
  readonly sessionId: string
  readonly refreshToken: string
}

export interface SessionTokens {
  open(accountId: string): Promise<HeldSession>
  /** A further token for a session that goes on; older unused ones end when it is used. */
  extend(holder: { accountId: string; sessionId: string }): Promise<HeldSession>
  /** Exchanges a token. Throws `session_ended`; a token that was used before ends its whole family. */
  rotate(refreshToken: string, attemptKey: string | undefined): Promise<HeldSession>
  end(sessionId: string, reason: SessionEnd): Promise<void>
  endAll(accountId: string, reason: SessionEnd): Promise<string[]>
}

const hashOf = (text: string): string => createHash('sha256').update(text).digest('base64url')

/**
 * Opaque refresh tokens, stored hashed, used once.
 *
 * A token that comes back after it was used means that two hold it, so its family ends. One case is honest: the
 * answer to a refresh was lost in a lift and the phone asks again. That client sends the same `attemptKey` (a
 * random value it made when it received the token, and which therefore never travelled with it before): the same
 * attempt within {@link RETRY_SECONDS}, while the successor is unused, gets the same successor once more. It is
 * derived, not stored: HMAC of the old token under a key of the deployment. So at any moment one token has one
 * successor, and stealing a token alone never buys a second chance.
 */
export function createSessionTokens(deps: {
  sessions: SessionsRepository
  keys: KeyRing
  uow: UnitOfWork
  clock: Clock
  ids: Ids
  /** The door refuses a session that ended here at once, not within five seconds. */
  onEnded: (sessionId: string) => void
}): SessionTokens {
  const { sessions, uow, clock, ids, onEnded } = deps
  const successorKey = deps.keys.subkeys('refresh-successor')

  const successorsOf = (token: string): string[] =>
    successorKey.all.map((key) => createHmac('sha256', key).update(token).digest('base64url'))

  const expiry = (now: Date): Date => new Date(now.getTime() + periodMs('sessions'))

  async function insertToken(token: string, sessionId: string, now: Date): Promise<void> {
    await sessions.insertToken({
      _id: hashOf(token),
      sessionId,
      issuedAt: now,
      expiresAt: expiry(now),
      usedAt: null,
      attempt: null,
      successor: null,
    })
  }

  async function end(sessionId: string, reason: SessionEnd): Promise<void> {
    await sessions.end(sessionId, reason, clock.now())
    await sessions.removeTokensOf([sessionId])
    onEnded(sessionId)
  }

  async function use(
    refreshToken: string,
    token: { sessionId: string; issuedAt: Date },
    attempt: string | null,
  ): Promise<string | null> {
    const now = clock.now()
    const [next = ''] = successorsOf(refreshToken)
    const won = await uow.run(async () => {
      const used = await sessions.useToken(hashOf(refreshToken), {
        usedAt: now,
        attempt,
        successor: hashOf(next),
      })
      if (!used) return false
      await sessions.supersede(token.sessionId, token.issuedAt, now)
      await insertToken(next, token.sessionId, now)
      await sessions.prolong(token.sessionId, expiry(now))
      return true
    })
    return won ? next : null
  }

  /** The successor once more, when it is the same attempt that asks; null for anybody else. */
  async function repeat(refreshToken: string, attempt: string | null): Promise<string | null> {
    const row = await sessions.findToken(hashOf(refreshToken))
    if (!row?.usedAt || attempt === null || row.attempt !== attempt) return null
    if (clock.now().getTime() - row.usedAt.getTime() > RETRY_SECONDS * 1000) return null
    const successor = successorsOf(refreshToken).find((token) => hashOf(token) === row.successor)
    const next = successor === undefined ? null : await sessions.findToken(hashOf(successor))
    return successor !== undefined && next?.usedAt === null ? successor : null
  }

  return {
    async open(accountId) {
      const now = clock.now()
      const sessionId = ids.next('ses')
      const refreshToken = randomBytes(TOKEN_BYTES).toString('base64url')
      await sessions.insert({
        _id: sessionId,
        accountId,
        createdAt: now,
        expiresAt: expiry(now),
        endedAt: null,
        endReason: null,
        stepUpAt: null,
      })
      await insertToken(refreshToken, sessionId, now)
      return { accountId, sessionId, refreshToken }
    },
    async extend({ accountId, sessionId }) {
      const refreshToken = randomBytes(TOKEN_BYTES).toString('base64url')
      await insertToken(refreshToken, sessionId, clock.now())
      return { accountId, sessionId, refreshToken }
    },
    async rotate(refreshToken, attemptKey) {
      const now = clock.now()
      const token = await sessions.findToken(hashOf(refreshToken))
      const session = token && token.expiresAt > now ? await sessions.findLive(token.sessionId, now) : null
      if (!token || !session) throw new AppError('session_ended')
      const attempt = attemptKey === undefined ? null : hashOf(`${token._id}:${attemptKey}`)
      const first = token.usedAt === null ? await use(refreshToken, token, attempt) : null
      const next = first ?? (await repeat(refreshToken, attempt))
      if (next === null) {
        await end(session._id, 'token_reused')
        throw new AppError('session_ended')
      }
      return { accountId: session.accountId, sessionId: session._id, refreshToken: next }
    },
    end,
    async endAll(accountId, reason) {
      const ended = await sessions.endAll(accountId, reason, clock.now())
      await sessions.removeTokensOf(ended)
      // Inside a unit of work only once it is true.
      uow.afterCommit(() => ended.forEach(onEnded))
      return ended
    },
  }
}
