import { caseRoutes } from '@linli/shared/opinions/cases.routes'
import { caseSchemas } from '@linli/shared/opinions/cases.schema'
import { implement, type FeatureRoutes } from '../../http/implement'
import type { CasesService } from './cases.service'

export function createCaseRoutes({ cases }: { cases: CasesService }): FeatureRoutes {
  return implement(
    caseRoutes,
    caseSchemas,
  )({
    parties: ({ actor, query }) => cases.parties(actor, query.communityId),
    dispatch: ({ actor, params, body }) => cases.dispatch(actor, params.id, body),
    take: ({ actor, params, body }) => cases.take(actor, params.id, body),
    sign: ({ actor, params, body }) => cases.sign(actor, params.id, body),
    handBack: ({ actor, params, body }) => cases.handBack(actor, params.id, body),
    hold: ({ actor, params, body }) => cases.hold(actor, params.id, body),
    resume: ({ actor, params, body }) => cases.resume(actor, params.id, body),
    refer: ({ actor, params, body }) => cases.refer(actor, params.id, body),
    adjudicate: ({ actor, params, body }) => cases.adjudicate(actor, params.id, body),
    helpDone: ({ actor, params, body }) => cases.helpDone(actor, params.id, body),
    askExtension: ({ actor, params, body }) => cases.askExtension(actor, params.id, body),
    decideExtension: ({ actor, params, body }) => cases.decideExtension(actor, params.id, body),
  })
}
