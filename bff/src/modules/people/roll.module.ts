import type { Connection } from 'mongoose'
import type { Clock } from '../../platform/clock'
import type { Crypto } from '../../platform/crypto'
import type { Ids } from '../../platform/ids'
import { createPersonSeals } from './person-seals'
import { createPersonsRepository } from './persons.repository'
import type { RollAccounts, RollSpace } from './roll.ports'
import { createRollRepository } from './roll.repository'
import { createRollService, type RollService } from './roll.service'
import { createTagCatalogueRepository } from './tag-catalogue.repository'

export interface RollModuleDeps {
  readonly connection: Connection
  readonly space: RollSpace
  readonly accounts: RollAccounts
  readonly crypto: Crypto
  readonly clock: Clock
  readonly ids: Ids
}

export interface RollModule {
  readonly roll: RollService
}

/** Puts the parts of the roll together. */
export function createRollModule(deps: RollModuleDeps): RollModule {
  const { connection } = deps
  const roll = createRollService({
    ...deps,
    persons: createPersonsRepository(connection),
    roll: createRollRepository(connection),
    catalogue: createTagCatalogueRepository(connection),
    seals: createPersonSeals(deps.crypto),
  })
  return { roll }
}
