import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { isLoopbackHost, loadEnvFile, readSettings, settingNames } from './env'

const faultsOf = (source: Record<string, string>): string[] => {
  try {
    readSettings(source)
    return []
  } catch (error) {
    return (error as Error).message.split('\n')
  }
}
const SECRET = 'x'.repeat(32)

test('with nothing set it is a first look on this machine', () => {
  expect(readSettings({})).toMatchObject({
    host: '127.0.0.1',
    port: 3000,
    mongodbUri: undefined,
    dataDir: './data',
    demo: 'auto',
    production: false,
    worker: true,
    trustProxy: 0,
    sms: { provider: 'none' },
    s3: null,
    wechat: null,
  })
})

test('a blank setting counts as not set', () => {
  expect(readSettings({ PORT: '', MONGODB_URI: '', LINLI_DEMO: '', LINLI_SECRET: '' })).toEqual(
    readSettings({}),
  )
})

test.each<[string, Record<string, string>, RegExp]>([
  ['a port that is none', { PORT: '70000' }, /PORT/],
  ['a port with words', { PORT: '30 00' }, /PORT/],
  ['an address instead of a host', { OUTBOUND_HOSTS: 'https://photos.example.cn/' }, /OUTBOUND_HOSTS/],
  ['a short secret', { LINLI_SECRET: 'short' }, /LINLI_SECRET.*32/],
  ['an unknown demo mode', { LINLI_DEMO: 'yes' }, /LINLI_DEMO/],
  ['half a store', { S3_BUCKET: 'files' }, /S3_ENDPOINT、S3_ACCESS_KEY_ID、S3_SECRET_ACCESS_KEY/],
  ['old secrets without a new one', { LINLI_OLD_SECRETS: SECRET }, /LINLI_SECRET/],
  ['WeChat without its secret', { WECHAT_APP_ID: 'wx1' }, /WECHAT_APP_SECRET/],
  ['an SMS provider without its key', { SMS_PROVIDER: 'aliyun' }, /SMS_ACCESS_KEY_ID/],
  ['a demo in production', { LINLI_DEMO: 'on', NODE_ENV: 'production', LINLI_SECRET: SECRET }, /production/],
  ['a demo for the network', { LINLI_DEMO: 'on', HOST: '0.0.0.0' }, /HOST/],
  ['production without a secret', { NODE_ENV: 'production' }, /LINLI_SECRET/],
])('%s is refused in one Chinese sentence', (_, source, part) => {
  const faults = faultsOf(source)
  expect(faults).toHaveLength(1)
  expect(faults[0]).toMatch(part)
  expect(faults[0]).toMatch(/\p{Script=Han}.*[。]$/u)
})

test('a .env that cannot be read is said in a sentence', () => {
  const [home, folder] = [process.cwd(), mkdtempSync(path.join(tmpdir(), 'linli-env-'))]
  mkdirSync(path.join(folder, '.env'))
  process.chdir(folder)
  try {
    expect(loadEnvFile).toThrow(/读不了.*\.env/)
  } finally {
    process.chdir(home)
    rmSync(folder, { recursive: true })
  }
})

test('old secrets stand behind the new one', () => {
  const { secrets } = readSettings({ LINLI_SECRET: SECRET, LINLI_OLD_SECRETS: ' older , oldest,' })
  expect(secrets).toEqual([SECRET, 'older', 'oldest'])
})

test.each([
  ['127.0.0.1', true],
  ['127.8.9.1', true],
  ['::1', true],
  ['localhost', true],
  ['0.0.0.0', false],
  ['::', false],
  ['127.0.0.1.example.cn', false],
  ['192.168.1.8', false],
])('%s is this machine alone: %s', (host, expected) => {
  expect(isLoopbackHost(host)).toBe(expected)
})

/** Set by the image, given by compose.yaml itself, or for tests only. */
const notForCompose = [
  ...['HOST', 'PORT', 'NODE_ENV', 'LINLI_DATA_DIR'],
  ...['WECHAT_API_BASE', 'SMS_ENDPOINT', 'RATE_LIMIT_FACTOR'],
]

test('compose.yaml hands every setting of a deployment to the processes', () => {
  const compose = readFileSync(path.resolve(__dirname, '../../compose.yaml'), 'utf8')
  const given = [...compose.matchAll(/^ {4}([A-Z0-9_]+): /gm)].map(([, name]) => name)
  expect(settingNames.filter((name) => !given.includes(name) && !notForCompose.includes(name))).toEqual([])
})

test('compose.env.example names everything that compose.yaml takes from it', () => {
  const read = (file: string) => readFileSync(path.resolve(__dirname, '../..', file), 'utf8')
  const taken = [...read('compose.yaml').matchAll(/\$\{([A-Z0-9_]+)/g)].map(([, name]) => name)
  const named = [...read('deploy/compose.env.example').matchAll(/^([A-Z0-9_]+)=/gm)].map(([, name]) => name)
  expect([...new Set(taken)].sort()).toEqual(named.sort())
})

test('.env.example explains every setting there is, and no other', () => {
  const lines = readFileSync(path.resolve(__dirname, '../../.env.example'), 'utf8').split('\n')
  const named = lines.flatMap((line) => /^([A-Z0-9_]+)=/.exec(line)?.[1] ?? [])
  expect(named.sort()).toEqual([...settingNames].sort())
  // What it shows is what holds when nothing is set.
  const shown = Object.fromEntries(
    lines
      .filter((line) => /^[A-Z]/.test(line))
      .map((line): [string, string] => {
        const [name = '', value = ''] = line.split('=')
        return [name, value]
      }),
  )
  expect(readSettings(shown)).toEqual(readSettings({}))
})
