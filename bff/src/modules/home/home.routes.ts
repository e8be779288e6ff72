import { homeRoutes } from '@linli/shared/home/home.routes'
import { homeSchemas } from '@linli/shared/home/home.schema'
import { implement, type FeatureRoutes } from '../../http/implement'
import type { HomeService } from './home.service'

export function createHomeRoutes(home: HomeService): FeatureRoutes {
  return implement(
    homeRoutes,
    homeSchemas,
  )({
    get: ({ actor, query }) => home.get(actor, query.communityId),
  })
}
