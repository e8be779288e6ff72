import { councilFigureRoutes } from '@linli/shared/council/figures.routes'
import { councilFigureSchemas } from '@linli/shared/council/figures.schema'
import { implement, type FeatureRoutes } from '../../http/implement'
import type { CouncilFiguresService } from './figures.service'

export function createCouncilFigureRoutes({
  figures,
}: {
  readonly figures: CouncilFiguresService
}): FeatureRoutes {
  return implement(
    councilFigureRoutes,
    councilFigureSchemas,
  )({
    get: ({ actor, query }) => figures.get(actor, query.communityId),
    save: ({ actor, body: { communityId, version, ...wanted } }) =>
      figures.save(actor, communityId, { version, figures: wanted }),
  })
}
