import { councilRoutes } from '@linli/shared/council/council.routes'
import { councilSchemas } from '@linli/shared/council/council.schema'
import { implement, type FeatureRoutes } from '../../http/implement'
import type { DeliberationService } from './deliberation.service'
import type { TopicsDesk } from './topics-desk.service'
import type { TopicsService } from './topics.service'

export interface CouncilServices {
  readonly topics: TopicsService
  readonly desk: TopicsDesk
  readonly deliberation: DeliberationService
}

export function createCouncilRoutes({ topics, desk, deliberation }: CouncilServices): FeatureRoutes {
  return implement(
    councilRoutes,
    councilSchemas,
  )({
    list: ({ actor, query }) => topics.list(actor, query),
    mine: ({ actor, query }) => topics.mine(actor, query),
    get: ({ actor, params }) => topics.get(actor, params.id),
    similar: async ({ actor, body }) => ({ items: await topics.similar(actor, body.title) }),
    propose: ({ actor, body }) => topics.propose(actor, body),
    support: ({ actor, params }) => topics.support(actor, params.id),
    unsupport: ({ actor, params }) => topics.unsupport(actor, params.id),
    follow: ({ actor, params }) => topics.follow(actor, params.id),
    unfollow: ({ actor, params }) => topics.unfollow(actor, params.id),
    object: ({ actor, params, body }) => topics.object(actor, params.id, body),
    withdraw: ({ actor, params, body }) => topics.withdraw(actor, params.id, body.version),
    deliberation: ({ actor, params }) => deliberation.get(actor, params.id),
    say: ({ actor, params, body }) => deliberation.say(actor, params.id, body),
    react: ({ actor, params, body }) => deliberation.react(actor, params.id, body),

    deskList: ({ actor, query }) => desk.list(actor, query),
    deskGet: ({ actor, params }) => desk.get(actor, params.id),
    create: ({ actor, body: { communityId, opinionIds, ...proposal } }) =>
      desk.create(actor, communityId, proposal, opinionIds),
    pass: ({ actor, params, body }) => desk.pass(actor, params.id, body.version),
    screenOut: ({ actor, params, body }) => desk.screenOut(actor, params.id, body),
    decide: ({ actor, params, body }) => desk.decide(actor, params.id, body),
    adopt: ({ actor, params, body }) => desk.adopt(actor, params.id, body),
    link: ({ actor, params, body }) => desk.link(actor, params.id, body.otherId),
    hide: ({ actor, params, body }) => deliberation.hide(actor, params.id, body),
    show: ({ actor, params, body }) => deliberation.show(actor, params.id, body.statementId),
  })
}
