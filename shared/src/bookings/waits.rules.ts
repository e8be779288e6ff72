import { afterQuiet, NIGHT } from '../quiet-hours'
import { addDays, dayOf, instantOf } from '../time'

/**
 * Until when an offer made at `now` holds: so many minutes of waking time, and never past the last moment the seat
 * can still be taken. A night in between does not count.
 */
export function offerEnd(now: Date, minutes: number, lastMoment: Date): Date {
  const begins = afterQuiet(now, NIGHT)
  const end = new Date(begins.getTime() + minutes * 60_000)
  const night = instantOf(dayOf(begins), NIGHT.quietFrom)
  const overNight =
    end > night
      ? new Date(
          instantOf(addDays(dayOf(begins), 1), NIGHT.quietUntil).getTime() +
            (end.getTime() - night.getTime()),
        )
      : end
  return overNight > lastMoment ? lastMoment : overNight
}
