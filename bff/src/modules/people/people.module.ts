import type { Connection } from 'mongoose'
import { createPeopleRepository } from './people.repository'
import { createPeopleService, type PeopleDeps, type PeopleService } from './people.service'
import { createResidenciesRepository } from './residencies.repository'

export type PeopleModuleDeps = Omit<PeopleDeps, 'people' | 'residencies'> & {
  readonly connection: Connection
}

/** The roll: who lives where, who answers to which account, who holds which role. */
export function createPeopleModule(deps: PeopleModuleDeps): PeopleService {
  return createPeopleService({
    ...deps,
    people: createPeopleRepository(deps.connection),
    residencies: createResidenciesRepository(deps.connection),
  })
}
