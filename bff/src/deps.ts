import path from 'node:path'
import { createAccessGate, type AccessGate } from './http/access-gate'
import { createIdempotency, type Idempotency } from './http/idempotency'
import { createIdempotencyKeys } from './http/idempotency-keys.repository'
import { registerIdempotencyJobs } from './http/idempotency.jobs'
import type { FeatureRoutes } from './http/implement'
import type { StepUp } from './http/operation'
import {
  createRateLimits,
  defaultLimits,
  scaledLimits,
  type LimitFigures,
  type RateLimits,
} from './http/rate-limit'
import { createAuditModule, type AuditModule } from './modules/audit/audit.module'
import { createAuditRoutes } from './modules/audit/audit.routes'
import { createBookingMerges } from './modules/bookings/booking-merges.repository'
import { createBookingsModule, type BookingsModule } from './modules/bookings/bookings.module'
import { createBookingsRoutes } from './modules/bookings/bookings.routes'
import { createHoldsRoutes } from './modules/bookings/holds.routes'
import { createSeriesRoutes } from './modules/bookings/series.routes'
import { createWaitsRoutes } from './modules/bookings/waits.routes'
import { createCalendarDesk, type CalendarDesk } from './modules/calendar/calendar-desk.service'
import { createCalendarModule } from './modules/calendar/calendar.module'
import { createCalendarRoutes } from './modules/calendar/calendar.routes'
import type { CalendarService } from './modules/calendar/calendar.service'
import { createChainRoutes } from './modules/council/chain.routes'
import { createCouncilMerges } from './modules/council/council-merges.repository'
import { createCouncilModule, type CouncilModule } from './modules/council/council.module'
import { createCouncilSettings } from './modules/council/council.settings'
import { createCouncilFigureRoutes } from './modules/council/figures.routes'
import { createMeetingRoutes } from './modules/council/meetings.routes'
import { createCouncilRoutes } from './modules/council/council.routes'
import { createFilesModule } from './modules/files/files.module'
import { createFilesRoutes } from './modules/files/files.routes'
import type { FilesService } from './modules/files/files.service'
import { createGrantsModule } from './modules/grants/grants.module'
import { createGrantRoutes } from './modules/grants/grants.routes'
import type { GrantsService } from './modules/grants/grants.service'
import { createHomeRoutes } from './modules/home/home.routes'
import { createHomeService, type HomeService } from './modules/home/home.service'
import { createHomesModule, type HomesModule } from './modules/homes/homes.module'
import { createHomesRoutes } from './modules/homes/homes.routes'
import { createImportsModule, type ListServices } from './modules/imports/imports.module'
import { createListRoutes } from './modules/imports/imports.routes'
import { createMessagesModule } from './modules/messages/messages.module'
import { createMessagesRoutes } from './modules/messages/messages.routes'
import type { MessagesService } from './modules/messages/messages.service'
import { createNoticesModule } from './modules/notices/notices.module'
import { createNoticesRoutes } from './modules/notices/notices.routes'
import type { NoticesService } from './modules/notices/notices.service'
import { createFigureRoutes } from './modules/opinions/figures/figures.routes'
import { createCaseRoutes } from './modules/opinions/cases.routes'
import { createDeskRoutes } from './modules/opinions/desk/desk.routes'
import { createOpinionMerges } from './modules/opinions/opinion-merges.repository'
import { createOpinionsModule, type OpinionsModule } from './modules/opinions/opinions.module'
import { createOpinionsRoutes } from './modules/opinions/opinions.routes'
import { createOpenCases } from './modules/opinions/open-cases.repository'
import { createGridWorkers } from './modules/people/grid-workers.repository'
import { createElectors } from './modules/people/electors.repository'
import { createOpen311Module, type Open311Module } from './modules/open311/open311.module'
import { createOpen311Routes } from './modules/open311/open311.routes'
import { createPeopleModule } from './modules/people/people.module'
import { createPeopleRoutes } from './modules/people/people.routes'
import type { PeopleService } from './modules/people/people.service'
import { createRoleBook, type RoleBook } from './modules/people/role-book.service'
import { createRoleGrants } from './modules/people/role-grants.repository'
import { createRollModule, type RollModule } from './modules/people/roll.module'
import type { RollService } from './modules/people/roll.service'
import { createPollMergePreview } from './modules/polls/poll-merge-preview.repository'
import { createPollMerges } from './modules/polls/poll-merges.repository'
import { createPollsModule, type PollsModule } from './modules/polls/polls.module'
import { createPollsRoutes } from './modules/polls/polls.routes'
import { createResidencyPlaces } from './modules/people/residency-places.repository'
import { createRecoveryModule } from './modules/recovery/recovery.module'
import { createRecoveryRoutes } from './modules/recovery/recovery.routes'
import type { RecoveryService } from './modules/recovery/recovery.service'
import { createCorrectionMerges } from './modules/privacy/correction-merges.repository'
import { createPrivacyModule, type PrivacyServices } from './modules/privacy/privacy.module'
import { createPrivacyRoutes } from './modules/privacy/privacy.routes'
import {
  createSecondFactorModule,
  type SecondFactorModule,
} from './modules/second-factor/second-factor.module'
import { createSecondFactorRoutes } from './modules/second-factor/second-factor.routes'
import { createServicesModule } from './modules/services/services.module'
import { createServicesRoutes } from './modules/services/services.routes'
import type { ServicesService } from './modules/services/services.service'
import { createSessionModule } from './modules/session/session.module'
import { createSessionRoutes } from './modules/session/session.routes'
import type { SessionService } from './modules/session/session.service'
import { createSpaceModule } from './modules/space/space.module'
import { createSpaceRoutes } from './modules/space/space.routes'
import type { SpaceService } from './modules/space/space.service'
import { createTreeRoutes } from './modules/space/tree.routes'
import type { TreeService } from './modules/space/tree.service'
import { createWebhooksModule } from './modules/webhooks/webhooks.module'
import { createWebhookRoutes } from './modules/webhooks/webhooks.routes'
import type { WebhooksService } from './modules/webhooks/webhooks.service'
import { createTenantRoutes } from './modules/tenants/tenants.routes'
import { createTenantsService, type TenantsService } from './modules/tenants/tenants.service'
import type { SessionDirectory } from './platform/actor'
import type { Clock } from './platform/clock'
import { createPlatform, type Platform, type PlatformOptions, type PlatformOverrides } from './platform-parts'
import { createTenantMove } from './platform/tenant-move'
import { sealedFields } from './sealed-fields'

