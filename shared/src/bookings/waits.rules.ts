import { addDays, dayOf, instantOf } from '../time'

/** Nobody is expected to answer at night: from 22:00 to 7:00. */
const NIGHT_BEGINS = 22 * 60
const NIGHT_ENDS = 7 * 60

/**
 * Until when an offer made at `now` holds: so many minutes of waking time, and never past the last moment the seat
 * can still be taken. A night in between does not count.
 */
export function offerEnd(now: Date, minutes: number, lastMoment: Date): Date {
  const begins = afterNight(now)
  const end = new Date(begins.getTime() + minutes * 60_000)
  const night = instantOf(dayOf(begins), NIGHT_BEGINS)
  const overNight =
    end > night
      ? new Date(
          instantOf(addDays(dayOf(begins), 1), NIGHT_ENDS).getTime() + (end.getTime() - night.getTime()),
        )
      : end
  return overNight > lastMoment ? lastMoment : overNight
}

/** The same instant by day, the morning after it by night. */
function afterNight(now: Date): Date {
  const day = dayOf(now)
  const morning = instantOf(day, NIGHT_ENDS)
  if (now < morning) return morning
  return now >= instantOf(day, NIGHT_BEGINS) ? instantOf(addDays(day, 1), NIGHT_ENDS) : now
}
