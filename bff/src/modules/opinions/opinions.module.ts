import type { Connection } from 'mongoose'
import type { Audit } from '../../platform/audit/audit'
import type { Attempts } from '../../platform/attempts'
import type { Clock } from '../../platform/clock'
import type { Crypto, KeyRing } from '../../platform/crypto'
import type { Counters } from '../../platform/counters'
import type { Ids } from '../../platform/ids'
import type { Jobs } from '../../platform/jobs'
import type { Logger } from '../../platform/logger'
import type { Outbox } from '../../platform/outbox'
import type { Retention } from '../../platform/retention'
import type { PersonalData } from '../../platform/personal-data'
import { createSignedUrls } from '../../platform/signed-url'
import { createTenantSettings } from '../../platform/tenant-settings'
import type { UnitOfWork } from '../../platform/unit-of-work'
import { createCaseParties } from './case-parties'
import { registerJoiningJobs } from './cases-joining.jobs'
import { createJoiningService, type JoiningService } from './cases-joining.service'
import { createBulkService, type BulkService } from './desk/bulk.service'
import { createCasePresence, type CasePresenceService } from './desk/case-presence.service'
import { createCasePresences } from './desk/case-presences.repository'
import { createCaseViews } from './desk/case-views.repository'
import { createCaseViewsService, type CaseViewsService } from './desk/case-views.service'
import { createContacts, type ContactsService } from './caller/contacts.service'
import { createCaseCatalogue, type CaseCatalogueService } from './desk/case-catalogue.service'
import { createCaseCatalogues } from './desk/case-catalogues.repository'
import { createCaseExports } from './desk/case-exports.repository'
import { createCaseExportsService, type CaseExportsService } from './desk/case-exports.service'
import { createCaseVideo, type CaseVideoService } from './desk/case-video.service'
import { createRecusal, type RecusalService } from './desk/recusal.service'
import { createFiguresService, type FiguresService } from './figures/figures.service'
import { createSimilarCases } from './intake/similar-cases'
import { registerCasesJobs } from './cases.jobs'
import { createCasesService, type CasesService } from './cases.service'
import { registerAuthorLeftJobs } from './author-left.jobs'
import { createAuthorTraceRepository } from './author-trace.repository'
import { createBoardFigures } from './board/board-figures.repository'
import { createBoardOverview, type BoardOverview } from './board/board-overview'
import { createBoardPhotos, type BoardPhotos } from './board/board-photos.service'
import { createExternalCases, type ExternalCases } from './caller/external-cases.service'
import { createExternalCasesRepository } from './caller/external-cases.repository'
import { registerCallerJobs } from './caller/caller.jobs'
import { createOutsideWords, type OutsideWords } from './caller/outside-word.service'
import { createCallerSeals } from './caller/caller-seals'
import { createCallerService, type CallerService } from './caller/caller.service'
import { createOpinionCallers } from './caller/opinion-callers.repository'
import { createIntakeService, type IntakeService } from './intake/intake.service'
import { registerIntakeJobs } from './intake/intake.jobs'
import { createProxies } from './intake/proxies'
import { createOpinionPrints } from './intake/opinion-prints.repository'
import { createOpinionSupports } from './intake/opinion-supports.repository'
import { registerWarningJobs } from './opinions.warning-jobs'
import { createOpinionsDesk, type OpinionsDesk } from './opinions-desk.service'
import { registerCommunityMergeJobs } from './community-merge.jobs'
import { createMovedCases } from './moved-cases.repository'
import { createNamedStaff } from './named-staff'
import { createOpinionSources, type OpinionSources } from './opinion-sources.service'
import { registerOpinionsJobs, type OpinionsJobs } from './opinions.jobs'
import type {
  OpinionAccounts,
  OpinionCalendars,
  OpinionFiles,
  OpinionInbox,
  OpinionKin,
  OpinionPeople,
  OpinionSpace,
} from './opinions.ports'
import { createOpinionsPersonalData } from './opinions.personal-data'
import { createQueueCounts } from './opinions.queue-counts'
import { createOpinionsRepository, type OpinionsRepository } from './opinions.repository'
import { createOpinionsService, type OpinionsService } from './opinions.service'
import { defaultSettings, type OpinionSettingsSource } from './opinions.settings'
import { createReplyTemplates, type ReplyTemplatesService } from './reply-templates.service'
import { createTransitions } from './opinions.transition'

