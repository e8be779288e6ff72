import path from 'node:path'
import type { Connection } from 'mongoose'
import type { Settings } from './env'
import { createAccessTokens, type AccessTokens } from './platform/access-tokens'
import { createAttempts, type Attempts } from './platform/attempts'
import { createAudit, type Audit } from './platform/audit/audit'
import { createAuditChain, type AuditChain } from './platform/audit/audit-chain'
import { systemClock, type Clock } from './platform/clock'
import { createCounters, type Counters } from './platform/counters'
import { createCrypto, createKeyRing, type Crypto, type KeyRing } from './platform/crypto'
import type { Blobs } from './platform/files/blobs'
import { createDiskBlobs } from './platform/files/disk-blobs'
import { createS3Blobs } from './platform/files/s3-blobs'
import { createIds, type Ids } from './platform/ids'
import { createJobs, type Jobs } from './platform/jobs'
import { createLogger, type Logger } from './platform/logger'
import { createMetrics, type Metrics } from './platform/metrics'
import { createOutbound, type Outbound } from './platform/outbound'
import { createOutbox, type Outbox } from './platform/outbox'
import { registerOutboxJobs } from './platform/outbox.jobs'
import { createAliyunSms } from './platform/sms/aliyun-sms'
import { createRetention, type Retention } from './platform/retention'
import { createConsoleSms, createNoSms } from './platform/sms/console-sms'
import type { Sms } from './platform/sms/sms'
import { createUnitOfWork, type UnitOfWork } from './platform/unit-of-work'
import { createWechat, type Wechat } from './platform/wechat/wechat'
import { createWechatCall } from './platform/wechat/wechat-call'
import { createWechatTokens } from './platform/wechat/wechat-tokens'

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
  readonly accessTokens: AccessTokens
  /** Counts tries at guessing something. */
  readonly attempts: Attempts
  readonly outbox: Outbox
  /** Trail of staff acts; a row joins the transaction of its act. */
  readonly audit: Audit
  /** Numbers and links the rows of the trail, away from the acts themselves. */
  readonly auditChain: AuditChain
  /** Bytes of photos and documents. */
  readonly blobs: Blobs
  readonly jobs: Jobs
  /** How long what is kept, carried out by itself. */
  readonly retention: Retention
  readonly sms: Sms
  /** The one way to an address that another system named. */
  readonly outbound: Outbound
  /** Null when no app id is set. */
  readonly wechat: Wechat | null
}

export interface PlatformOptions {
  readonly settings: Settings
  readonly connection: Connection
  /** Newest first; see secret-file.ts for where they come from. */
  readonly secrets: readonly string[]
  readonly demo: boolean
  /** What tests put in place of the real thing. */
  readonly overrides?: PlatformOverrides
}

export interface PlatformOverrides {
  readonly clock?: Clock
  readonly ids?: Ids
  readonly logger?: Logger
  readonly sms?: Sms
  readonly outbound?: Outbound
}

/** Puts the platform together from the settings; it knows no feature. */
export function createPlatform({
  settings,
  connection,
  secrets,
  demo,
  overrides = {},
}: PlatformOptions): Platform {
  const clock = overrides.clock ?? systemClock
  const ids = overrides.ids ?? createIds(clock)
  const logger = overrides.logger ?? createLogger(settings.logLevel)
  const keys = createKeyRing(secrets)
  const uow = createUnitOfWork(connection)
  const crypto = createCrypto(keys)
  const outbox = createOutbox({ connection, clock, ids, uow, logger })
  const jobs = createJobs({ connection, logger })
  const retention = createRetention({ connection, jobs, clock, logger })
  registerOutboxJobs({ jobs, outbox, retention, connection })
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
    accessTokens: createAccessTokens({ keys, clock }),
    attempts: createAttempts({ connection, crypto, clock, factor: settings.rateLimitFactor }),
    outbox,
    audit: createAudit({ connection, clock, ids }),
    auditChain: createAuditChain({ connection, clock, uow, outbox }),
    blobs: settings.s3 ? createS3Blobs(settings.s3) : createDiskBlobs(path.join(settings.dataDir, 'files')),
    jobs,
    retention,
    sms: overrides.sms ?? smsOf(settings, demo, clock),
    outbound: overrides.outbound ?? createOutbound(settings.outboundHosts),
    wechat: wechatOf({ settings, connection, clock, ids, crypto, logger }),
  }
}

/** The provider that is set; without one a demo prints its codes, and anything else says that it cannot send. */
function smsOf({ sms }: Settings, demo: boolean, clock: Clock): Sms {
  if (sms.provider === 'aliyun') {
    const { endpoint, accessKeyId = '', accessKeySecret = '', signName = '' } = sms
    const templateCodes = {
      sign_in_code: sms.templateCode ?? '',
      phone_moved: sms.movedTemplateCode ?? '',
    }
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
