import type { Jobs } from '../../platform/jobs'
import type { FilesService } from './files.service'

const SWEEP_SECONDS = 600

/** Photos that were picked and never sent go away after a day. */
export function registerFileJobs({ jobs, files }: { jobs: Jobs; files: Pick<FilesService, 'sweep'> }): void {
  jobs.every('files.sweep', SWEEP_SECONDS, () => files.sweep())
}
