import type { Connection } from 'mongoose'
import { createImages } from '../../platform/files/images'
import type { KeyRing } from '../../platform/crypto'
import type { PersonalData } from '../../platform/personal-data'
import type { Retention } from '../../platform/retention'
import { createSignedUrls } from '../../platform/signed-url'
import { registerFileJobs } from './files.jobs'
import { createFilesPersonalData } from './files.personal-data'
import { createFilesRepository } from './files.repository'
import { createFilesService, type FilesDeps, type FilesService } from './files.service'

export type FilesModuleDeps = Omit<FilesDeps, 'files' | 'images' | 'signedUrls'> & {
  readonly connection: Connection
  readonly keys: KeyRing
  readonly retention: Retention
}

export interface FilesModule {
  readonly files: FilesService
  readonly personalData: PersonalData
}

/** Photos and documents, with the sweep that removes what nobody owns. */
export function createFilesModule(deps: FilesModuleDeps): FilesModule {
  const rows = createFilesRepository(deps.connection)
  const files = createFilesService({
    ...deps,
    files: rows,
    images: createImages(),
    signedUrls: createSignedUrls({ ...deps, basePath: '/api/v1' }),
  })
  registerFileJobs({ retention: deps.retention, files, rows })
  return { files, personalData: createFilesPersonalData({ files: rows, clock: deps.clock }) }
}
