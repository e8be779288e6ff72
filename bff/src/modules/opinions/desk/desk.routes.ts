import { deskRoutes } from '@linli/shared/opinions/desk.routes'
import { deskSchemas } from '@linli/shared/opinions/desk.schema'
import { implement, type FeatureRoutes } from '../../../http/implement'
import { sendFile } from '../../../http/send-file'
import { proofOf } from '../../../http/signed-proof'
import type { CasesService } from '../cases.service'
import type { BulkService } from './bulk.service'
import type { CaseCatalogueService } from './case-catalogue.service'
import type { CaseExportsService } from './case-exports.service'
import type { CasePresenceService } from './case-presence.service'
import type { CaseViewsService } from './case-views.service'
import type { RecusalService } from './recusal.service'

export function createDeskRoutes(deps: {
  readonly bulk: BulkService
  readonly cases: Pick<CasesService, 'setUrgent'>
  readonly recusal: RecusalService
  readonly presence: CasePresenceService
  readonly views: CaseViewsService
  readonly exports: CaseExportsService
  readonly catalogue: CaseCatalogueService
}): FeatureRoutes {
  const { bulk, cases, recusal, presence, views, exports, catalogue } = deps
  const desk = implement(
    deskRoutes,
    deskSchemas,
  )({
    bulkPreview: ({ actor, body }) => bulk.preview(actor, body),
    bulk: ({ actor, body }) => bulk.run(actor, body),
    setUrgent: ({ actor, params, body }) => cases.setUrgent(actor, params.id, body),
    recusal: ({ actor, params }) => recusal.candidates(actor, params.id),
    exportList: ({ actor, body }) => exports.begin(actor, body),
    caseCatalogue: ({ actor, query }) => catalogue.of(actor, query.communityId),
    setCaseCatalogue: ({ actor, body }) => catalogue.set(actor, body),
    here: ({ actor, params }) => presence.here(actor, params.id),
    views: ({ actor, query }) => views.list(actor, query.communityId),
    setViews: ({ actor, body }) => views.set(actor, body),
    recuse: ({ actor, params, body }) => recusal.set(actor, params.id, body),
  })
  return {
    ...desk,
    raw: [
      {
        method: 'GET',
        path: '/api/v1/case-exports/{id}/file',
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
