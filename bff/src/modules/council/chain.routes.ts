import { chainRoutes } from '@linli/shared/council/chain.routes'
import { chainSchemas } from '@linli/shared/council/chain.schema'
import { implement, type FeatureRoutes } from '../../http/implement'
import type { ChainService } from './chain.service'

export function createChainRoutes({ chain }: { readonly chain: ChainService }): FeatureRoutes {
  return implement(
    chainRoutes,
    chainSchemas,
  )({
    get: ({ actor, params }) => chain.get(actor, params.id),
    move: ({ actor, params, body }) => chain.move(actor, params.id, body),
    polls: async ({ actor, params }) => ({ items: await chain.polls(actor, params.id) }),
    linkPoll: ({ actor, params, body }) => chain.linkPoll(actor, params.id, body),
    resolve: ({ actor, params, body }) => chain.resolve(actor, params.id, body),
    close: ({ actor, params, body }) => chain.close(actor, params.id, body),
    addTask: ({ actor, params, body }) => chain.addTask(actor, params.id, body),
    report: ({ actor, params, body }) => chain.report(actor, params.id, body),
    confirmTask: ({ actor, params, body }) => chain.confirmTask(actor, params.id, body),
  })
}