/** The features' services. */
export interface Services {
  readonly audit: AuditModule
  readonly calendars: CalendarService
  readonly calendarDesk: CalendarDesk
  readonly files: FilesService
  readonly people: PeopleService
  /** Who holds which role. */
  readonly roles: RoleBook
  /** The desk of roles. */
  readonly grants: GrantsService
  /** The roll as other features read and write it. */
  readonly roll: RollService
  /** Guardians and delegates, for features that act for somebody. */
  readonly kin: RollModule['kin']
  /** What staff do with people. */
  readonly peopleDesk: RollModule['desk']
  readonly space: SpaceService
  readonly tree: TreeService
  readonly session: SessionService
  readonly secondFactor: SecondFactorModule
  readonly tenants: TenantsService
  readonly messages: MessagesService
  readonly notices: NoticesService
  readonly opinions: OpinionsModule
  readonly council: CouncilModule
  readonly open311: Open311Module
  readonly webhooks: WebhooksService
  readonly polls: PollsModule
  /** The catalogue of what can be done, with its guides. */
  readonly guides: ServicesService
  readonly bookings: BookingsModule
  readonly home: HomeService
  /** Which account is which person, for features that give an account something of a person's. */
  readonly bindings: RollModule['bindings']
  /** Being bound to a room. */
  readonly homes: HomesModule
  readonly recovery: RecoveryService
  /** Lists into the roll and out of it. */
  readonly listsDesk: ListServices
  readonly privacy: PrivacyServices
}

export interface Deps extends Platform {
  readonly services: Services
  readonly features: readonly FeatureRoutes[]
  readonly gate: AccessGate
  readonly limits: RateLimits
  /** Asks for the second factor where a route says so. */
  readonly stepUp: StepUp
  readonly idempotency: Idempotency
  /** Where uploads wait while their handler runs. */
  readonly temporaryDir: string
  /** The same house living by another clock: the demo seed tells a past through it. */
  readonly at: (clock: Clock) => Deps
}

export interface DepsOptions extends PlatformOptions {
  readonly overrides?: DepsOverrides
}

