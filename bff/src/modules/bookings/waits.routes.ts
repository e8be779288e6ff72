import { waitRoutes } from '@linli/shared/bookings/waits.routes'
import { waitSchemas } from '@linli/shared/bookings/waits.schema'
import { implement, type FeatureRoutes } from '../../http/implement'
import type { WaitsService } from './waits.service'

export function createWaitsRoutes(waits: WaitsService): FeatureRoutes {
  return implement(
    waitRoutes,
    waitSchemas,
  )({
    join: ({ actor, params, body }) => waits.join(actor, params.id, body),
    mine: ({ actor }) => waits.mine(actor),
    accept: ({ actor, params, body }) => waits.accept(actor, params.id, body.version),
    leave: ({ actor, params, body }) => waits.leave(actor, params.id, body.version),
  })
}
