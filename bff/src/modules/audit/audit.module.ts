import type { Connection } from 'mongoose'
import { registerAuditJobs, type AuditJobsDeps } from './audit.jobs'
import type { AuditPeople, AuditSpace } from './audit.ports'
import { createAuditRepository } from './audit.repository'
import { createAuditService, type AuditService } from './audit.service'

export type AuditModuleDeps = AuditJobsDeps & {
  readonly connection: Connection
  readonly people: AuditPeople
  readonly space: AuditSpace
}

/** Reading the trail, and the jobs that chain and seal it. */
export function createAuditModule(deps: AuditModuleDeps): AuditService {
  registerAuditJobs(deps)
  return createAuditService({ ...deps, audit: createAuditRepository(deps.connection) })
}
