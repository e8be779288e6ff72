import type { Jobs } from '../../platform/jobs'
import type { GrantExpiry } from './grants-expiry'

const SWEEP_SECONDS = 600

/** Ends of roles: warned of before, written down after. */
export function registerGrantJobs(jobs: Jobs, expiry: GrantExpiry): void {
  jobs.every('grants.expiry', SWEEP_SECONDS, () => expiry.sweep())
}
