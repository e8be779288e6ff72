import type { Allow, Method } from '@linli/shared/contract'
import { staffRoles } from '@linli/shared/roles'
import { holds, type Actor, type SessionDirectory } from '../platform/actor'
import type { AccessTokens } from '../platform/access-tokens'
import type { Clock } from '../platform/clock'
import { AppError } from '../platform/problem-error'

/** How old an actor may be; architecture §3 does not count that as state. */
const ACTOR_CACHE_MS = 10_000
const REVOCATION_CACHE_MS = 5_000
/** Bounds the memory of the cache, not its truth. */
const MOST_CACHED_ACTORS = 10_000

/** What the door asks of every caller. */
export interface AccessRule {
  readonly allow: Allow
  /** Absent: it only reads. */
  readonly method?: Method
  readonly whileSuspended?: true
  readonly consentFree?: true
  /** An act so grave that nobody does it by a role that was taken back a moment ago in another process. */
  readonly stepUp?: true
  /** Nobody is asked who he is: the answer is the same. */
  readonly sameForAll?: true
}

/** Whether residents of a suspended community are refused: what changes something, and is not for staff alone. */
export const isClosedWhileSuspended = (rule: AccessRule): boolean =>
  (rule.method ?? 'GET') !== 'GET' &&
  rule.consentFree !== true &&
  rule.whileSuspended !== true &&
  (typeof rule.allow === 'string' || rule.allow.some((role) => !staffRoles.some((staff) => staff === role)))

export interface AccessGate {
  /**
   * Who is calling, after the route's own checks. Throws `unauthenticated`, `session_ended`, `forbidden`,
   * `consent_required`, and while a community is suspended `staff_suspended` or `community_suspended`. Null only where anyone may call and no token was sent.
   */
  admit(rule: AccessRule, authorization: string | undefined): Promise<Actor | null>
  /** The account a token was signed for, or null: enough to count requests by, and asks nobody. */
  accountOf(authorization: string | undefined): string | null
  /** What is known of an account has changed in this process: look again at its next request. */
  forget(accountId: string): void
  /** A session has ended in this process: refuse its token at once instead of within 5 s. */
  endSession(sessionId: string): void
}

interface Cached {
  readonly actor: Actor
  readonly readAt: number
}

export function createAccessGate(deps: {
  tokens: AccessTokens
  directory: SessionDirectory
  clock: Clock
}): AccessGate {
  const { tokens, directory, clock } = deps
  const actors = new Map<string, Cached>()
  let ended = new Set<string>()
  let endedReadAt = Number.NEGATIVE_INFINITY
  let endedReading: Promise<void> | null = null

  async function refreshEnded(): Promise<void> {
    const now = clock.now().getTime()
    if (now - endedReadAt < REVOCATION_CACHE_MS) return
    endedReading ??= directory
      .endedSessions()
      .then((sessions) => {
        ended = new Set(sessions)
        endedReadAt = now
      })
      .finally(() => {
        endedReading = null
      })
    await endedReading
  }

  async function read(accountId: string, sessionId: string): Promise<Actor> {
    const actor = await directory.actorOf(accountId, sessionId)
    if (!actor) throw new AppError('session_ended')
    if (actors.size >= MOST_CACHED_ACTORS) actors.clear()
    actors.set(sessionId, { actor, readAt: clock.now().getTime() })
    return actor
  }

  const complaint = (rule: AccessRule, actor: Actor): AppError | null => {
    if (typeof rule.allow !== 'string' && !holds(actor, rule.allow)) {
      const { allow } = rule
      return new AppError(
        actor.withheldRoles?.some((role) => allow.includes(role)) ? 'staff_suspended' : 'forbidden',
      )
    }
    if (rule.consentFree !== true && actor.consentVersion !== directory.currentTermsVersion())
      return new AppError('consent_required')
    if (actor.communitySuspended && isClosedWhileSuspended(rule)) return new AppError('community_suspended')
    return null
  }

  const holderOf = (authorization: string) => {
    const token = /^Bearer ([\w.-]{1,1000})$/i.exec(authorization)?.[1]
    return token === undefined ? null : tokens.verify(token)
  }

  return {
    accountOf: (authorization) =>
      (authorization === undefined ? null : holderOf(authorization)?.accountId) ?? null,
    async admit(rule, authorization) {
      if (rule.sameForAll === true && rule.allow === 'anyone') return null
      if (authorization === undefined) {
        if (rule.allow === 'anyone') return null
        throw new AppError('unauthenticated')
      }
      const holder = holderOf(authorization)
      if (!holder) throw new AppError('unauthenticated')
      await refreshEnded()
      if (ended.has(holder.sessionId)) throw new AppError('session_ended')

      const cached = actors.get(holder.sessionId)
      const fresh =
        rule.stepUp !== true && cached !== undefined && clock.now().getTime() - cached.readAt < ACTOR_CACHE_MS
      const actor = fresh ? cached.actor : await read(holder.accountId, holder.sessionId)
      if (!complaint(rule, actor)) return actor
      // A refusal is never served from the cache: another process may just have recorded consent or a role.
      const current = fresh ? await read(holder.accountId, holder.sessionId) : actor
      const refusal = complaint(rule, current)
      if (refusal) throw refusal
      return current
    },
    forget(accountId) {
      for (const [sessionId, { actor }] of actors) if (actor.accountId === accountId) actors.delete(sessionId)
    },
    endSession(sessionId) {
      actors.delete(sessionId)
      ended.add(sessionId)
    },
  }
}
