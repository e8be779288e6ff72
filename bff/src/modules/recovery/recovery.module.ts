import type { Connection } from 'mongoose'
import type { Outbox } from '../../platform/outbox'
import { registerRecoveryJobs } from './recovery.jobs'
import { createRecoveryRepository } from './recovery.repository'
import { createRecoveryService, type RecoveryDeps, type RecoveryService } from './recovery.service'

export type RecoveryModuleDeps = Omit<RecoveryDeps, 'recoveries' | 'outbox'> & {
  readonly connection: Connection
  readonly outbox: Outbox
}

/** A lost phone at the counter, with the messages that follow. */
export function createRecoveryModule(deps: RecoveryModuleDeps): RecoveryService {
  const recovery = createRecoveryService({ ...deps, recoveries: createRecoveryRepository(deps.connection) })
  registerRecoveryJobs(deps.outbox, recovery)
  return recovery
}
