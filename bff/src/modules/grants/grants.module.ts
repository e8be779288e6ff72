import type { Audit } from '../../platform/audit/audit'
import type { Clock } from '../../platform/clock'
import type { Jobs } from '../../platform/jobs'
import type { UnitOfWork } from '../../platform/unit-of-work'
import type { RoleBook } from '../people/role-book.service'
import { createGrantActs } from './grants-acts'
import { createGrantsDesk } from './grants-desk.service'
import { createGrantExpiry } from './grants-expiry'
import { createGrantsReading } from './grants-reading.service'
import { createStandings } from './grants-standing'
import { createGrantTelling } from './grants-tell'
import { registerGrantJobs } from './grants.jobs'
import type { GrantAccounts, GrantDoor, GrantInbox, GrantPeople, GrantSpace, GrantWork } from './grants.ports'
import type { GrantsService } from './grants.service'
import { createHandingOver } from './hand-over.service'

export interface GrantsModuleDeps {
  readonly roles: RoleBook
  readonly space: GrantSpace
  readonly people: GrantPeople
  readonly accounts: GrantAccounts
  readonly notices: GrantWork
  readonly inbox: GrantInbox
  readonly door: GrantDoor
  readonly audit: Audit
  readonly uow: UnitOfWork
  readonly jobs: Jobs
  readonly clock: Clock
}

/** Puts the parts of the roles desk together. */
export function createGrantsModule(deps: GrantsModuleDeps): GrantsService {
  const stores = { ...deps, book: deps.roles, work: deps.notices }
  const telling = createGrantTelling(deps)
  const acts = createGrantActs({ ...stores, telling })
  const parts = { ...stores, telling, acts, standings: createStandings(stores) }
  const reading = createGrantsReading(parts)
  const desk = createGrantsDesk({ ...parts, reading })
  registerGrantJobs(deps.jobs, createGrantExpiry(parts))
  return { ...reading, ...desk, ...createHandingOver({ ...parts, desk }) }
}
