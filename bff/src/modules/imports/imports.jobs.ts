import type { Jobs } from '../../platform/jobs'
import type { Outbox } from '../../platform/outbox'
import { GO_ON, type ImportRunner } from './import-runner.service'
import type { ImportSweep } from './imports.sweep'

const SWEEP_SECONDS = 60

/** Lists go on from event to event; the sweep looks after those whose event was lost. */
export function registerImportJobs(deps: {
  readonly jobs: Jobs
  readonly outbox: Pick<Outbox, 'registerHandler'>
  readonly runner: ImportRunner
  readonly sweep: ImportSweep
}): void {
  deps.outbox.registerHandler(GO_ON, 'imports.go_on', (event) => deps.runner.goOn(event))
  deps.jobs.every('imports.sweep', SWEEP_SECONDS, () => deps.sweep.sweep())
}
