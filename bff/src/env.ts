import { existsSync } from 'node:fs'
import * as z from 'zod/mini'
import { StartupError } from './platform/startup-error'

/** Where objects of the S3-compatible store live. */
export interface S3Settings {
  readonly endpoint: string
  readonly bucket: string
  readonly region: string
  readonly accessKeyId: string
  readonly secretAccessKey: string
}

export interface WechatSettings {
  readonly appId: string
  readonly appSecret: string
  readonly apiBase: string
  /** Subscribe-message templates by topic; a topic without one reaches the inbox only. */
  readonly templates: Readonly<Partial<Record<'notice' | 'opinion' | 'booking', WechatTemplate>>>
}

export interface WechatTemplate {
  readonly id: string
  readonly titleField: string
  readonly textField: string
  readonly timeField: string
}

export interface SmsSettings {
  /** `none`: no SMS can be sent; `console`: codes are printed (demo only); `aliyun`: a real provider. */
  readonly provider: 'none' | 'console' | 'aliyun'
  readonly endpoint: string
  readonly accessKeyId: string | undefined
  readonly accessKeySecret: string | undefined
  readonly signName: string | undefined
  readonly templateCode: string | undefined
  /** Says that an account was moved to another number; the text takes `place`. */
  readonly movedTemplateCode: string | undefined
}

/** Everything that is set from outside, checked. `.env.example` explains each in a sentence. */
export interface Settings {
  readonly host: string
  /** 0 takes any free port. */
  readonly port: number
  /** Undefined: Linli starts its embedded database. */
  readonly mongodbUri: string | undefined
  readonly dataDir: string
  /** `auto`: on where a demo may be. What it comes to is decided in demo-mode.ts. */
  readonly demo: 'on' | 'off' | 'auto'
  readonly production: boolean
  /** Newest first; empty: kept in the data folder. */
  readonly secrets: readonly string[]
  readonly worker: boolean
  /** The address people use, without a slash at its end; https means that TLS ends in front of us. */
  readonly publicUrl: string | undefined
  /** Number of proxies in front whose X-Forwarded-For counts. */
  readonly trustProxy: number
  readonly logLevel: string
  readonly metricsToken: string | undefined
  /** Multiplies every rate limit; 1 except for load tests. */
  readonly rateLimitFactor: number
  /** Days without a visit after which a phone alone no longer opens its account: numbers change hands. */
  readonly phoneIdleDays: number
  /** Hosts (`name` or `name:port`) that may be asked when another system names an address; none by default. */
  readonly outboundHosts: readonly string[]
  readonly s3: S3Settings | null
  readonly wechat: WechatSettings | null
  readonly sms: SmsSettings
}

/** A setting that is there but blank counts as not set: compose files write `NAME=` for that. */
const optional = <T extends z.ZodMiniType>(schema: T) =>
  z.pipe(
    z.transform((value: unknown) => (value === '' ? undefined : value)),
    z.optional(schema),
  )

const whole = (lowest: number, highest: number) => {
  const sentence = `要是 ${lowest} 到 ${highest} 之间的整数`
  return z.pipe(
    z.transform((value: unknown) =>
      typeof value === 'string' && /^\d+$/.test(value) ? Number(value) : value,
    ),
    z.number(sentence).check(z.gte(lowest, sentence), z.lte(highest, sentence)),
  )
}
const webAddress = z.url({ protocol: /^https?$/, error: '要是 http:// 或 https:// 开头的地址' })
const hostList = z
  .string()
  .check(
    z.regex(
      /^\s*[a-z0-9.-]+(:\d{1,5})?(\s*,\s*[a-z0-9.-]+(:\d{1,5})?)*\s*$/i,
      '要写成用逗号隔开的主机名，例如 photos.example.cn,open.example.cn:8443',
    ),
  )
const subscribeTemplate = z
  .string()
  .check(
    z.regex(
      /^[\w-]{10,80}(,[a-z_]+\d+){3}$/,
      '要写成 模板编号,标题字段,内容字段,时间字段，例如 Xk2q9aBcDe,thing1,thing2,time3',
    ),
  )
const secret = z.string().check(z.minLength(32, '至少要 32 个字符，可用 openssl rand -base64 48 生成'))

