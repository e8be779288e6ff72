import { caseRoutes } from '@linli/shared/opinions/cases.routes'
import { caseSchemas } from '@linli/shared/opinions/cases.schema'
import { implement, type FeatureRoutes } from '../../http/implement'
import type { JoiningService } from './cases-joining.service'
import type { ContactsService } from './caller/contacts.service'
import type { CasesService } from './cases.service'
import type { ReplyTemplatesService } from './reply-templates.service'
import type { OpinionsService } from './opinions.service'

export function createCaseRoutes(deps: {
  cases: CasesService
  joining: JoiningService
  templates: ReplyTemplatesService
  opinions: Pick<OpinionsService, 'ask' | 'shareContact'>
  contacts: ContactsService
}): FeatureRoutes {
  const { cases, joining, templates, opinions, contacts } = deps
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
    templates: ({ actor, query }) => templates.list(actor, query.communityId),
    setTemplates: ({ actor, body }) => templates.set(actor, body),
    similar: ({ actor, params }) => joining.similar(actor, params.id),
    merge: ({ actor, params, body }) => joining.merge(actor, params.id, body),
    split: ({ actor, params, body }) => joining.split(actor, params.id, body),
    ask: ({ actor, params, body }) => opinions.ask(actor, params.id, body),
    shareContact: ({ actor, params, body }) => opinions.shareContact(actor, params.id, body),
    readContact: ({ actor, params }) => contacts.read(actor, params.id),
    respond: ({ actor, params, body }) => cases.respond(actor, params.id, body),
    askExtension: ({ actor, params, body }) => cases.askExtension(actor, params.id, body),
    decideExtension: ({ actor, params, body }) => cases.decideExtension(actor, params.id, body),
  })
}
