import { exportRoutes } from '@linli/shared/imports/exports.routes'
import { exportSchemas } from '@linli/shared/imports/exports.schema'
import { importRoutes } from '@linli/shared/imports/imports.routes'
import { importSchemas } from '@linli/shared/imports/imports.schema'
import { implement, type FeatureRoutes } from '../../http/implement'
import { sendFile } from '../../http/send-file'
import { proofOf } from '../../http/signed-proof'
import type { ExportsService } from './exports.service'
import type { ImportsService } from './imports.service'

/** Lists into the roll and out of it; files go by addresses of their own. */
export function createListRoutes(services: {
  readonly imports: ImportsService
  readonly exports: ExportsService
}): FeatureRoutes {
  const { imports, exports } = services
  const into = implement(
    importRoutes,
    importSchemas,
  )({
    list: ({ actor, query }) => imports.list(actor, query),
    begin: ({ actor, body }) => imports.begin(actor, body),
    get: ({ actor, params }) => imports.get(actor, params.id),
    problems: ({ actor, params, query }) => imports.problems(actor, params.id, query),
    confirm: ({ actor, params }) => imports.confirm(actor, params.id),
    cancel: ({ actor, params }) => imports.cancel(actor, params.id),
  })
  const out = implement(
    exportRoutes,
    exportSchemas,
  )({
    list: ({ actor, query }) => exports.list(actor, query),
    begin: ({ actor, body }) => exports.begin(actor, body),
  })
  return {
    operations: [...into.operations, ...out.operations],
    raw: [
      {
        method: 'GET',
        path: '/api/v1/imports/templates/{kind}/{format}',
        allow: 'anyone',
        consentFree: true,
        limit: 'read',
        async handle(context, { kind = '', format = '' }) {
          sendFile(context, imports.template(kind, format))
        },
      },
      {
        method: 'GET',
        path: '/api/v1/imports/samples/{kind}/{format}',
        allow: 'anyone',
        consentFree: true,
        limit: 'read',
        async handle(context, { kind = '', format = '' }) {
          sendFile(context, imports.sample(kind, format))
        },
      },
      {
        method: 'GET',
        path: '/api/v1/imports/{id}/rejects/{format}',
        allow: 'anyone',
        consentFree: true,
        limit: 'read',
        async handle(context, { id = '', format = '' }) {
          sendFile(context, await imports.rejects({ id, format, ...proofOf(context) }))
        },
      },
      {
        method: 'GET',
        path: '/api/v1/exports/{id}/file',
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
