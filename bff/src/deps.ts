import path from 'node:path'
import type { Connection } from 'mongoose'
import type { Settings } from './env'
import { createAccessGate, type AccessGate } from './http/access-gate'
import { createIdempotency, type Idempotency } from './http/idempotency'
import { createIdempotencyKeys } from './http/idempotency-keys.repository'
import type { FeatureRoutes } from './http/implement'
import {
  createRateLimits,
  defaultLimits,
  scaledLimits,
  type LimitFigures,
  type RateLimits,
} from './http/rate-limit'
import { registerAuditJobs } from './modules/audit/audit.jobs'
import { createAuditRepository } from './modules/audit/audit.repository'
import { createAuditRoutes } from './modules/audit/audit.routes'
import { createAuditService, type AuditService } from './modules/audit/audit.service'
import { registerFileJobs } from './modules/files/files.jobs'
import { createFilesRepository } from './modules/files/files.repository'
import { createFilesRoutes } from './modules/files/files.routes'
import { createFilesService, type FilesService } from './modules/files/files.service'
import { createHomeRoutes } from './modules/home/home.routes'
import { createHomeService, type HomeService } from './modules/home/home.service'
import { registerMessageJobs } from './modules/messages/messages.jobs'
import { createMessagesRepository } from './modules/messages/messages.repository'
import { createMessagesRoutes } from './modules/messages/messages.routes'
import { createMessagesService, type MessagesService } from './modules/messages/messages.service'
import { createWechatChannel } from './modules/messages/messages.wechat'
import { registerNoticeJobs } from './modules/notices/notices.jobs'
import { createNoticesModule } from './modules/notices/notices.module'
import { createNoticesRoutes } from './modules/notices/notices.routes'
import type { NoticesService } from './modules/notices/notices.service'
import { createOpinionsModule, type OpinionsModule } from './modules/opinions/opinions.module'
import { createOpinionsRoutes } from './modules/opinions/opinions.routes'
import { createOpenCases } from './modules/opinions/open-cases.repository'
import { createGridWorkers } from './modules/people/grid-workers.repository'
import { createPeopleRepository } from './modules/people/people.repository'
import { createPeopleService, type PeopleService } from './modules/people/people.service'
import { createResidenciesRepository } from './modules/people/residencies.repository'
import { createResidencyPlaces } from './modules/people/residency-places.repository'
import { registerSessionJobs } from './modules/session/session.jobs'
import { createSessionModule } from './modules/session/session.module'
import { createSessionRoutes } from './modules/session/session.routes'
import type { SessionService } from './modules/session/session.service'
import { createSpaceModule } from './modules/space/space.module'
import { createSpaceRoutes } from './modules/space/space.routes'
import type { SpaceService } from './modules/space/space.service'
import { createTreeRoutes } from './modules/space/tree.routes'
import type { TreeService } from './modules/space/tree.service'
import { createAccessTokens, type AccessTokens } from './platform/access-tokens'
import type { SessionDirectory } from './platform/actor'
import { createAudit, type Audit } from './platform/audit/audit'
import { createAuditChain, type AuditChain } from './platform/audit/audit-chain'
import { systemClock, type Clock } from './platform/clock'
import { createCounters, type Counters } from './platform/counters'
import { createCrypto, createKeyRing, type Crypto, type KeyRing } from './platform/crypto'
import type { Blobs } from './platform/files/blobs'
import { createDiskBlobs } from './platform/files/disk-blobs'
import { createImages } from './platform/files/images'
import { createS3Blobs } from './platform/files/s3-blobs'
import { createIds, type Ids } from './platform/ids'
import { createJobs, type Jobs } from './platform/jobs'
import { createLogger, type Logger } from './platform/logger'
import { createMetrics, type Metrics } from './platform/metrics'
import { createOutbox, type Outbox } from './platform/outbox'
import { registerOutboxJobs } from './platform/outbox.jobs'
import { createSignedUrls } from './platform/signed-url'
import { createAliyunSms } from './platform/sms/aliyun-sms'
import { createConsoleSms, createNoSms } from './platform/sms/console-sms'
import type { Sms } from './platform/sms/sms'
import { createTenantMove } from './platform/tenant-move'
import { createUnitOfWork, type UnitOfWork } from './platform/unit-of-work'
import { createWechat, type Wechat } from './platform/wechat/wechat'
import { createWechatCall } from './platform/wechat/wechat-call'
import { createWechatTokens } from './platform/wechat/wechat-tokens'
import { sealedFields } from './sealed-fields'

