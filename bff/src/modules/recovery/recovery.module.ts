import type { Connection } from 'mongoose'
import type { Outbox } from '../../platform/outbox'
import type { PersonalData } from '../../platform/personal-data'
import { registerRecoveryJobs } from './recovery.jobs'
import { createRecoveryPersonalData } from './recovery.personal-data'
import { createRecoveryRepository } from './recovery.repository'
import { createRecoveryService, type RecoveryDeps, type RecoveryService } from './recovery.service'

export type RecoveryModuleDeps = Omit<RecoveryDeps, 'recoveries' | 'outbox'> & {
  readonly connection: Connection
  readonly outbox: Outbox
}

export interface RecoveryModule {
  readonly recovery: RecoveryService
  readonly personalData: PersonalData
}

/** A lost phone at the counter, with the messages that follow. */
export function createRecoveryModule(deps: RecoveryModuleDeps): RecoveryModule {
  const recoveries = createRecoveryRepository(deps.connection)
  const recovery = createRecoveryService({ ...deps, recoveries })
  registerRecoveryJobs(deps.outbox, recovery)
  return { recovery, personalData: createRecoveryPersonalData(recoveries) }
}
