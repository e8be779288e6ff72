import { byBeginning } from '../../platform/dated-rows'
import { nextBy, removedHere, type Retention } from '../../platform/retention'
import type { FilesRepository } from './files.repository'
import type { FilesService } from './files.service'

const SWEEP_SECONDS = 600

/** Photos that were picked and never sent go away after a day. */
export function registerFileJobs(deps: {
  readonly retention: Retention
  readonly files: Pick<FilesService, 'sweep'>
  readonly rows: Pick<FilesRepository, 'unowned'>
}): void {
  deps.retention.keep(
    {
      rule: 'uploads',
      remove: async () => removedHere(await deps.files.sweep()),
      next: (now) => nextBy('uploads', now, byBeginning(deps.rows.unowned, 'uploads')),
    },
    { job: 'files.sweep', seconds: SWEEP_SECONDS },
  )
}
