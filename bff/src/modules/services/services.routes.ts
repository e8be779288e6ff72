import { serviceRoutes } from '@linli/shared/services/services.routes'
import { serviceSchemas } from '@linli/shared/services/services.schema'
import { implement, type FeatureRoutes } from '../../http/implement'
import type { ServicesService } from './services.service'

export function createServicesRoutes(services: ServicesService): FeatureRoutes {
  return implement(
    serviceRoutes,
    serviceSchemas,
  )({
    list: ({ query }) => services.list(query.communityId, query.q),
    get: ({ params, query }) => services.get(query.communityId, params.code),
    change: ({ actor, params, body }) => services.change(actor, params.code, body),
  })
}
