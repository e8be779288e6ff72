import { grantRoutes } from '@linli/shared/grants/grants.routes'
import { grantSchemas } from '@linli/shared/grants/grants.schema'
import { implement, type FeatureRoutes } from '../../http/implement'
import type { GrantsService } from './grants.service'

export const createGrantRoutes = (grants: GrantsService): FeatureRoutes =>
  implement(
    grantRoutes,
    grantSchemas,
  )({
    list: ({ actor, query }) => grants.list(actor, query),
    places: async ({ actor }) => ({ items: await grants.places(actor) }),
    invitations: async ({ actor, query }) => ({ items: await grants.invitations(actor, query.nodeId) }),
    holder: ({ actor, params }) => grants.holder(actor, params.id),
    grant: ({ actor, body }) => grants.grant(actor, body),
    handOver: ({ actor, body }) => grants.handOver(actor, body),
    revoke: ({ actor, params, body }) => grants.revoke(actor, params.id, body),
    changeExpiry: ({ actor, params, body }) => grants.changeExpiry(actor, params.id, body),
    withdrawInvitation: async ({ actor, params }) => ({
      id: await grants.withdrawInvitation(actor, params.id),
    }),
  })
