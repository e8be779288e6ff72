import type { Calendar } from '@linli/shared/calendar/workdays'
import type { FileView } from '@linli/shared/files/files.schema'
import type { FileRef } from '../../platform/files/file-ref'
import type { OpinionCalendars, OpinionFiles } from './opinions.ports'

/** What presenting needs beside the row: the moment, its calendar, and addresses for photos. */
export interface Presenting {
  readonly now: Date
  readonly calendar: Calendar
  readonly present: (ref: FileRef) => FileView
  /** The account that reads its own cases. */
  readonly readerId?: string
}

/** What presenting a case to a reader needs, at this moment. */
export async function presentingFor(
  deps: {
    readonly calendars: Pick<OpinionCalendars, 'current'>
    readonly files: Pick<OpinionFiles, 'present'>
  },
  now: Date,
  readerId?: string,
): Promise<Presenting> {
  return {
    now,
    calendar: await deps.calendars.current(),
    present: (ref) => deps.files.present(ref),
    ...(readerId === undefined ? {} : { readerId }),
  }
}
