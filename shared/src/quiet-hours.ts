import { addDays, dayOf, instantOf } from './time'

/** From when until when nobody is disturbed, in minutes of the day. */
export interface QuietHours {
  readonly quietFrom: number
  readonly quietUntil: number
}

/** What a place begins with: nobody is woken, nor expected to answer, from 22:00 to 7:00. No law names these hours; they are ours. */
export const NIGHT: QuietHours = { quietFrom: 22 * 60, quietUntil: 7 * 60 }

/** The end of the quiet hours when the time falls into them (cases-booking §5.2: reminders at midnight). */
export function afterQuiet(at: Date, { quietFrom, quietUntil }: QuietHours): Date {
  const day = dayOf(at)
  const minutes = (at.getTime() - instantOf(day).getTime()) / 60_000
  const over = quietFrom > quietUntil
  if (over ? minutes < quietUntil : minutes >= quietFrom && minutes < quietUntil)
    return instantOf(day, quietUntil)
  return over && minutes >= quietFrom ? instantOf(addDays(day, 1), quietUntil) : at
}