export interface OpinionsModuleDeps {
  readonly connection: Connection
  readonly space: OpinionSpace
  readonly people: OpinionPeople
  readonly kin: OpinionKin
  readonly calendars: OpinionCalendars
  readonly accounts: OpinionAccounts
  readonly files: OpinionFiles
  readonly inbox: OpinionInbox
  readonly audit: Audit
  readonly counters: Counters
  readonly crypto: Crypto
  readonly keys: KeyRing
  readonly attempts: Attempts
  readonly uow: UnitOfWork
  readonly outbox: Outbox
  readonly jobs: Jobs
  readonly retention: Pick<Retention, 'keep'>
  readonly clock: Clock
  readonly ids: Ids
  readonly logger: Logger
}

export interface OpinionsModule {
  readonly opinions: OpinionsService
  readonly desk: OpinionsDesk
  readonly cases: CasesService
  readonly joining: JoiningService
  readonly figures: FiguresService
  readonly bulk: BulkService
  readonly recusal: RecusalService
  readonly videos: CaseVideoService
  readonly presence: CasePresenceService
  readonly contacts: ContactsService
  readonly exports: CaseExportsService
  readonly catalogue: CaseCatalogueService
  readonly views: CaseViewsService
  readonly templates: ReplyTemplatesService
  /** What happens before an opinion is one more. */
  readonly intake: IntakeService
  /** What larger things may know of the cases they came from. */
  readonly sources: OpinionSources
  readonly boardOverview: BoardOverview
  readonly boardPhotos: BoardPhotos
  readonly callers: CallerService
  /** The box as other systems reach it. */
  readonly external: ExternalCases & OutsideWords
  readonly jobs: OpinionsJobs
  /** For set-up and the demo seed. */
  readonly repository: OpinionsRepository
  readonly settings: OpinionSettingsSource
  readonly personalData: PersonalData
}

/** Puts the parts of the opinion box together, and registers what follows its events by itself. */
export function createOpinionsModule(deps: OpinionsModuleDeps): OpinionsModule {
  const repository = createOpinionsRepository(deps.connection)
  const settings = createTenantSettings({ ...deps, feature: 'opinions', defaults: defaultSettings })
  const counts = createQueueCounts({ opinions: repository, clock: deps.clock })
  const transitions = createTransitions({ ...deps, opinions: repository, counts })
  const prints = createOpinionPrints(deps.connection)
  const supports = createOpinionSupports(deps.connection)
  const parts = {
    ...{ ...deps, opinions: repository, settings, counts, transitions, prints, supports },
    parties: createCaseParties(deps),
    named: createNamedStaff(deps),
    proxies: createProxies(deps),
  }
  const presence = createCasePresence({ ...parts, presences: createCasePresences(deps.connection) })
  const views = createCaseViews(deps.connection)
  registerIntakeJobs(parts)
  const callerParts = {
    ...parts,
    callers: createOpinionCallers(deps.connection),
    seals: createCallerSeals(deps.crypto),
  }
  registerCallerJobs(callerParts)
  const outsideParts = { ...callerParts, external: createExternalCasesRepository(deps.connection) }
  registerCasesJobs(parts)
  registerCommunityMergeJobs({ ...parts, moved: createMovedCases(deps.connection) })
  registerJoiningJobs(parts)
  registerWarningJobs(parts)
  registerAuthorLeftJobs(parts)
  return {
    opinions: createOpinionsService(parts),
    desk: createOpinionsDesk({ ...parts, presence }),
    presence,
    views: createCaseViewsService({ views }),
    cases: createCasesService(parts),
    figures: createFiguresService(parts),
    bulk: createBulkService(parts),
    recusal: createRecusal(parts),
    videos: createCaseVideo(parts),
    templates: createReplyTemplates(parts),
    joining: createJoiningService({ ...callerParts, similarCases: createSimilarCases(parts) }),
    intake: createIntakeService(parts),
    sources: createOpinionSources(parts),
    callers: createCallerService(callerParts),
    contacts: createContacts(callerParts),
    catalogue: createCaseCatalogue({ ...parts, catalogues: createCaseCatalogues(deps.connection) }),
    exports: createCaseExportsService({
      ...parts,
      exports: createCaseExports(deps.connection),
      signedUrls: createSignedUrls({ ...deps, basePath: '/api/v1' }),
    }),
    external: { ...createExternalCases(outsideParts), ...createOutsideWords(outsideParts) },
    boardOverview: createBoardOverview({ ...parts, figures: createBoardFigures(deps.connection) }),
    boardPhotos: createBoardPhotos(parts),
    jobs: registerOpinionsJobs(parts),
    repository,
    settings,
    personalData: createOpinionsPersonalData({
      ...parts,
      traces: createAuthorTraceRepository(deps.connection),
      views,
    }),
  }
}
