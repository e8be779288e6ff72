import { dayOf } from '@linli/shared/time'
import type { Connection } from 'mongoose'
import { gathered } from './gathered'
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
 * One atomic `$inc`, for all who ask at the same moment. It goes through the driver and so stays outside an open transaction on purpose: inside,
 * every submission of a busy morning would conflict on this one document.
 */
export function createCounters(connection: Connection): Counters {
  const rows = () => connection.getClient().db(connection.name).collection<CounterRow>(counterCollection)
  async function increase(key: string, count: number): Promise<number> {
    const row = await rows().findOneAndUpdate(
      { _id: key },
      { $inc: { value: count } },
      { upsert: true, returnDocument: 'after' },
    )
    if (!row) throw new Error(`counter ${key} did not answer`)
    return row.value
  }

  /** So many numbers in a row; answers the last. */
  async function draw(key: string, count: number): Promise<number> {
    try {
      return await increase(key, count)
    } catch (error) {
      // Two first numbers at once: the loser of the insert finds the winner's row.
      if (isDuplicateKey(error)) return increase(key, count)
      throw error
    }
  }

  return {
    next: gathered(async (keys) => {
      const counts = new Map<string, number>()
      for (const key of keys) counts.set(key, (counts.get(key) ?? 0) + 1)
      const nextOf = new Map<string, number>()
      for (const [key, count] of counts) nextOf.set(key, (await draw(key, count)) - count)
      return keys.map((key) => {
        const number = (nextOf.get(key) ?? 0) + 1
        nextOf.set(key, number)
        return number
      })
    }),
  }
}

/** `QH-20261123-0042`: place, Shanghai day, number of that day (four digits, more when needed). */
export function humanNumber(place: string, instant: Date, value: number): string {
  return `${place}-${dayOf(instant).replaceAll('-', '')}-${String(value).padStart(4, '0')}`
}