const schema = z.object({
  HOST: optional(z.string().check(z.regex(/^[\w.:-]+$/, '要是主机名或 IP 地址'))),
  PORT: optional(whole(0, 65_535)),
  MONGODB_URI: optional(
    z.string().check(z.regex(/^mongodb(\+srv)?:\/\/\S+$/, '要以 mongodb:// 或 mongodb+srv:// 开头')),
  ),
  LINLI_DATA_DIR: optional(z.string()),
  LINLI_DEMO: optional(z.enum(['on', 'off'], '只能是 on 或 off')),
  LINLI_SECRET: optional(secret),
  LINLI_OLD_SECRETS: optional(z.string()),
  LINLI_WORKER: optional(z.enum(['on', 'off'], '只能是 on 或 off')),
  NODE_ENV: optional(z.string()),
  PUBLIC_URL: optional(webAddress),
  TRUST_PROXY: optional(whole(0, 5)),
  LOG_LEVEL: optional(
    z.enum(
      ['fatal', 'error', 'warn', 'info', 'debug', 'silent'],
      '只能是 fatal、error、warn、info、debug 或 silent',
    ),
  ),
  METRICS_TOKEN: optional(z.string().check(z.minLength(16, '至少要 16 个字符'))),
  RATE_LIMIT_FACTOR: optional(whole(1, 1_000_000)),
  PHONE_IDLE_DAYS: optional(whole(1, 3650)),
  OUTBOUND_HOSTS: optional(hostList),
  S3_ENDPOINT: optional(webAddress),
  S3_BUCKET: optional(z.string()),
  S3_REGION: optional(z.string()),
  S3_ACCESS_KEY_ID: optional(z.string()),
  S3_SECRET_ACCESS_KEY: optional(z.string()),
  WECHAT_APP_ID: optional(z.string()),
  WECHAT_APP_SECRET: optional(z.string()),
  WECHAT_API_BASE: optional(webAddress),
  WECHAT_NOTICE_TEMPLATE: optional(subscribeTemplate),
  WECHAT_OPINION_TEMPLATE: optional(subscribeTemplate),
  WECHAT_BOOKING_TEMPLATE: optional(subscribeTemplate),
  SMS_PROVIDER: optional(z.enum(['none', 'console', 'aliyun'], '只能是 none、console 或 aliyun')),
  SMS_ENDPOINT: optional(webAddress),
  SMS_ACCESS_KEY_ID: optional(z.string()),
  SMS_ACCESS_KEY_SECRET: optional(z.string()),
  SMS_SIGN_NAME: optional(z.string()),
  SMS_TEMPLATE_CODE: optional(z.string()),
  SMS_MOVED_TEMPLATE_CODE: optional(z.string()),
})

type Raw = z.output<typeof schema>

/** Every setting there is; `.env.example` explains each. */
export const settingNames: readonly string[] = Object.keys(schema.shape)

/**
 * Reads `.env` of the working folder, when there is one, without overriding what is set already. Throws
 * {@link StartupError} when it cannot be read.
 */
export function loadEnvFile(): void {
  if (!existsSync('.env')) return
  try {
    process.loadEnvFile('.env')
  } catch (error) {
    throw new StartupError('读不了这个文件夹里的 .env：它要是一个当前用户可以读的文本文件。', {
      cause: error,
    })
  }
}

/** The settings of this process. Throws {@link StartupError} with one sentence per fault, all at once. */
export function readSettings(source: Readonly<Record<string, string | undefined>> = process.env): Settings {
  const result = schema.safeParse(source, { error: () => '填得不对' })
  if (!result.success) {
    const sentences = result.error.issues.map((issue) => `设置 ${String(issue.path[0])} ${issue.message}。`)
    throw new StartupError(sentences.join('\n'))
  }
  const raw = result.data
  const faults = [...groupFaults(raw), ...modeFaults(raw)]
  if (faults.length > 0) throw new StartupError(faults.join('\n'))
  return settingsFrom(raw)
}

const loopback = /^(localhost|127(\.\d{1,3}){3}|::1)$/

/** Whether only this machine can reach `host`. */
export const isLoopbackHost = (host: string): boolean => loopback.test(host)

function groupFaults(raw: Raw): string[] {
  const groups: readonly (readonly (keyof Raw)[])[] = [
    ['S3_ENDPOINT', 'S3_BUCKET', 'S3_ACCESS_KEY_ID', 'S3_SECRET_ACCESS_KEY'],
    ['WECHAT_APP_ID', 'WECHAT_APP_SECRET'],
  ]
  if (raw.SMS_PROVIDER === 'aliyun')
    return [
      ...groups,
      [
        'SMS_PROVIDER',
        'SMS_ACCESS_KEY_ID',
        'SMS_ACCESS_KEY_SECRET',
        'SMS_SIGN_NAME',
        'SMS_TEMPLATE_CODE',
        'SMS_MOVED_TEMPLATE_CODE',
      ] as const,
    ].flatMap((names) => incomplete(raw, names))
  return groups.flatMap((names) => incomplete(raw, names))
}

function incomplete(raw: Raw, names: readonly (keyof Raw)[]): string[] {
  const missing = names.filter((name) => raw[name] === undefined)
  if (missing.length === 0 || missing.length === names.length) return []
  return [
    `设置 ${missing.join('、')} 还没有填，它和 ${names.filter((name) => !missing.includes(name)).join('、')} 要一起填。`,
  ]
}

