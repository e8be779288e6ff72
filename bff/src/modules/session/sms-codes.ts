import { randomInt, timingSafeEqual } from 'node:crypto'
import { addDays, dayOf, instantOf } from '@linli/shared/time'
import type { Clock } from '../../platform/clock'
import type { Crypto } from '../../platform/crypto'
import { AppError } from '../../platform/problem-error'
import type { Sms } from '../../platform/sms/sms'
import type { SmsCodesRepository } from './sms-codes.repository'

export const CODE_SECONDS = 300
export const RESEND_SECONDS = 60
export const CODE_ATTEMPTS = 5
/**
 * A number is not rung at all hours by somebody else's finger. A limit of the deployment and not of a place: who asks
 * for a code has no community yet.
 */
export const CODES_PER_DAY = 10

export interface SmsCodes {
  /** Sends a code. Throws `rate_limited` within 60 s of the last or beyond ten a day, `upstream_failed` when it could not be sent. */
  send(phone: string): Promise<void>
  /** Makes a code that is handed over in person instead of sent (the first operator). Throws `rate_limited`. */
  make(phone: string): Promise<{ code: string; expiresAt: Date }>
  /** Uses the code up. Throws `code_wrong` with the attempts left, or `code_expired`. */
  verify(phone: string, code: string): Promise<void>
}

/**
 * Sign-in codes: six digits, five minutes, five attempts. An attempt is spent before the code is compared, in
 * one guarded write, so that guessing side by side gains nothing.
 */
export function createSmsCodes(deps: {
  codes: SmsCodesRepository
  crypto: Pick<Crypto, 'blindIndex'>
  clock: Clock
  sms: Sms
}): SmsCodes {
  const { codes, crypto, clock, sms } = deps
  const indexOf = (phone: string): string => crypto.blindIndex(phone, 'sms-code.phone')
  // Keyed: a million plain hashes are tried in a second by whoever reads the database.
  const hashOf = (phone: string, code: string): string =>
    crypto.blindIndex(`${phone}:${code}`, 'sms-code.code')

  async function issue(phone: string): Promise<{ code: string; codeHash: string; expiresAt: Date }> {
    const now = clock.now()
    const code = String(randomInt(1_000_000)).padStart(6, '0')
    const codeHash = hashOf(phone, code)
    const expiresAt = new Date(now.getTime() + CODE_SECONDS * 1000)
    const issued = await codes.issue({
      phoneIndex: indexOf(phone),
      codeHash,
      now,
      expiresAt,
      attempts: CODE_ATTEMPTS,
      resendBefore: new Date(now.getTime() - RESEND_SECONDS * 1000),
      day: dayOf(now),
      perDay: CODES_PER_DAY,
    })
    if (!issued) throw await tooSoon(phone, now)
    return { code, codeHash, expiresAt }
  }

  async function tooSoon(phone: string, now: Date): Promise<AppError> {
    const row = await codes.find(indexOf(phone))
    const today = dayOf(now)
    const full = row !== null && row.day === today && row.sentToday >= CODES_PER_DAY
    const until = full
      ? instantOf(addDays(today, 1)).getTime()
      : (row?.sentAt.getTime() ?? now.getTime()) + RESEND_SECONDS * 1000
    const retryAfterSeconds = Math.max(1, Math.ceil((until - now.getTime()) / 1000))
    return new AppError('rate_limited', { details: { retryAfterSeconds } })
  }

  return {
    async send(phone) {
      const { code, codeHash } = await issue(phone)
      try {
        await sms.send({ phone, template: 'sign_in_code', params: { code } })
      } catch (error) {
        // Nobody waits a minute for a message that never left.
        await codes.takeBack(indexOf(phone), codeHash)
        throw error
      }
    },
    async make(phone) {
      const { code, expiresAt } = await issue(phone)
      return { code, expiresAt }
    },
    async verify(phone, code) {
      const row = await codes.spendAttempt(indexOf(phone), clock.now())
      if (!row?.codeHash) throw new AppError('code_expired')
      const given = Buffer.from(hashOf(phone, code))
      const wanted = Buffer.from(row.codeHash)
      if (given.length !== wanted.length || !timingSafeEqual(given, wanted)) {
        throw new AppError('code_wrong', { details: { attemptsLeft: row.attemptsLeft } })
      }
      if (!(await codes.consume(indexOf(phone), row.codeHash))) throw new AppError('code_expired')
    },
  }
}
