import { dayOf } from '@linli/shared/time'
import type { Connection } from 'mongoose'
import { isDuplicateKey } from './mongo-errors'

/** Numbers that go up by one, such as the last part of QH-20261123-0042. */
export interface Counters {
  /** The next number of `key`, beginning with 1. A number is never given twice; one may be lost. */
  next(key: string): Promise<number>
}

interface CounterRow {
  _id: string
  value: number
}

export const counterCollection = 'counters'

/**
 * One atomic `$inc`. It goes through the driver and so stays outside an open transaction on purpose: inside,
 * every submission of a busy morning would conflict on this one document.
 */
export function createCounters(connection: Connection): Counters {
  const rows = () => connection.getClient().db(connection.name).collection<CounterRow>(counterCollection)
  async function increase(key: string): Promise<number> {
    const row = await rows().findOneAndUpdate(
      { _id: key },
      { $inc: { value: 1 } },
      { upsert: true, returnDocument: 'after' },
    )
    if (!row) throw new Error(`counter ${key} did not answer`)
    return row.value
  }
  return {
    async next(key) {
      try {
        return await increase(key)
      } catch (error) {
        // Two first numbers at once: the loser of the insert finds the winner's row.
        if (isDuplicateKey(error)) return increase(key)
        throw error
      }
    },
  }
}

/** `QH-20261123-0042`: place, Shanghai day, number of that day (four digits, more when needed). */
export function humanNumber(place: string, instant: Date, value: number): string {
  return `${place}-${dayOf(instant).replaceAll('-', '')}-${String(value).padStart(4, '0')}`
}
