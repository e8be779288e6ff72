import type { Jobs } from '../../platform/jobs'
import type { Outbox } from '../../platform/outbox'
import type { Retention, RetentionWork } from '../../platform/retention'
import { deletionRequested, type AccountDeletionService } from './account-deletion.service'
import { exportRequested, type DataExportsService } from './data-exports.service'

const ERASE_SECONDS = 60

/** What follows a request: a file is made, an account's data go. Both may be cut off and begun again. */
export function registerPrivacyJobs(deps: {
  readonly jobs: Jobs
  readonly outbox: Pick<Outbox, 'registerHandler'>
  readonly retention: Retention
  readonly works: readonly RetentionWork[]
  readonly exports: DataExportsService
  readonly deletion: AccountDeletionService
}): void {
  const { jobs, outbox, retention, exports, deletion } = deps
  outbox.registerHandler(exportRequested, 'privacy.make_export', (event) => exports.make(event))
  outbox.registerHandler(deletionRequested, 'privacy.erase', (event) => deletion.erase(event.aggregateId))
  jobs.every('privacy.erase', ERASE_SECONDS, () => deletion.sweep())
  for (const work of deps.works) retention.keep(work)
}
