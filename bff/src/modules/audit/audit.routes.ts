import { auditRoutes } from '@linli/shared/audit/audit.routes'
import { auditSchemas } from '@linli/shared/audit/audit.schema'
import { implement, type FeatureRoutes } from '../../http/implement'
import { sendFile } from '../../http/send-file'
import { proofOf } from '../../http/signed-proof'
import type { AuditModule } from './audit.module'

export function createAuditRoutes({ reading: audit, exports }: AuditModule): FeatureRoutes {
  const { operations } = implement(
    auditRoutes,
    auditSchemas,
  )({
    list: ({ actor, query }) => audit.list(actor, query),
    actors: async ({ actor, query }) => ({ items: await audit.actors(actor, query.communityId) }),
    verify: ({ actor, query }) => audit.verify(actor, query),
    export: ({ actor, body }) => exports.begin(actor, body),
  })
  return {
    operations,
    raw: [
      {
        method: 'GET',
        path: '/api/v1/audit-exports/{id}/file',
        allow: 'anyone',
        consentFree: true,
        limit: 'read',
        async handle(context, { id = '' }) {
          sendFile(context, await exports.open({ id, ...proofOf(context) }))
        },
      },
    ],
  }
}