/** What every feature may ask for. */
export interface Platform {
  readonly settings: Settings
  /** Whether this database is a demo and may hand out demo people (demo-mode.ts). */
  readonly demo: boolean
  readonly connection: Connection
  readonly clock: Clock
  readonly ids: Ids
  readonly logger: Logger
  readonly metrics: Metrics
  readonly uow: UnitOfWork
  readonly counters: Counters
  readonly keys: KeyRing
  readonly crypto: Crypto
  readonly tokens: AccessTokens
  readonly outbox: Outbox
  /** Trail of staff acts; a row joins the transaction of its act. */
  readonly audit: Audit
  /** Numbers and links the rows of the trail, away from the acts themselves. */
  readonly auditChain: AuditChain
  /** Bytes of photos and documents. */
  readonly blobs: Blobs
  readonly jobs: Jobs
  readonly sms: Sms
  /** Null when no app id is set. */
  readonly wechat: Wechat | null
}

/** The features' services. */
export interface Services {
  readonly audit: AuditService
  readonly files: FilesService
  readonly people: PeopleService
  readonly space: SpaceService
  readonly tree: TreeService
  readonly session: SessionService
  readonly messages: MessagesService
  readonly notices: NoticesService
  readonly opinions: OpinionsModule
  readonly home: HomeService
}

export interface Deps extends Platform {
  readonly services: Services
  readonly features: readonly FeatureRoutes[]
  readonly gate: AccessGate
  readonly limits: RateLimits
  readonly idempotency: Idempotency
  /** Where uploads wait while their handler runs. */
  readonly temporaryDir: string
  /** The same house living by another clock: the demo seed tells a past through it. */
  readonly at: (clock: Clock) => Deps
}

export interface DepsOptions {
  readonly settings: Settings
  readonly connection: Connection
  /** Newest first; see secret-file.ts for where they come from. */
  readonly secrets: readonly string[]
  readonly demo: boolean
  /** What tests put in place of the real thing. */
  readonly overrides?: DepsOverrides
}

export interface DepsOverrides {
  readonly clock?: Clock
  readonly logger?: Logger
  readonly limits?: LimitFigures
  readonly sms?: Sms
  /** Stands before the session feature's own directory. */
  readonly directory?: (own: SessionDirectory) => SessionDirectory
  /** Routes of the test's own beside the real ones. */
  readonly features?: (platform: Platform) => readonly FeatureRoutes[]
}

/** The composition root: the only place that knows how the parts fit together. */
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
  const gate = createAccessGate({ tokens: platform.tokens, directory, clock })
  door.gate = gate
  registerOutboxJobs(platform)
  registerFileJobs({ jobs: platform.jobs, files: services.files })
  registerAuditJobs({
    ...platform,
    chain: platform.auditChain,
    people: services.people,
    inbox: services.messages,
  })
  registerSessionJobs(platform.jobs, services.session)
  registerMessageJobs({ jobs: platform.jobs, messages: services.messages })
  registerNoticeJobs({ ...platform, notices: services.notices })
  return {
    ...platform,
    services,
    features: [...createFeatures(services), ...(options.overrides?.features?.(platform) ?? [])],
    gate,
    limits: createRateLimits(
      connection,
      options.overrides?.limits ?? scaledLimits(defaultLimits, settings.rateLimitFactor),
    ),
    idempotency: createIdempotency({ keys: createIdempotencyKeys(connection), uow: platform.uow, clock }),
    temporaryDir: path.join(settings.dataDir, 'tmp'),
    at: (other) => createDeps({ ...options, overrides: { ...options.overrides, clock: other } }),
  }
}

