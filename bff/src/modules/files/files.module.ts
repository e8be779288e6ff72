import type { Connection } from 'mongoose'
import { createImages } from '../../platform/files/images'
import type { Jobs } from '../../platform/jobs'
import type { KeyRing } from '../../platform/crypto'
import { createSignedUrls } from '../../platform/signed-url'
import { registerFileJobs } from './files.jobs'
import { createFilesRepository } from './files.repository'
import { createFilesService, type FilesDeps, type FilesService } from './files.service'

export type FilesModuleDeps = Omit<FilesDeps, 'files' | 'images' | 'signedUrls'> & {
  readonly connection: Connection
  readonly keys: KeyRing
  readonly jobs: Jobs
}

/** Photos and documents, with the sweep that removes what nobody owns. */
export function createFilesModule(deps: FilesModuleDeps): FilesService {
  const files = createFilesService({
    ...deps,
    files: createFilesRepository(deps.connection),
    images: createImages(),
    signedUrls: createSignedUrls({ ...deps, basePath: '/api/v1' }),
  })
  registerFileJobs({ jobs: deps.jobs, files })
  return files
}
