import type { LimitName } from '@linli/shared/contract'
import type { Connection } from 'mongoose'
import {
  RateLimiterMemory,
  RateLimiterMongo,
  RateLimiterRes,
  type RateLimiterAbstract,
} from 'rate-limiter-flexible'
import { AppError } from '../platform/problem-error'

/** Points per window of one caller: an account where there is one, else an address. */
export interface LimitFigure {
  readonly points: number
  readonly seconds: number
}

export type LimitFigures = Readonly<Record<LimitName, LimitFigure>>

/**
 * A household behind one router and a village behind one carrier address share `sign-in`, `sms` and `code`;
 * the strict limits per number and per code stand in the session feature.
 */
export const defaultLimits: LimitFigures = {
  'sign-in': { points: 120, seconds: 600 },
  sms: { points: 30, seconds: 3600 },
  code: { points: 60, seconds: 600 },
  // Three codes are right at any moment: a thief with an open session guesses one in a year, not in a week.
  'second-factor': { points: 10, seconds: 900 },
  upload: { points: 60, seconds: 600 },
  create: { points: 120, seconds: 600 },
  // Each is read and answered by somebody before voting may begin.
  objection: { points: 10, seconds: 86_400 },
  'public-search': { points: 120, seconds: 60 },
  read: { points: 600, seconds: 60 },
}

/** Every limit multiplied, for load tests (`RATE_LIMIT_FACTOR`). */
export function scaledLimits(figures: LimitFigures, factor: number): LimitFigures {
  const scaled = (name: LimitName) => ({ ...figures[name], points: figures[name].points * factor })
  return {
    'sign-in': scaled('sign-in'),
    sms: scaled('sms'),
    code: scaled('code'),
    'second-factor': scaled('second-factor'),
    upload: scaled('upload'),
    create: scaled('create'),
    objection: scaled('objection'),
    'public-search': scaled('public-search'),
    read: scaled('read'),
  }
}

export const rateLimitCollection = 'rate_limits'

export interface RateLimits {
  /** Takes one point, or throws `rate_limited` with the seconds to wait. */
  consume(
    limit: LimitName,
    caller: { accountId: string | null; personId?: string | null; ip: string },
  ): Promise<void>
}

/** Shared through the database, so that two processes count together; plain reads are counted per process. */
export function createRateLimits(connection: Connection, figures: LimitFigures = defaultLimits): RateLimits {
  const shared = (name: LimitName) =>
    new RateLimiterMongo({
      storeClient: connection.getClient(),
      dbName: connection.name,
      tableName: rateLimitCollection,
      keyPrefix: name,
      points: figures[name].points,
      duration: figures[name].seconds,
      // npm run db:indexes makes them; the library would only print its error.
      disableIndexesCreation: true,
    })
  const local = (name: LimitName) =>
    new RateLimiterMemory({ keyPrefix: name, points: figures[name].points, duration: figures[name].seconds })
  const limiters: Readonly<Record<LimitName, RateLimiterAbstract>> = {
    'sign-in': shared('sign-in'),
    sms: shared('sms'),
    code: shared('code'),
    'second-factor': shared('second-factor'),
    upload: shared('upload'),
    create: shared('create'),
    objection: shared('objection'),
    'public-search': shared('public-search'),
    read: local('read'),
  }

  return {
    async consume(limit, { accountId, personId = null, ip }) {
      // Signed-in searching is a plain read: only strangers can come in any number.
      const name = limit === 'public-search' && accountId !== null ? 'read' : limit
      try {
        // What is answered one by one is counted by the human, whatever account is used.
        await limiters[name].consume((name === 'objection' ? personId : null) ?? accountId ?? ip)
      } catch (error) {
        if (!(error instanceof RateLimiterRes)) throw error
        const retryAfterSeconds = Math.max(1, Math.ceil(error.msBeforeNext / 1000))
        throw new AppError('rate_limited', { details: { retryAfterSeconds } })
      }
    },
  }
}
