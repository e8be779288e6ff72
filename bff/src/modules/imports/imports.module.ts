import type { Connection } from 'mongoose'
import type { Logger } from 'pino'
import type { Audit } from '../../platform/audit/audit'
import type { Clock } from '../../platform/clock'
import type { Crypto, KeyRing } from '../../platform/crypto'
import type { Ids } from '../../platform/ids'
import type { Jobs } from '../../platform/jobs'
import type { Outbox } from '../../platform/outbox'
import type { Retention } from '../../platform/retention'
import { createSignedUrls } from '../../platform/signed-url'
import type { UnitOfWork } from '../../platform/unit-of-work'
import type { FilesService } from '../files/files.service'
import { createExportRows } from './export-rows'
import { createExportsRepository } from './exports.repository'
import { createExportsService, type ExportsService } from './exports.service'
import { createImportGrants } from './import-grants'
import { createImportRunner } from './import-runner.service'
import { createImportSlicesRepository } from './import-slices.repository'
import { createRollTarget, createRoomTarget, rollRules, type ImportTargets } from './import-targets'
import { registerImportJobs } from './imports.jobs'
import type {
  ImportAccounts,
  ImportGrids,
  ImportLists,
  ImportPeople,
  ImportRoll,
  ImportSpace,
  RolesDesk,
} from './imports.ports'
import { importRetention } from './imports.retention'
import { createImportsRepository } from './imports.repository'
import { createImportsService, type ImportsService } from './imports.service'
import { createImportSweep } from './imports.sweep'
import { createStaffTarget } from './staff-target'

export interface ImportsModuleDeps {
  readonly connection: Connection
  readonly space: ImportSpace & ImportGrids
  readonly roll: ImportRoll
  readonly lists: ImportLists
  readonly grants: RolesDesk
  readonly people: ImportPeople
  readonly accounts: ImportAccounts
  readonly files: FilesService
  readonly crypto: Crypto
  readonly keys: KeyRing
  readonly outbox: Outbox
  readonly jobs: Jobs
  readonly retention: Retention
  readonly audit: Audit
  readonly uow: UnitOfWork
  readonly clock: Clock
  readonly ids: Ids
  readonly logger: Logger
  readonly demo: boolean
}

/** Lists into the roll and out of it. */
export interface ListServices {
  readonly imports: ImportsService
  readonly exports: ExportsService
}

/** Puts the parts of lists together: the desk, the runner behind it, and what goes out. */
export function createImportsModule(deps: ImportsModuleDeps): ListServices {
  const { connection, crypto, jobs, outbox } = deps
  const grants = createImportGrants(deps.grants, deps.accounts)
  const parts = {
    ...deps,
    imports: createImportsRepository(connection),
    slices: createImportSlicesRepository(connection, crypto),
    signedUrls: createSignedUrls({ ...deps, basePath: '/api/v1' }),
  }
  const targets: ImportTargets = {
    rooms: createRoomTarget(deps.space),
    owners: createRollTarget(deps, rollRules.owners),
    people: createRollTarget(deps, rollRules.people),
    tags: createRollTarget(deps, rollRules.tags),
    staff: createStaffTarget({ grants, grids: deps.space }),
  }
  registerImportJobs({
    ...{ jobs, outbox },
    runner: createImportRunner({ ...parts, targets }),
    sweep: createImportSweep(parts),
  })
  deps.retention.keep(importRetention(parts))
  return {
    imports: createImportsService(parts),
    exports: createExportsService({
      ...parts,
      exports: createExportsRepository(connection),
      rows: createExportRows({ ...deps, grants }),
    }),
  }
}
