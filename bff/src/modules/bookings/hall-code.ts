import { createHmac } from 'node:crypto'
import type { IsoDay } from '@linli/shared/time'
import type { DeskRow } from './desk.model'

const DIGITS = 4

/**
 * The four digits that hang in the hall on one day. They prove that somebody stands there, not who; they change
 * every day, so that nobody draws a number from home.
 */
export function hallCode({ _id, hallSecret }: Pick<DeskRow, '_id' | 'hallSecret'>, day: IsoDay): string {
  const digest = createHmac('sha256', hallSecret).update(`${_id} ${day}`).digest()
  return String(digest.readUInt32BE(0) % 10 ** DIGITS).padStart(DIGITS, '0')
}
