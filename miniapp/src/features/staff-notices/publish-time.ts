import { clockTime, dayOf, type IsoDay } from '@linli/shared/time'

const HOUR_MS = 3_600_000

/** When a notice is published unless somebody chooses: in an hour, which late in the evening is tomorrow. */
export function usualPublishTime(now: Date): { readonly day: IsoDay; readonly time: string } {
  const soon = new Date(now.getTime() + HOUR_MS)
  return { day: dayOf(soon), time: clockTime(soon) }
}
