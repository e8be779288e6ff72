/** An appointment for the phone's own calendar. */
export interface CalendarEntry {
  readonly title: string
  readonly startsAt: Date
  readonly endsAt: Date
  readonly place: string
  readonly note: string
}
