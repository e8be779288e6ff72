import { auditRoutes } from '@linli/shared/audit/audit.routes'
import { auditSchemas } from '@linli/shared/audit/audit.schema'
import { implement, type FeatureRoutes } from '../../http/implement'
import type { AuditService } from './audit.service'

export const createAuditRoutes = (audit: AuditService): FeatureRoutes =>
  implement(
    auditRoutes,
    auditSchemas,
  )({
    list: ({ actor, query }) => audit.list(actor, query),
    actors: async ({ actor, query }) => ({ items: await audit.actors(actor, query.communityId) }),
    verify: ({ actor, query }) => audit.verify(actor, query),
  })
