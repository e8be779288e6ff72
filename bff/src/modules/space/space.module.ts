import type { Connection } from 'mongoose'
import type { Audit } from '../../platform/audit/audit'
import type { Clock } from '../../platform/clock'
import type { Ids } from '../../platform/ids'
import type { UnitOfWork } from '../../platform/unit-of-work'
import { createNodeVersionsRepository } from './node-versions.repository'
import { createNodeWrites } from './node-writes.repository'
import { createSpaceRooms } from './space-rooms.service'
import { createSpaceTenants } from './space-tenants.service'
import { createSpaceRepository } from './space.repository'
import { createSpaceService, type RollCounts, type SpaceService } from './space.service'

export interface SpaceModuleDeps {
  readonly connection: Connection
  readonly roll: RollCounts
  readonly uow: UnitOfWork
  readonly audit: Audit
  readonly clock: Clock
  readonly ids: Ids
}

/** Puts the parts of the tree together; they share rows that no other feature writes. */
export function createSpaceModule(deps: SpaceModuleDeps): SpaceService {
  const parts = {
    ...deps,
    nodes: createSpaceRepository(deps.connection),
    writes: createNodeWrites(deps.connection),
    versions: createNodeVersionsRepository(deps.connection),
  }
  return { ...createSpaceService(parts), ...createSpaceRooms(parts), ...createSpaceTenants(parts) }
}
