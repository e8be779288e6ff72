import { afterQuiet, NIGHT } from '@linli/shared/quiet-hours'
import type { TenantSettings } from '../../platform/tenant-settings'

/** What a community decides for itself about bookings (product §2.3). */
export interface BookingSettings {
  /** From this age on a person has the elders' seats and lane (domain facts §4.3: 60). */
  elderAge: number
  /** How much further on an elder stands in the queue, minutes. */
  elderMinutes: number
  /** How long before the slot one may check in, minutes. */
  checkInMinutes: number
  /** Missed bookings count for so many days (cases and booking §2.6: by the month). */
  missedDays: number
  /** So many warn, and so many let booking online rest. */
  missedWarnAt: number
  missedLimitAt: number
  /** How long it rests after the last one, days. */
  restDays: number
  /** How long a seat is kept for whoever fills in a form, minutes. */
  holdMinutes: number
  /** How long a seat is kept for whoever it is offered to, minutes of waking time. */
  offerMinutes: number
  /** How long another time is kept for whoever has lost the own one to new hours, days. */
  offerDays: number
  /** With so many still ahead somebody in the queue is told to come near; 0 tells nobody. */
  soonAhead: number
  /** Reminders so many minutes before, the earliest first: the day before, and two hours before. */
  reminders: readonly number[]
}

export type BookingSettingsSource = TenantSettings<BookingSettings>

export const defaultBookingSettings: BookingSettings = {
  elderAge: 60,
  elderMinutes: 15,
  checkInMinutes: 60,
  missedDays: 30,
  missedWarnAt: 2,
  missedLimitAt: 3,
  restDays: 30,
  holdMinutes: 5,
  offerMinutes: 30,
  offerDays: 2,
  soonAhead: 2,
  reminders: [1_440, 120],
}

/**
 * When the next reminder of a slot is due after `now`, or null when there is none left. One that would come at night
 * comes in the morning, so that it tells of the booking as it is then; not at all when that is too late.
 */
export function nextReminder(settings: BookingSettings, startsAt: Date, now: Date): Date | null {
  const times = settings.reminders
    .map((minutes) => afterQuiet(new Date(startsAt.getTime() - minutes * 60_000), NIGHT))
    .filter((time) => time > now && time < startsAt)
    .sort((a, b) => a.getTime() - b.getTime())
  return times[0] ?? null
}
