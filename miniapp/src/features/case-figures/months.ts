import { dayOf } from '@linli/shared/time'

/** `2026-11` in Shanghai. */
export const monthOf = (now: Date): string => dayOf(now).slice(0, 7)

/** The month so many months later; negative: earlier. */
export function monthsLater(month: string, by: number): string {
  const [year = 0, at = 1] = month.split('-').map(Number)
  const count = year * 12 + at - 1 + by
  return `${Math.floor(count / 12)}-${String((count % 12) + 1).padStart(2, '0')}`
}

/** `2026 年 11 月`. */
export function monthText(month: string): string {
  const [year, at] = month.split('-').map(Number)
  return `${year} 年 ${at} 月`
}
