import type { Connection } from 'mongoose'
import type { Audit } from '../../platform/audit/audit'
import type { Clock } from '../../platform/clock'
import type { Ids } from '../../platform/ids'
import type { Outbox } from '../../platform/outbox'
import type { TenantMove } from '../../platform/tenant-move'
import type { UnitOfWork } from '../../platform/unit-of-work'
import { createCommunityMerge } from './community-merge.service'
import { createNodeChanges, type FollowingResidents } from './node-changes'
import { createNodeVersionsRepository } from './node-versions.repository'
import { createNodeWrites } from './node-writes.repository'
import { createPlaceSearch } from './place-search'
import { createRoomLists } from './room-lists.service'
import { createSpacePast } from './space-past'
import { createSpaceRooms } from './space-rooms.service'
import { createSpaceTenants } from './space-tenants.service'
import { createSpaceRepository } from './space.repository'
import { createSpaceService, type RollCounts, type SpaceService } from './space.service'
import { createTreeEditing } from './tree-editing.service'
import { createTreeReading, type NodeTenants } from './tree-reading.service'
import { createTreeRedraw } from './tree-redraw.service'
import type { TreeService } from './tree.service'

export interface SpaceModuleDeps extends NodeTenants {
  readonly connection: Connection
  readonly roll: RollCounts
  readonly residents: NodeTenants['residents'] & FollowingResidents
  readonly tenants: TenantMove
  readonly uow: UnitOfWork
  readonly audit: Audit
  readonly outbox: Pick<Outbox, 'add'>
  readonly clock: Clock
  readonly ids: Ids
}

/** Puts the parts of the tree together; they share rows that no other feature writes. */
export function createSpaceModule(deps: SpaceModuleDeps): { space: SpaceService; tree: TreeService } {
  const stored = {
    ...deps,
    nodes: createSpaceRepository(deps.connection),
    writes: createNodeWrites(deps.connection),
    versions: createNodeVersionsRepository(deps.connection),
  }
  const parts = {
    ...stored,
    past: createSpacePast(stored),
    places: createPlaceSearch(stored.nodes),
    changes: createNodeChanges(stored),
  }
  const reading = createTreeReading(parts)
  return {
    space: {
      ...createSpaceService(parts),
      ...createSpaceRooms(parts),
      ...createRoomLists(parts),
      ...createSpaceTenants(parts),
    },
    tree: {
      ...reading,
      ...createTreeEditing({ ...parts, reading }),
      ...createTreeRedraw(parts),
      ...createCommunityMerge(parts),
    },
  }
}
