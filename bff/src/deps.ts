import path from 'node:path'
import { createAccessGate, type AccessGate } from './http/access-gate'
import { createIdempotency, type Idempotency } from './http/idempotency'
import { createIdempotencyKeys } from './http/idempotency-keys.repository'
import type { FeatureRoutes } from './http/implement'
import type { StepUp } from './http/operation'
import {
  createRateLimits,
  defaultLimits,
  scaledLimits,
  type LimitFigures,
  type RateLimits,
} from './http/rate-limit'
import { createAuditModule } from './modules/audit/audit.module'
import { createAuditRoutes } from './modules/audit/audit.routes'
import type { AuditService } from './modules/audit/audit.service'
import { createBookingsModule, type BookingsModule } from './modules/bookings/bookings.module'
import { createBookingsRoutes } from './modules/bookings/bookings.routes'
import { createCalendarModule } from './modules/calendar/calendar.module'
import type { CalendarService } from './modules/calendar/calendar.service'
import { createFilesModule } from './modules/files/files.module'
import { createFilesRoutes } from './modules/files/files.routes'
import type { FilesService } from './modules/files/files.service'
import { createHomeRoutes } from './modules/home/home.routes'
import { createHomeService, type HomeService } from './modules/home/home.service'
import { createMessagesModule } from './modules/messages/messages.module'
import { createMessagesRoutes } from './modules/messages/messages.routes'
import type { MessagesService } from './modules/messages/messages.service'
import { createNoticesModule } from './modules/notices/notices.module'
import { createNoticesRoutes } from './modules/notices/notices.routes'
import type { NoticesService } from './modules/notices/notices.service'
import { createOpinionsModule, type OpinionsModule } from './modules/opinions/opinions.module'
import { createOpinionsRoutes } from './modules/opinions/opinions.routes'
import { createOpenCases } from './modules/opinions/open-cases.repository'
import { createGridWorkers } from './modules/people/grid-workers.repository'
import { createPeopleModule } from './modules/people/people.module'
import { createPeopleRoutes } from './modules/people/people.routes'
import type { PeopleService } from './modules/people/people.service'
import { createRollModule, type RollModule } from './modules/people/roll.module'
import type { RollService } from './modules/people/roll.service'
import { createResidencyPlaces } from './modules/people/residency-places.repository'
import {
  createSecondFactorModule,
  type SecondFactorModule,
} from './modules/second-factor/second-factor.module'
import { createSecondFactorRoutes } from './modules/second-factor/second-factor.routes'
import { createServicesRoutes } from './modules/services/services.routes'
import { createSessionModule } from './modules/session/session.module'
import { createSessionRoutes } from './modules/session/session.routes'
import type { SessionService } from './modules/session/session.service'
import { createSpaceModule } from './modules/space/space.module'
import { createSpaceRoutes } from './modules/space/space.routes'
import type { SpaceService } from './modules/space/space.service'
import { createTreeRoutes } from './modules/space/tree.routes'
import type { TreeService } from './modules/space/tree.service'
import type { SessionDirectory } from './platform/actor'
import type { Clock } from './platform/clock'
import { createPlatform, type Platform, type PlatformOptions, type PlatformOverrides } from './platform-parts'
import { createTenantMove } from './platform/tenant-move'
import { sealedFields } from './sealed-fields'

/** The features' services. */
export interface Services {
  readonly audit: AuditService
  readonly calendars: CalendarService
  readonly files: FilesService
  readonly people: PeopleService
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
  readonly messages: MessagesService
  readonly notices: NoticesService
  readonly opinions: OpinionsModule
  readonly bookings: BookingsModule
  readonly home: HomeService
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
    idempotency: createIdempotency({ keys: createIdempotencyKeys(connection), uow: platform.uow, clock }),
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
  const files = createFilesModule(platform)
  const people = createPeopleModule(platform)
  const { space, tree } = createSpaceModule({
    ...platform,
    roll: people,
    residents: createResidencyPlaces(platform.connection),
    workers: createGridWorkers(platform.connection),
    cases: createOpenCases(platform.connection),
    tenants: createTenantMove({ ...platform, sealedFields }),
  })
  const { session, directory } = createSessionModule({ ...platform, people, space, door })
  const inbox = createMessagesModule({
    ...platform,
    templates: platform.settings.wechat?.templates ?? {},
    openidsOf: (accountIds) => session.openidsOf(accountIds),
  })
  const parts = { ...platform, calendars, space, people, files, accounts: session, inbox }
  const notices = createNoticesModule(parts)
  const opinions = createOpinionsModule(parts)
  const { roll, kin, desk: peopleDesk } = createRollModule({ ...parts, notices, opinions: opinions.opinions })
  const bookings = createBookingsModule({ ...parts, roll, kin })
  const secondFactor = createSecondFactorModule({ ...parts, sessions: session })
  const audit = createAuditModule(parts)
  const home = createHomeService({ ...parts, notices, opinions: opinions.opinions })
  return {
    services: {
      audit,
      calendars,
      files,
      people,
      roll,
      kin,
      peopleDesk,
      space,
      tree,
      session,
      secondFactor,
      messages: inbox,
      notices,
      opinions,
      bookings,
      home,
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
    createServicesRoutes(services.bookings.guides),
    createBookingsRoutes(services.bookings),
    createSpaceRoutes(services.space),
    createPeopleRoutes(services.peopleDesk),
    createTreeRoutes(services.tree),
    createMessagesRoutes(services.messages),
    createNoticesRoutes(services.notices),
    createHomeRoutes(services.home),
    createOpinionsRoutes(services.opinions),
  ]
}
