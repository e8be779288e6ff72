import type { Jobs } from '../../platform/jobs'
import type { SessionService } from './session.service'

const SWEEP_SECONDS = 3600

/** Removes sign-in codes and sessions that ran out. */
export function registerSessionJobs(jobs: Jobs, session: SessionService): void {
  jobs.every('session.sweep', SWEEP_SECONDS, async () => {
    await session.sweep()
  })
}
