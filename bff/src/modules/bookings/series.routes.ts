import { seriesRoutes } from '@linli/shared/bookings/series.routes'
import { seriesSchemas } from '@linli/shared/bookings/series.schema'
import { implement, type FeatureRoutes } from '../../http/implement'
import type { SeriesService } from './series.service'

export function createSeriesRoutes(series: SeriesService): FeatureRoutes {
  return implement(
    seriesRoutes,
    seriesSchemas,
  )({
    plan: ({ actor, params, query }) => series.plan(actor, params.id, query),
    ask: ({ actor, body }) => series.ask(actor, body),
    planFor: ({ actor, params, query }) => series.planFor(actor, params.id, query),
    askFor: ({ actor, body }) => series.askFor(actor, body),
  })
}