function createPlatform({ settings, connection, secrets, demo, overrides = {} }: DepsOptions): Platform {
  const clock = overrides.clock ?? systemClock
  const ids = createIds(clock)
  const logger = overrides.logger ?? createLogger(settings.logLevel)
  const keys = createKeyRing(secrets)
  const uow = createUnitOfWork(connection)
  const crypto = createCrypto(keys)
  const outbox = createOutbox({ connection, clock, ids, uow, logger })
  return {
    settings,
    demo,
    connection,
    clock,
    ids,
    logger,
    metrics: createMetrics(),
    uow,
    counters: createCounters(connection),
    keys,
    crypto,
    tokens: createAccessTokens({ keys, clock }),
    outbox,
    audit: createAudit({ connection, clock, ids }),
    auditChain: createAuditChain({ connection, clock, uow, outbox }),
    blobs: settings.s3 ? createS3Blobs(settings.s3) : createDiskBlobs(path.join(settings.dataDir, 'files')),
    jobs: createJobs({ connection, logger }),
    sms: overrides.sms ?? smsOf(settings, demo, clock),
    wechat: wechatOf({ settings, connection, clock, ids, crypto, logger }),
  }
}

/** The provider that is set; without one a demo prints its codes, and anything else says that it cannot send. */
function smsOf({ sms }: Settings, demo: boolean, clock: Clock): Sms {
  if (sms.provider === 'aliyun') {
    const { endpoint, accessKeyId = '', accessKeySecret = '', signName = '', templateCode = '' } = sms
    const templateCodes = { sign_in_code: templateCode }
    return createAliyunSms({
      clock,
      settings: { endpoint, accessKeyId, accessKeySecret, signName, templateCodes },
    })
  }
  return demo ? createConsoleSms((line) => process.stdout.write(`${line}\n`)) : createNoSms()
}

function wechatOf(
  deps: Pick<Platform, 'settings' | 'connection' | 'clock' | 'ids' | 'crypto' | 'logger'>,
): Wechat | null {
  const { settings, logger } = deps
  if (!settings.wechat) return null
  const { appId, appSecret, apiBase } = settings.wechat
  const call = createWechatCall({ apiBase, logger })
  return createWechat({
    appId,
    appSecret,
    call,
    tokens: createWechatTokens({ ...deps, call, appId, appSecret }),
    logger,
    miniprogramState: settings.production ? 'formal' : 'developer',
  })
}

function createServices(
  platform: Platform,
  door: Pick<AccessGate, 'forget' | 'endSession'>,
): { services: Services; directory: SessionDirectory } {
  const { connection, clock, ids, logger, keys, crypto } = platform
  const files = createFilesService({
    files: createFilesRepository(connection),
    blobs: platform.blobs,
    images: createImages(),
    signedUrls: createSignedUrls({ keys, clock, basePath: '/api/v1' }),
    clock,
    ids,
    logger,
  })
  const people = createPeopleService({
    people: createPeopleRepository(connection),
    residencies: createResidenciesRepository(connection),
    crypto,
    clock,
    ids,
  })
  const { space, tree } = createSpaceModule({
    ...platform,
    roll: people,
    residents: createResidencyPlaces(connection),
    workers: createGridWorkers(connection),
    cases: createOpenCases(connection),
    tenants: createTenantMove({ connection, crypto, sealedFields }),
  })
  const { session, directory } = createSessionModule({
    ...platform,
    accessTokens: platform.tokens,
    people,
    space,
    door,
  })
  const messages = createMessagesService({
    messages: createMessagesRepository(connection),
    wechat: createWechatChannel({
      wechat: platform.wechat,
      templates: platform.settings.wechat?.templates ?? {},
      openidsOf: (accountIds) => session.openidsOf(accountIds),
    }),
    clock,
    ids,
    logger,
  })
  const notices = createNoticesModule({
    ...platform,
    space,
    people,
    files,
    accounts: session,
    inbox: messages,
  })
  const opinions = createOpinionsModule({
    ...platform,
    space,
    people,
    files,
    accounts: session,
    inbox: messages,
  })
  const audit = createAuditService({ audit: createAuditRepository(connection) })
  const home = createHomeService({ notices, opinions: opinions.opinions, space, accounts: session, clock })
  return {
    services: { audit, files, people, space, tree, session, messages, notices, opinions, home },
    directory,
  }
}

function createFeatures(services: Services): readonly FeatureRoutes[] {
  return [
    createAuditRoutes(services.audit),
    createFilesRoutes(services.files),
    createSessionRoutes(services.session),
    createSpaceRoutes(services.space),
    createTreeRoutes(services.tree),
    createMessagesRoutes(services.messages),
    createNoticesRoutes(services.notices),
    createHomeRoutes(services.home),
    createOpinionsRoutes(services.opinions),
  ]
}
