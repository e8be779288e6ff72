import { createHash } from 'node:crypto'
import type { Clock } from '../platform/clock'
import { AppError } from '../platform/problem-error'
import type { UnitOfWork } from '../platform/unit-of-work'
import type { IdempotencyKeys } from './idempotency-keys.repository'

const KEEP_HOURS = 24
const KEY_PATTERN = /^[\w-]{8,80}$/

export interface IdempotentRequest {
  /** The caller's key, as sent. */
  readonly key: string | null
  /** Whose keys these are: an account, or an address where nobody is signed in. */
  readonly owner: string
  /** `POST /opinions`; one key may be used on two routes. */
  readonly route: string
  /** Parsed parameters and body: what must be the same for the same key. */
  readonly input: unknown
}

export interface Idempotency {
  /**
   * Runs `handle` once per key. The same key and input get the kept answer for 24 hours; other input is
   * `idempotency_key_reused`; while the first is running, `idempotency_in_progress`. Errors are not kept.
   */
  once(request: IdempotentRequest, handle: () => Promise<string>): Promise<string>
}

/** Ends the open transaction without an answer of its own: the key has been used before. */
class Taken extends Error {}

/**
 * The key's row and the handler's effects commit in one transaction. So there is no moment in which a process
 * can die and leave an effect without its kept answer, or a claimed key without an effect: what has not been
 * committed is forgotten by the database, and the retry starts afresh.
 *
 * Nearly every key is new, so the claim comes first and only a key that is taken is looked at.
 */
export function createIdempotency(deps: {
  keys: IdempotencyKeys
  uow: UnitOfWork
  clock: Clock
}): Idempotency {
  const { keys, uow, clock } = deps

  /** What a taken key says; null when its time is over, and it is free again. */
  async function replay(keyId: string, bodyHash: string, now: Date): Promise<string | null> {
    const kept = await keys.find(keyId)
    if (!kept) throw new AppError('idempotency_in_progress')
    if (kept.expiresAt <= now) {
      await keys.removeExpired(keyId, now)
      return null
    }
    if (kept.bodyHash !== bodyHash) throw new AppError('idempotency_key_reused')
    return kept.answer
  }

  return {
    async once({ key, owner, route, input }, handle) {
      if (key === null || !KEY_PATTERN.test(key)) throw new AppError('idempotency_key_required')
      const keyId = fingerprint([owner, route, key])
      const bodyHash = fingerprint([input])

      const attempt = () =>
        uow.request(async () => {
          const expiresAt = new Date(clock.now().getTime() + KEEP_HOURS * 3_600_000)
          const outcome = await keys.claim(keyId, bodyHash, expiresAt)
          if (outcome === 'in progress') throw new AppError('idempotency_in_progress')
          if (outcome === 'taken') throw new Taken()
          const answer = await handle()
          await keys.keep(keyId, answer)
          return answer
        })
      try {
        return await attempt()
      } catch (error) {
        if (!(error instanceof Taken)) throw error
      }
      const answer = await replay(keyId, bodyHash, clock.now())
      if (answer !== null) return answer
      try {
        return await attempt()
      } catch (error) {
        // Somebody else took the freed key in between.
        if (error instanceof Taken) throw new AppError('idempotency_in_progress', { cause: error })
        throw error
      }
    },
  }
}

const fingerprint = (value: unknown): string =>
  createHash('sha256').update(JSON.stringify(value)).digest('base64url')
