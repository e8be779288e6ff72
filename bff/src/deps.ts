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
import { createFilesRepository } from './modules/files/files.repository'
import { createFilesRoutes } from './modules/files/files.routes'
import { createFilesService, type FilesService } from './modules/files/files.service'
import { createAccessTokens, type AccessTokens } from './platform/access-tokens'
import type { SessionDirectory } from './platform/actor'
import { systemClock, type Clock } from './platform/clock'
import { createCounters, type Counters } from './platform/counters'
import { createCrypto, createKeyRing, type Crypto, type KeyRing } from './platform/crypto'
import { createDiskBlobs } from './platform/files/disk-blobs'
import { createImages } from './platform/files/images'
import { createS3Blobs } from './platform/files/s3-blobs'
import { createIds, type Ids } from './platform/ids'
import { createJobs, type Jobs } from './platform/jobs'
import { createLogger, type Logger } from './platform/logger'
import { createMetrics, type Metrics } from './platform/metrics'
import { createOutbox, type Outbox } from './platform/outbox'
import { createSignedUrls } from './platform/signed-url'
import { createUnitOfWork, type UnitOfWork } from './platform/unit-of-work'

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
  readonly jobs: Jobs
}

/** The features' services. */
export interface Services {
  readonly files: FilesService
}

export interface Deps extends Platform {
  readonly services: Services
  readonly features: readonly FeatureRoutes[]
  readonly gate: AccessGate
  readonly limits: RateLimits
  readonly idempotency: Idempotency
  /** Where uploads wait while their handler runs. */
  readonly temporaryDir: string
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
  /** Stands before the session feature's own directory. */
  readonly directory?: (own: SessionDirectory) => SessionDirectory
}

/** The composition root: the only place that knows how the parts fit together. */
export function createDeps(options: DepsOptions): Deps {
  const platform = createPlatform(options)
  const { settings, connection, clock } = platform
  const own: SessionDirectory = nobody
  const directory = options.overrides?.directory?.(own) ?? own
  const gate = createAccessGate({ tokens: platform.tokens, directory, clock })
  const services = createServices(platform)
  return {
    ...platform,
    services,
    features: createFeatures(services),
    gate,
    limits: createRateLimits(
      connection,
      options.overrides?.limits ?? scaledLimits(defaultLimits, settings.rateLimitFactor),
    ),
    idempotency: createIdempotency({ keys: createIdempotencyKeys(connection), uow: platform.uow, clock }),
    temporaryDir: path.join(settings.dataDir, 'tmp'),
  }
}

function createPlatform({ settings, connection, secrets, demo, overrides = {} }: DepsOptions): Platform {
  const clock = overrides.clock ?? systemClock
  const ids = createIds(clock)
  const logger = overrides.logger ?? createLogger(settings.logLevel)
  const keys = createKeyRing(secrets)
  const uow = createUnitOfWork(connection)
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
    crypto: createCrypto(keys),
    tokens: createAccessTokens({ keys, clock }),
    outbox: createOutbox({ connection, clock, ids, uow, logger }),
    jobs: createJobs({ connection, logger }),
  }
}

function createServices(platform: Platform): Services {
  const { settings, connection, clock, ids, logger, keys } = platform
  const files = createFilesService({
    files: createFilesRepository(connection),
    blobs: settings.s3 ? createS3Blobs(settings.s3) : createDiskBlobs(path.join(settings.dataDir, 'files')),
    images: createImages(),
    signedUrls: createSignedUrls({ keys, clock, basePath: '/api/v1' }),
    clock,
    ids,
    logger,
  })
  return { files }
}

function createFeatures(services: Services): readonly FeatureRoutes[] {
  return [createFilesRoutes(services.files)]
}

/** The directory of a house in which nobody can sign in yet. */
const nobody: SessionDirectory = {
  actorOf: () => Promise.resolve(null),
  endedSessions: () => Promise.resolve([]),
  currentTermsVersion: () => '',
}
