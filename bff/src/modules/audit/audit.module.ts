import type { Connection } from 'mongoose'
import type { Audit } from '../../platform/audit/audit'
import type { KeyRing } from '../../platform/crypto'
import type { Ids } from '../../platform/ids'
import { createSignedUrls } from '../../platform/signed-url'
import type { UnitOfWork } from '../../platform/unit-of-work'
import { createAuditExports } from './audit-exports.repository'
import { createAuditExportsService, type AuditExportsService } from './audit-exports.service'
import { registerAuditJobs, type AuditJobsDeps } from './audit.jobs'
import type { AuditPeople, AuditSpace } from './audit.ports'
import { createAuditRepository } from './audit.repository'
import { createAuditService, type AuditService } from './audit.service'

export type AuditModuleDeps = AuditJobsDeps & {
  readonly connection: Connection
  readonly people: AuditPeople
  readonly space: AuditSpace
  readonly audit: Audit
  readonly keys: KeyRing
  readonly uow: UnitOfWork
  readonly ids: Ids
}

export interface AuditModule {
  readonly reading: AuditService
  readonly exports: AuditExportsService
}

/** Reading the trail and taking it out, and the jobs that chain and seal it. */
export function createAuditModule(deps: AuditModuleDeps): AuditModule {
  registerAuditJobs(deps)
  const audit = createAuditRepository(deps.connection)
  return {
    reading: createAuditService({ ...deps, audit }),
    exports: createAuditExportsService({
      ...{ ...deps, audit, trail: deps.audit },
      exports: createAuditExports(deps.connection),
      signedUrls: createSignedUrls({ ...deps, basePath: '/api/v1' }),
    }),
  }
}
