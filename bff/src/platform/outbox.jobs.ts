import type { Jobs } from './jobs'
import type { Outbox } from './outbox'

/** The nudge after a commit does most of the work; the sweep finds what a dead process left and what is due again. */
const DRAIN_SECONDS = 5

export function registerOutboxJobs({ jobs, outbox }: { jobs: Jobs; outbox: Pick<Outbox, 'drain'> }): void {
  jobs.every('outbox.drain', DRAIN_SECONDS, () => outbox.drain())
}
