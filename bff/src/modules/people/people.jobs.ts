import type { Retention, RetentionWork } from '../../platform/retention'

/** What is past its retention goes by itself. */
export function registerPeopleJobs(retention: Retention, works: readonly RetentionWork[]): void {
  for (const work of works) retention.keep(work)
}