export interface DepsOverrides extends PlatformOverrides {
  readonly limits?: LimitFigures
  /** Stands before the session feature's own directory. */
  readonly directory?: (own: SessionDirectory) => SessionDirectory
  /** Stands before the second factor's own demand. */
  readonly stepUp?: (own: StepUp) => StepUp
  /** Routes of the test's own beside the real ones. */
  readonly features?: (platform: Platform) => readonly FeatureRoutes[]
}

/**
 * The composition root: the only place that knows how the parts fit together. A feature takes three lines here:
 * its service in {@link Services}, its module in `createServices`, its routes in `routesOf`.
 */
export function createDeps(options: DepsOptions): Deps {
  const platform = createPlatform(options)
  const { settings, connection, clock } = platform
  // The door asks the session feature who calls, and the session feature tells the door who left.
  const door: { gate?: AccessGate } = {}
  const { services, directory: own } = createServices(platform, {
    forget: (accountId) => door.gate?.forget(accountId),
    endSession: (sessionId) => door.gate?.endSession(sessionId),
  })
  const directory = options.overrides?.directory?.(own) ?? own
  const gate = createAccessGate({ tokens: platform.accessTokens, directory, clock })
  door.gate = gate
  const keys = createIdempotencyKeys(connection)
  registerIdempotencyJobs({ retention: platform.retention, keys })
  const stepUp: StepUp = (actor) => services.secondFactor.own.demandProof(actor)
  return {
    ...platform,
    services,
    features: [...routesOf(services), ...(options.overrides?.features?.(platform) ?? [])],
    gate,
    stepUp: options.overrides?.stepUp?.(stepUp) ?? stepUp,
    limits: createRateLimits(
      connection,
      options.overrides?.limits ?? scaledLimits(defaultLimits, settings.rateLimitFactor),
    ),
    idempotency: createIdempotency({ keys, uow: platform.uow, clock }),
    temporaryDir: path.join(settings.dataDir, 'tmp'),
    at: (other) => createDeps({ ...options, overrides: { ...options.overrides, clock: other } }),
  }
}

