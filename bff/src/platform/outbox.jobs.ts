import type { Connection } from 'mongoose'
import { datedRows } from './dated-rows'
import type { Jobs } from './jobs'
import type { Outbox } from './outbox'
import { outboxEventModel } from './outbox-event.model'
import { inBatches, nextBy, removedHere, type Retention } from './retention'
import { keptSince } from './retention-rules'

/** The nudge after a commit does most of the work; the sweep finds what a dead process left and what is due again. */
const DRAIN_SECONDS = 5

export function registerOutboxJobs(deps: {
  jobs: Jobs
  outbox: Pick<Outbox, 'drain'>
  retention: Retention
  connection: Connection
}): void {
  deps.jobs.every('outbox.drain', DRAIN_SECONDS, () => deps.outbox.drain())
  const finished = datedRows(outboxEventModel(deps.connection), 'dispatchedAt')
  deps.retention.keep({
    rule: 'finished_events',
    remove: async (now) =>
      removedHere(await inBatches(() => finished.removeBefore(keptSince('finished_events', now)))),
    next: (now) => nextBy('finished_events', now, finished),
  })
}
