import { webhookRoutes } from '@linli/shared/webhooks/webhooks.routes'
import { webhookSchemas } from '@linli/shared/webhooks/webhooks.schema'
import { implement, type FeatureRoutes } from '../../http/implement'
import type { WebhooksService } from './webhooks.service'

export const createWebhookRoutes = (webhooks: WebhooksService): FeatureRoutes =>
  implement(
    webhookRoutes,
    webhookSchemas,
  )({
    list: ({ actor, query }) => webhooks.list(actor, query.communityId),
    create: ({ actor, body }) => webhooks.create(actor, body),
    get: ({ actor, params }) => webhooks.get(actor, params.id),
    end: ({ actor, params }) => webhooks.end(actor, params.id),
    resume: ({ actor, params }) => webhooks.resume(actor, params.id),
    deliveries: ({ actor, params, query }) => webhooks.deliveries(actor, params.id, query),
    sendAgain: ({ actor, params }) => webhooks.sendAgain(actor, params.id),
  })
