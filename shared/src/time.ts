/** Everything is stored in UTC and shown in Asia/Shanghai, whatever the phone says (product §2.8). No DST since 1991. */
export const SHANGHAI_OFFSET_MINUTES = 480
const DAY_MS = 86_400_000
const OFFSET_MS = SHANGHAI_OFFSET_MINUTES * 60_000

export type IsoDay = string

/** The Shanghai calendar day of an instant, `2026-11-23`. */
export function dayOf(instant: Date): IsoDay {
  return new Date(instant.getTime() + OFFSET_MS).toISOString().slice(0, 10)
}

/** The instant at which a Shanghai day begins, plus minutes into that day. */
export function instantOf(day: IsoDay, minutes = 0): Date {
  return new Date(Date.parse(`${day}T00:00:00Z`) - OFFSET_MS + minutes * 60_000)
}

/** The day `days` natural days later (negative: earlier). */
export function addDays(day: IsoDay, days: number): IsoDay {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * DAY_MS).toISOString().slice(0, 10)
}

/** Natural days from `from` to `to`; 0 on the same day. */
export function daysBetween(from: IsoDay, to: IsoDay): number {
  return Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / DAY_MS)
}

/** 0 = Sunday … 6 = Saturday. */
export function weekdayOf(day: IsoDay): number {
  return new Date(`${day}T00:00:00Z`).getUTCDay()
}

const weekdayNames = ['周日', '周一', '周二', '周三', '周四', '周五', '周六'] as const

/** `周三`. */
export function weekdayName(day: IsoDay): string {
  return weekdayNames[weekdayOf(day)] ?? ''
}

/** `18:00` in Shanghai. */
export function clockTime(instant: Date): string {
  return new Date(instant.getTime() + OFFSET_MS).toISOString().slice(11, 16)
}

/** `11月30日`, with the year only when it is not `today`'s. */
export function dayText(day: IsoDay, today: IsoDay): string {
  const [year, month, date] = day.split('-').map(Number)
  const short = `${month}月${date}日`
  return day.slice(0, 4) === today.slice(0, 4) ? short : `${year}年${short}`
}

/** `今天 08:30`, `昨天 08:30`, `11月30日 18:00`. */
export function momentText(instant: Date, now: Date): string {
  const today = dayOf(now)
  const day = dayOf(instant)
  const names: Record<number, string> = { [-1]: '昨天', 0: '今天', 1: '明天' }
  return `${names[daysBetween(today, day)] ?? dayText(day, today)} ${clockTime(instant)}`
}
