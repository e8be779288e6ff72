import { rhythmLabel, wishedDays, type SeriesWeeks } from '@linli/shared/bookings/series.rules'
import type { SeriesPlanView } from '@linli/shared/bookings/series.schema'
import type { BookingView } from '@linli/shared/bookings/bookings.schema'
import { dayOf, dayText, type IsoDay } from '@linli/shared/time'

export type PlannedVisitView = SeriesPlanView['visits'][number]

/** What is booked of a visit, unless it is left out: the wished time, or the nearest one of its week. */
export const timeOfVisit = ({ time, other }: PlannedVisitView): PlannedVisitView['time'] => time ?? other

/** The times that are sent: those that can be had and are not left out. */
export const chosenTimes = (visits: readonly PlannedVisitView[], leftOut: readonly IsoDay[]): string[] =>
  visits.flatMap((visit) => (leftOut.includes(visit.day) ? [] : (timeOfVisit(visit)?.slotId ?? [])))

/** `4 次，到 12月18日`: how many, and when the last one would be. */
export function countText(first: IsoDay, weeks: SeriesWeeks, visits: number, today: IsoDay): string {
  const last = wishedDays(first, { weeks, visits }).at(-1) ?? first
  return `${visits} 次，到 ${dayText(last, today)}`
}

/** `每周一次，这是第 3 次，一共 8 次`. */
export const seriesSentence = ({ weeks, place, of }: NonNullable<BookingView['series']>): string =>
  `${rhythmLabel(weeks)}，这是第 ${place} 次，一共 ${of} 次`

/** Whether later visits of the same series may stand behind this one. */
export const hasRest = ({ series }: Pick<BookingView, 'series'>): boolean =>
  series !== null && series.place < series.of

export const firstDayOf = (startsAt: string): IsoDay => dayOf(new Date(startsAt))
