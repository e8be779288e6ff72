import type { Connection } from 'mongoose'
import type { PersonalData } from '../../platform/personal-data'
import { createPlacedGrants } from './placed-grants'
import { createSecondFactorResetService, type SecondFactorResetService } from './second-factor-reset.service'
import { createResetsRepository } from './second-factor-resets.repository'
import type { FactorInbox, FactorSpace } from './second-factor.ports'
import { createFactorPersonalData } from './second-factor.personal-data'
import { createSecondFactorRepository } from './second-factor.repository'
import {
  createSecondFactorService,
  type SecondFactorDeps,
  type SecondFactorService,
} from './second-factor.service'

export type SecondFactorModuleDeps = Omit<SecondFactorDeps, 'factors' | 'grants'> & {
  readonly connection: Connection
  readonly space: FactorSpace
  readonly inbox: FactorInbox
}

export interface SecondFactorModule {
  readonly own: SecondFactorService
  readonly resets: SecondFactorResetService
  readonly personalData: PersonalData
}

/** The second factor: one's own, and the way two others take it away from somebody who lost it. */
export function createSecondFactorModule(deps: SecondFactorModuleDeps): SecondFactorModule {
  const factors = createSecondFactorRepository(deps.connection)
  const grants = createPlacedGrants(deps)
  return {
    own: createSecondFactorService({ ...deps, factors, grants }),
    resets: createSecondFactorResetService({
      ...deps,
      factors,
      grants,
      resets: createResetsRepository(deps.connection),
    }),
    personalData: createFactorPersonalData(factors),
  }
}