function modeFaults(raw: Raw): string[] {
  const production = raw.NODE_ENV === 'production'
  const faults: string[] = []
  if (raw.LINLI_DEMO === 'on' && production) faults.push('LINLI_DEMO=on 不能和 NODE_ENV=production 一起用。')
  if (raw.LINLI_DEMO === 'on' && !isLoopbackHost(raw.HOST ?? '127.0.0.1'))
    faults.push('LINLI_DEMO=on 时 HOST 只能是本机地址（127.0.0.1），演示人物不能让别的机器登录。')
  // Kept in the data folder it has no earlier values: they would be left aside without a word.
  if (raw.LINLI_OLD_SECRETS !== undefined && raw.LINLI_SECRET === undefined)
    faults.push('设置 LINLI_OLD_SECRETS 还缺 LINLI_SECRET：旧密钥要和新密钥一起填。')
  if (production && raw.LINLI_SECRET === undefined)
    faults.push(
      'NODE_ENV=production 时必须设置 LINLI_SECRET（至少 32 个字符，可用 openssl rand -base64 48 生成）。',
    )
  return faults
}

function settingsFrom(raw: Raw): Settings {
  const old = (raw.LINLI_OLD_SECRETS ?? '').split(',').map((part) => part.trim())
  return {
    host: raw.HOST ?? '127.0.0.1',
    port: raw.PORT ?? 3000,
    mongodbUri: raw.MONGODB_URI,
    dataDir: raw.LINLI_DATA_DIR ?? './data',
    demo: raw.LINLI_DEMO ?? 'auto',
    production: raw.NODE_ENV === 'production',
    secrets: raw.LINLI_SECRET === undefined ? [] : [raw.LINLI_SECRET, ...old.filter((part) => part !== '')],
    worker: raw.LINLI_WORKER !== 'off',
    publicUrl: raw.PUBLIC_URL?.replace(/\/+$/, ''),
    trustProxy: raw.TRUST_PROXY ?? 0,
    logLevel: raw.LOG_LEVEL ?? 'info',
    metricsToken: raw.METRICS_TOKEN,
    rateLimitFactor: raw.RATE_LIMIT_FACTOR ?? 1,
    phoneIdleDays: raw.PHONE_IDLE_DAYS ?? 90,
    outboundHosts: (raw.OUTBOUND_HOSTS ?? '')
      .split(',')
      .map((host) => host.trim())
      .filter((host) => host !== ''),
    s3: s3From(raw),
    wechat:
      raw.WECHAT_APP_ID === undefined || raw.WECHAT_APP_SECRET === undefined
        ? null
        : {
            appId: raw.WECHAT_APP_ID,
            appSecret: raw.WECHAT_APP_SECRET,
            apiBase: raw.WECHAT_API_BASE ?? 'https://api.weixin.qq.com',
            templates: {
              ...(raw.WECHAT_NOTICE_TEMPLATE && { notice: templateFrom(raw.WECHAT_NOTICE_TEMPLATE) }),
              ...(raw.WECHAT_OPINION_TEMPLATE && { opinion: templateFrom(raw.WECHAT_OPINION_TEMPLATE) }),
              ...(raw.WECHAT_BOOKING_TEMPLATE && { booking: templateFrom(raw.WECHAT_BOOKING_TEMPLATE) }),
            },
          },
    sms: {
      provider: raw.SMS_PROVIDER ?? 'none',
      endpoint: raw.SMS_ENDPOINT ?? 'https://dysmsapi.aliyuncs.com',
      accessKeyId: raw.SMS_ACCESS_KEY_ID,
      accessKeySecret: raw.SMS_ACCESS_KEY_SECRET,
      signName: raw.SMS_SIGN_NAME,
      templateCode: raw.SMS_TEMPLATE_CODE,
      movedTemplateCode: raw.SMS_MOVED_TEMPLATE_CODE,
    },
  }
}

/** `id,thing1,thing2,time3` */
function templateFrom(value: string): WechatTemplate {
  const [id = '', titleField = '', textField = '', timeField = ''] = value.split(',')
  return { id, titleField, textField, timeField }
}

function s3From(raw: Raw): S3Settings | null {
  const { S3_ENDPOINT, S3_BUCKET, S3_ACCESS_KEY_ID, S3_SECRET_ACCESS_KEY } = raw
  if (!S3_ENDPOINT || !S3_BUCKET || !S3_ACCESS_KEY_ID || !S3_SECRET_ACCESS_KEY) return null
  return {
    endpoint: S3_ENDPOINT,
    bucket: S3_BUCKET,
    region: raw.S3_REGION ?? 'auto',
    accessKeyId: S3_ACCESS_KEY_ID,
    secretAccessKey: S3_SECRET_ACCESS_KEY,
  }
}