/** Each module registers its own jobs and outbox handlers; what it asks of others is passed in. */
function createServices(
  platform: Platform,
  door: Pick<AccessGate, 'forget' | 'endSession'>,
): { services: Services; directory: SessionDirectory } {
  const calendars = createCalendarModule(platform)
  const { files, personalData: filesData } = createFilesModule(platform)
  const roles = createRoleBook({ ...platform, grants: createRoleGrants(platform.connection) })
  const people = createPeopleModule({ ...platform, roles })
  const residents = createResidencyPlaces(platform.connection)
  const { space, tree } = createSpaceModule({
    ...platform,
    roll: people,
    residents,
    workers: createGridWorkers(platform.connection),
    cases: createOpenCases(platform.connection),
    tenants: createTenantMove({ ...platform, sealedFields }),
  })
  const signIn = createSessionModule({ ...platform, people, roles, space, door })
  const { session, directory } = signIn
  const messages = createMessagesModule({
    ...platform,
    templates: platform.settings.wechat?.templates ?? {},
    openidsOf: (accountIds) => session.openidsOf(accountIds),
  })
  const { inbox } = messages
  const parts = { ...platform, calendars, space, people, files, accounts: session, inbox }
  const { notices, personalData: noticesData } = createNoticesModule(parts)
  // The roll counts the cases of a person, and the cases ask the roll who acts for whom.
  const family: Partial<Pick<RollModule, 'kin' | 'households'>> = {}
  const opinions = createOpinionsModule({
    ...parts,
    kin: {
      principalsOf: async (scope, personId) =>
        (await family.kin?.principalsOf(scope, personId, 'opinions')) ?? [],
      mayActFor: async (...asked) => (await family.kin?.mayActFor(...asked)) ?? false,
      homesOf: async (...asked) => (await family.households?.homesOf(...asked)) ?? [],
    },
  })
  const rollModule = createRollModule({
    ...{ ...parts, notices, opinions: opinions.opinions },
    council: createCouncilMerges(platform.connection),
    bookings: createBookingMerges(platform.connection),
    cases: createOpinionMerges(platform.connection),
    polls: {
      ...createPollMerges(platform.connection, platform.outbox),
      ...createPollMergePreview(platform.connection),
    },
    corrections: createCorrectionMerges(platform.connection),
  })
  const { roll, lists, kin, bindings, desk: peopleDesk } = rollModule
  Object.assign(family, { kin, households: rollModule.households })
  const homes = createHomesModule({ ...parts, ...rollModule })
  const { recovery, personalData: recoveryData } = createRecoveryModule({ ...parts, ...rollModule })
  const grants = createGrantsModule({ ...parts, roles, notices, door })
  // The catalogue asks which desks take an item, and the desks ask the catalogue what the item is.
  const hall: { desks?: BookingsModule['desks'] } = {}
  const guides = createServicesModule({
    ...parts,
    desks: { takingOf: async (communityId, code) => (await hall.desks?.takingOf(communityId, code)) ?? [] },
  })
  const bookings = createBookingsModule({ ...parts, roll, kin, households: rollModule.households, guides })
  hall.desks = bookings.desks
  const secondFactor = createSecondFactorModule({ ...parts, sessions: session })
  const electors = createElectors(platform.connection)
  const councilSettings = createCouncilSettings(parts)
  const polls = createPollsModule({
    ...parts,
    electors,
    cityOf: async (communityId) => (await councilSettings.of(communityId)).cityId,
  })
  const council = createCouncilModule({
    ...parts,
    notices,
    electors,
    sources: opinions.sources,
    polls: polls.chain,
    settings: councilSettings,
  })
  const open311 = createOpen311Module({ ...parts, cases: opinions.external })
  const audit = createAuditModule(parts)
  const tenants = createTenantsService({ ...parts, roles, grants, roll: residents, trail: audit.reading })
  const listsDesk = createImportsModule({ ...parts, roll, lists, grants })
  const home = createHomeService({
    ...{ ...parts, notices, opinions: opinions.opinions },
    ...{ bookings: bookings.bookings, polls: polls.voting, meetings: council.meetings },
  })
  const privacy = createPrivacyModule({
    ...parts,
    accounts: signIn.privacy,
    records: rollModule.own,
    requests: homes.requests,
    personalData: [
      ...[messages.personalData, filesData, noticesData, opinions.personalData, polls.personalData],
      ...[council.personalData, bookings.personalData],
      ...[secondFactor.personalData, signIn.personalData, rollModule.personalData, homes.personalData],
      recoveryData,
    ],
  })
  return {
    services: {
      audit,
      calendars,
      calendarDesk: createCalendarDesk({ ...platform, calendars }),
      files,
      people,
      roles,
      grants,
      roll,
      kin,
      peopleDesk,
      space,
      tree,
      session,
      secondFactor,
      tenants,
      messages: inbox,
      notices,
      opinions,
      council,
      open311,
      webhooks: createWebhooksModule({ ...parts, cases: open311.report }),
      polls,
      guides,
      bookings,
      home,
      bindings,
      homes,
      recovery,
      listsDesk,
      privacy,
    },
    directory,
  }
}

function routesOf(services: Services): readonly FeatureRoutes[] {
  return [
    createAuditRoutes(services.audit),
    createFilesRoutes(services.files),
    createSessionRoutes(services.session),
    createSecondFactorRoutes(services.secondFactor),
    createGrantRoutes(services.grants),
    createTenantRoutes(services.tenants),
    createCalendarRoutes(services.calendarDesk),
    createServicesRoutes(services.guides),
    createBookingsRoutes(services.bookings),
    createWaitsRoutes(services.bookings.waits),
    createHoldsRoutes(services.bookings.holds),
    createSeriesRoutes(services.bookings.series),
    createSpaceRoutes(services.space),
    createPeopleRoutes(services.peopleDesk),
    createTreeRoutes(services.tree),
    createMessagesRoutes(services.messages),
    createNoticesRoutes(services.notices),
    createHomeRoutes(services.home),
    createHomesRoutes(services.homes),
    createRecoveryRoutes(services.recovery),
    createOpinionsRoutes(services.opinions),
    createCouncilRoutes(services.council),
    createChainRoutes(services.council),
    createMeetingRoutes(services.council),
    createCouncilFigureRoutes(services.council),
    createCaseRoutes(services.opinions),
    createFigureRoutes(services.opinions),
    createDeskRoutes(services.opinions),
    createOpen311Routes(services.open311),
    createWebhookRoutes(services.webhooks),
    createPollsRoutes(services.polls),
    createListRoutes(services.listsDesk),
    createPrivacyRoutes(services.privacy),
  ]
}
