/** Days between Excel's first day and 1970-01-01. */
const UNIX_EPOCH = 25_569
const DAY_MS = 86_400_000
/** The 29th of February 1900, which Excel counts and which never was. */
const NO_DAY = 60
/** Workbooks of the old Macintosh begin in 1904. */
const SINCE_1904 = 1_462

/**
 * The day of a serial number, `2026-11-26`; a time of the day is left out. Null for what is no day of 1900 to 9999.
 * Source: ECMA-376 part 1 §18.17.4.1.
 */
export function dayOfSerial(serial: number, since1904 = false): string | null {
  const days = Math.floor(serial) + (since1904 ? SINCE_1904 : 0)
  if (!Number.isFinite(days) || days < 1 || days === NO_DAY || days > 2_958_465) return null
  const real = days < NO_DAY ? days + 1 : days
  return new Date((real - UNIX_EPOCH) * DAY_MS).toISOString().slice(0, 10)
}

/** The serial number of a day of 1900-03-01 or later; null for text that is none. */
export function serialOfDay(day: string): number | null {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(day)) return null
  const instant = new Date(`${day}T00:00:00Z`)
  if (Number.isNaN(instant.getTime()) || instant.toISOString().slice(0, 10) !== day) return null
  const serial = instant.getTime() / DAY_MS + UNIX_EPOCH
  return serial > NO_DAY ? serial : null
}
