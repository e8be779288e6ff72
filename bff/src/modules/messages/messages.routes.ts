import { messageRoutes } from '@linli/shared/messages/messages.routes'
import { messageSchemas } from '@linli/shared/messages/messages.schema'
import { implement, type FeatureRoutes } from '../../http/implement'
import type { MessagesService } from './messages.service'

export function createMessagesRoutes(messages: MessagesService): FeatureRoutes {
  return implement(
    messageRoutes,
    messageSchemas,
  )({
    list: ({ actor, query }) => messages.list(actor, query),
    counts: ({ actor }) => messages.counts(actor),
    wechatTemplates: () => Promise.resolve(messages.wechatTemplates()),
    read: ({ actor, params }) => messages.read(actor, params.id),
    readAll: ({ actor }) => messages.readAll(actor),
  })
}
