import { holdRoutes } from '@linli/shared/bookings/holds.routes'
import { holdSchemas } from '@linli/shared/bookings/holds.schema'
import { implement, type FeatureRoutes } from '../../http/implement'
import type { HoldsService } from './holds.service'

export function createHoldsRoutes(holds: HoldsService): FeatureRoutes {
  return implement(
    holdRoutes,
    holdSchemas,
  )({
    take: ({ actor, params, body }) => holds.take(actor, params.id, body),
    release: ({ actor }) => holds.release(actor),
  })
}
