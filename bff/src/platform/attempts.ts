import type { Connection } from 'mongoose'
import type { Clock } from './clock'
import type { Crypto } from './crypto'
import { isDuplicateKey } from './mongo-errors'
import { AppError } from './problem-error'

/** How many tries in which time. */
export interface AttemptFigure {
  readonly points: number
  readonly seconds: number
}

/** One thing tries are counted for: an account, an address, a room. */
export interface AttemptKey extends AttemptFigure {
  /** `invitation:account:acc_…`; kept as a blind index, since addresses and phones are personal. */
  readonly key: string
}

/**
 * Tries at guessing something, counted in the database for all processes together. A try is taken before anything
 * is compared, in one atomic write, so that guessing side by side gains nothing.
 */
export interface Attempts {
  /**
   * Takes one try of each key, or throws `rate_limited` with the seconds until the fullest of them is open again.
   * It goes through the driver and so stays outside an open transaction on purpose: a refused request rolls back
   * what it did, not that it was made.
   */
  take(keys: readonly AttemptKey[]): Promise<void>
  /** Gives the tries back that were no guesses. */
  giveBack(keys: readonly AttemptKey[]): Promise<void>
}

interface AttemptRow {
  _id: string
  count: number
  until: Date
}

export const attemptCollection = 'attempts'

export function createAttempts(deps: {
  readonly connection: Connection
  readonly crypto: Pick<Crypto, 'blindIndex'>
  readonly clock: Clock
  /** Multiplies every figure, for load tests (`RATE_LIMIT_FACTOR`). */
  readonly factor: number
}): Attempts {
  const { connection, crypto, clock, factor } = deps
  const rows = () => connection.getClient().db(connection.name).collection<AttemptRow>(attemptCollection)
  const idOf = ({ key }: AttemptKey): string => crypto.blindIndex(key, 'attempt.key')

  async function count(one: AttemptKey): Promise<AttemptRow> {
    const now = clock.now()
    const until = new Date(now.getTime() + one.seconds * 1000)
    const holds = { $gt: ['$until', now] }
    const row = await rows().findOneAndUpdate(
      { _id: idOf(one) },
      [
        {
          $set: {
            count: { $cond: [holds, { $add: ['$count', 1] }, 1] },
            until: { $cond: [holds, '$until', until] },
          },
        },
      ],
      { upsert: true, returnDocument: 'after' },
    )
    if (!row) throw new Error('the count of attempts did not answer')
    return row
  }

  /** Two first tries at once both insert; the second then finds the row of the first. */
  async function countOne(one: AttemptKey): Promise<AttemptRow> {
    try {
      return await count(one)
    } catch (error) {
      if (!isDuplicateKey(error)) throw error
      return count(one)
    }
  }

  return {
    async take(keys) {
      const now = clock.now().getTime()
      const full: number[] = []
      for (const one of keys) {
        const row = await countOne(one)
        if (row.count > one.points * factor)
          full.push(Math.max(1, Math.ceil((row.until.getTime() - now) / 1000)))
      }
      if (full.length > 0)
        throw new AppError('rate_limited', { details: { retryAfterSeconds: Math.max(...full) } })
    },
    async giveBack(keys) {
      for (const one of keys)
        await rows().updateOne({ _id: idOf(one), count: { $gt: 0 } }, { $inc: { count: -1 } })
    },
  }
}
