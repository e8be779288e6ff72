import { figureRoutes } from '@linli/shared/opinions/figures.routes'
import { figureSchemas } from '@linli/shared/opinions/figures.schema'
import { implement, type FeatureRoutes } from '../../../http/implement'
import type { FiguresService } from './figures.service'

export function createFigureRoutes({ figures }: { figures: FiguresService }): FeatureRoutes {
  return implement(
    figureRoutes,
    figureSchemas,
  )({
    figures: ({ actor, query }) => figures.figures(actor, query),
    figureCases: ({ actor, query }) => figures.cases(actor, query),
    callbacks: ({ actor, query }) => figures.callbacks(actor, query.communityId),
    callback: ({ actor, params, body }) => figures.callback(actor, params.id, body),
    mark: ({ actor, params, body }) => figures.mark(actor, params.id, body),
  })
}
