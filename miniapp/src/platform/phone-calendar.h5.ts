import type { CalendarEntry } from './phone-calendar.types'

/** A browser cannot write into a calendar; it saves a file that the calendar opens. */
export const addToCalendar: ((entry: CalendarEntry) => Promise<boolean>) | undefined = undefined
