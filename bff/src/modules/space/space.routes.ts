import { spaceRoutes } from '@linli/shared/space/space.routes'
import { spaceSchemas } from '@linli/shared/space/space.schema'
import { implement, type FeatureRoutes } from '../../http/implement'
import type { SpaceService } from './space.service'

export const createSpaceRoutes = (space: SpaceService): FeatureRoutes =>
  implement(
    spaceRoutes,
    spaceSchemas,
  )({
    communities: async () => ({ items: await space.communities() }),
    places: async ({ actor, query }) => ({ items: await space.places(actor, query.parentId) }),
    gridCard: ({ actor, query }) => space.gridCard(actor, query.communityId),
    gridMap: ({ actor, query }) => space.gridMap(actor, query.communityId),
    audienceTree: ({ actor, query }) => space.audienceTree(actor, query.communityId),
  })
