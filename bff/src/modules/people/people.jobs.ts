import type { Jobs } from '../../platform/jobs'
import type { RollTidying } from './roll-tidying'

const TIDY_SECONDS = 86_400

/** What is past its retention goes by itself. */
export function registerPeopleJobs(jobs: Jobs, tidying: RollTidying): void {
  jobs.every('people.tidy', TIDY_SECONDS, () => tidying.run())
}
