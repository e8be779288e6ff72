import type { Connection } from 'mongoose'
import { createSpaceRepository } from './space.repository'
import { createSpaceService, type SpaceDeps, type SpaceService } from './space.service'

export type SpaceModuleDeps = Omit<SpaceDeps, 'nodes'> & { readonly connection: Connection }

/** The tree of places. */
export function createSpaceModule(deps: SpaceModuleDeps): SpaceService {
  return createSpaceService({ ...deps, nodes: createSpaceRepository(deps.connection) })
}
