import type { JobRepository } from 'agenda'
import type { Collection } from 'mongodb'
import { gathered } from './gathered'

/** What agenda keeps of a job, as far as it says when the job runs next. */
export interface JobTimes {
  readonly name: string
  readonly nextRunAt?: Date | null
  /** Since when a process has it; null while nobody does. */
  readonly lockedAt?: Date | null
}

interface Asked {
  readonly name: string
  readonly runsBy: Date
  readonly deadSince: Date
}

/** The same as the claim of agenda's Mongo repository asks the database. */
const isDue = ({ nextRunAt, lockedAt }: JobTimes, { runsBy, deadSince }: Asked): boolean =>
  lockedAt == null ? nextRunAt != null && nextRunAt <= runsBy : lockedAt <= deadSince

/**
 * Agenda claims each kind of job by itself at every look, due or not: thirty writes that change nothing. Asked through
 * this, one question tells which kinds are due, and only those are claimed, each in one atomic write as before.
 */
export function claimOnlyDue(repository: JobRepository, rows: Collection<JobTimes>): void {
  const claim = repository.getNextJobToRun.bind(repository)
  const areDue = gathered<Asked, boolean>(async (asked) => {
    const names = asked.map(({ name }) => name)
    const projection = { name: 1, nextRunAt: 1, lockedAt: 1 }
    const known = await rows.find({ name: { $in: names } }, { projection }).toArray()
    return asked.map((one) => known.some((row) => row.name === one.name && isDue(row, one)))
  })
  repository.getNextJobToRun = async (name, runsBy, deadSince, now, options) =>
    (await areDue({ name, runsBy, deadSince })) ? claim(name, runsBy, deadSince, now, options) : undefined
}
