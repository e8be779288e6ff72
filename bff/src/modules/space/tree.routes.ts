import { treeRoutes } from '@linli/shared/space/tree.routes'
import { treeSchemas } from '@linli/shared/space/tree.schema'
import { implement, type FeatureRoutes } from '../../http/implement'
import type { TreeService } from './tree.service'

export const createTreeRoutes = (tree: TreeService): FeatureRoutes =>
  implement(
    treeRoutes,
    treeSchemas,
  )({
    nodes: ({ actor, query }) => tree.level(actor, query),
    node: ({ actor, params, query }) => tree.card(actor, params.id, query.at),
    search: ({ actor, query }) => tree.search(actor, query),
    create: ({ actor, body }) => tree.create(actor, body),
    correct: ({ actor, params, body }) => tree.correct(actor, params.id, body),
    change: ({ actor, params, body }) => tree.change(actor, params.id, body),
    end: ({ actor, params, body }) => tree.end(actor, params.id, body),
    boundary: ({ actor, params, body }) => tree.draw(actor, params.id, body),
    previewRedraw: ({ actor, body }) => tree.previewRedraw(actor, body),
    redraw: ({ actor, body }) => tree.redraw(actor, body),
    mergeCommunity: ({ actor, params, body }) => tree.mergeCommunity(actor, params.id, body),
  })
