import { Buffer } from 'node:buffer'
import { errorRegistry } from '@linli/shared/errors'
import { roles } from '@linli/shared/roles'
import { seedDemo } from '../../src/modules/demo/demo.seed'
import type { SmsMessage } from '../../src/platform/sms/sms'
import { startFakeWechat, type FakeWechat } from '../fake-wechat'
import type { Answer } from '../http-client'
import { startTestApp, type TestApp } from '../test-app'
import { pickCaller, renew, signInEverybody, type Caller } from './callers'
import { createKnowledge, type Knowledge } from './knowledge'
import { createRandom, type Random } from './random'
import { createValueMaker, type Hint, type JsonSchema, type ValueMaker } from './schema-values'

/** Chooses the requests. Another one may be tried by hand: FUZZ_SEED=7 npx jest --selectProjects bff -- fuzz */
const SEED = Number(process.env['FUZZ_SEED'] ?? 20_261_123)
const REQUESTS = 10_000

/**
 * Acts at the end of a chain of others, on a thing of one's own and with its newest version: chance reaches them
 * only now and then. Each has its successes in the tests of its route.
 */
const longChains = [
  'notices.confirm',
  'notices.update',
  ...['confirm', 'prove', 'renewRecoveryCodes'].map((act) => `secondFactor.${act}`),
  ...['request', 'approve', 'refuse'].map((act) => `secondFactor.${act}Reset`),
  ...['supplement', 'rate', 'reopen', 'withdraw', 'start'].map((event) => `opinions.${event}`),
]

/** Requests under way at a time. */
const LANES = 6

interface Parameter {
  readonly name: string
  readonly in: string
  readonly required: boolean
  readonly schema: JsonSchema
}
interface Operation {
  readonly id: string
  readonly tag: string
  readonly event: string
  readonly method: string
  readonly path: string
  readonly allow: unknown
  readonly parameters: readonly Parameter[]
  readonly bodyType: string | undefined
  readonly body: JsonSchema | undefined
  readonly statuses: readonly string[]
}
interface Document {
  readonly paths: Record<string, Record<string, Record<string, unknown>>>
  readonly components: { readonly schemas: Record<string, JsonSchema> }
}

const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
)

function operationsOf(document: Document): Operation[] {
  return Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]): Operation => {
      const [tag = '', event = ''] = String(operation['operationId']).split('.')
      const content = (
        operation['requestBody'] as { content?: Record<string, { schema: JsonSchema }> } | undefined
      )?.content
      const [bodyType, media] = Object.entries(content ?? {})[0] ?? []
      return {
        id: `${tag}.${event}`,
        tag,
        event,
        method: method.toUpperCase(),
        path,
        allow: operation['x-allow'],
        parameters: (operation['parameters'] as Parameter[] | undefined) ?? [],
        bodyType,
        body: media?.schema,
        statuses: Object.keys(operation['responses'] as object),
      }
    }),
  )
}

/** One lane of requests: its own random numbers, the common knowledge. */
class Fuzzer {
  readonly failures: string[] = []
  readonly successes = new Map<string, number>()
  readonly rolesSeen = new Set<string>()
  passed = 0
  sent = 0

  constructor(
    private readonly app: TestApp,
    private readonly wechat: FakeWechat,
    private readonly codes: Map<string, string>,
    private readonly callers: readonly Caller[],
    private readonly knowledge: Knowledge,
    private readonly random: Random,
    private readonly values: ValueMaker,
  ) {}

  async send(operation: Operation): Promise<void> {
    const { random } = this
    const offer = this.knowledge.offered(operation.tag, operation.event, random)
    const invited = offer && random.chance(0.8) ? offer : undefined
    const caller =
      this.callers.find(({ persona }) => persona === invited?.persona) ??
      pickCaller(this.callers, operation.allow, random)
    const target = invited?.known ?? this.knowledge.thing(operation.tag, caller.persona, random)
    const hint = this.hintFor(operation, caller, target)
    const path = this.pathOf(operation, hint, target?.id)
    const headers: Record<string, string> = {
      'idempotency-key': `fuzz-${random.integer(0, 1e9)}-${random.integer(0, 1e9)}`,
    }
    if (random.chance(0.02))
      headers['authorization'] = random.pick(['Bearer x', 'Bearer v1.e30.AAAA', 'Basic eDp5'])
    const answer =
      operation.bodyType === 'multipart/form-data'
        ? await this.upload(operation, caller, path, hint)
        : await this.sendJson(operation, caller, path, headers, hint)
    await this.judge(operation, caller, path, answer)
  }

  private async sendJson(
    operation: Operation,
    caller: Caller,
    path: string,
    headers: Record<string, string>,
    hint: Hint,
  ): Promise<Answer> {
    const { random } = this
    const init: RequestInit = { method: operation.method, headers }
    if (operation.body) {
      const good = this.values.fitting(operation.body, '', hint)
      const value = random.chance(0.25) ? this.values.broken(good) : good
      const text = JSON.stringify(value)
      headers['content-type'] = random.chance(0.01) ? 'text/plain' : 'application/json'
      init.body = random.chance(0.02) ? text.slice(0, -1) : text
    }
    return this.clientOf(operation, caller).raw(path, init)
  }

  private async upload(operation: Operation, caller: Caller, path: string, hint: Hint): Promise<Answer> {
    const { random } = this
    const { purpose } = this.values.fitting(operation.body ?? {}, '', hint) as { purpose: string }
    const bytes = random.pick([
      PNG,
      PNG,
      Buffer.from('<html><script>1</script>'),
      PNG.subarray(0, 30),
      Buffer.alloc(0),
    ])
    const name = random.pick(['楼道.png', '../../x.png', 'a'.repeat(300), '\u0001.png'])
    const fields: Record<string, string> = random.chance(0.9)
      ? { purpose }
      : { purpose: 'nothing', more: 'x' }
    return this.clientOf(operation, caller).upload(path, { name, bytes }, fields)
  }

  private clientOf(operation: Operation, caller: Caller) {
    return operation.allow === 'anyone' && this.random.chance(0.3) ? this.app.visitor : caller.client
  }

  private pathOf(operation: Operation, hint: Hint, target: string | undefined): string {
    const { random } = this
    const fill = (name: string): string => {
      if (operation.id === 'files.open') return `${(hint(name) as string | undefined) ?? 'x'}`
      if (target !== undefined && random.chance(0.9)) return target
      return random.pick(['ntc_1BoxkVZLBjFjeN8D7rQ2wX', 'x', '..%2f..', '%00', '%E9%82%BB', '0'])
    }
    const address = operation.path
      .replace('/api/v1', '')
      .replaceAll(/\{(\w+)\}/g, (_, name: string) => fill(name))
    const query = new URLSearchParams()
    for (const { name, in: place, required, schema } of operation.parameters) {
      if (place !== 'query' || !(required || random.chance(0.4))) continue
      const value = random.chance(0.1)
        ? random.pick(['', '𠮷', '-1', '1e9', '[]', '%'])
        : this.values.fitting(schema, name, hint)
      query.append(name, String(value))
    }
    if (random.chance(0.03)) query.append('$where', '1')
    return query.size > 0 ? `${address}?${query.toString()}` : address
  }

  /** What a schema cannot know: ids that exist, codes that were sent, times that lie ahead. */
  private hintFor(operation: Operation, caller: Caller, target: { version: number } | undefined): Hint {
    const { random, knowledge } = this
    const soon = () =>
      new Date(this.app.clock.now().getTime() + random.integer(1, 5) * 86_400_000).toISOString()
    const [phone = '', code = '000000'] = [...this.codes.entries()].at(-1) ?? []
    const signed = /files\/([^/]+)\/(view|thumb)\?e=(\d+)&s=([\w-]+)/.exec(
      knowledge.value('view', random) ?? '',
    )
    const fixed: Readonly<Record<string, () => unknown>> = {
      version: () =>
        operation.id === 'session.consent' ? knowledge.value('version', random) : (target?.version ?? 0),
      communityId: () => caller.communityId,
      parentId: () => caller.communityId,
      nodeId: () => caller.communityId,
      nodeIds: () => [caller.communityId],
      tags: () => [],
      placeId: () => caller.communityId,
      roomId: () => knowledge.value('roomId', random) ?? caller.communityId,
      categoryCode: () => knowledge.value('categoryCode', random) ?? knowledge.value('code', random),
      photoIds: () => [],
      attachmentIds: () => [],
      coverId: () => null,
      html: () =>
        random.pick(['<p>明早停水。</p>', '<script>1</script><p>好</p>', '<a href="javascript:1">x</a>']),
      publishAt: soon,
      expiresAt: () => random.pick([null, soon()]),
      until: () => soon().slice(0, 10),
      facts: () => [{ label: '时间', value: '8:30 至 17:00' }],
      category: () => random.pick(['service', 'activity', 'policy']),
      disclosureClass: () => null,
      persona: () => random.pick(this.callers).persona,
      phone: () =>
        operation.event === 'signInPhone' ? phone : `138${random.integer(10_000_000, 99_999_999)}`,
      code: () =>
        operation.event === 'signInPhone' ? code : this.wechat.loginCode(`openid-${random.integer(1, 50)}`),
      phoneCode: () => this.wechat.phoneCode(`139${random.integer(10_000_000, 99_999_999)}`),
      refreshToken: () => caller.refreshToken,
      attemptKey: () => `attempt-${random.integer(0, 1e9)}-${random.integer(0, 1e9)}`,
      cursor: () => knowledge.value('nextCursor', random) ?? 'x',
      id: () => signed?.[1],
      variant: () => signed?.[2],
      e: () => signed?.[3] ?? '1',
      s: () => signed?.[4] ?? 'x',
    }
    return (name) => {
      if (name === '' || !(name in fixed)) return undefined
      // Now and then the schema alone decides, and an id belongs to nobody.
      return random.chance(0.05) && name !== 'version' ? undefined : fixed[name]?.()
    }
  }

  private async judge(operation: Operation, caller: Caller, path: string, answer: Answer): Promise<void> {
    this.sent += 1
    const code = answer.status >= 400 ? this.problemCode(operation, path, answer) : null
    const isRefused = [400, 401, 403, 413, 415, 426].includes(answer.status)
    // A code that was guessed wrong or a file that cannot be read has passed the door and the schema.
    const isJudged =
      code !== null &&
      !['validation_failed', 'malformed_json', 'forbidden', 'consent_required'].includes(code)
    if (!isRefused || (answer.status !== 401 && answer.status !== 415 && isJudged)) this.passed += 1
    if (answer.status >= 200 && answer.status < 300) {
      this.successes.set(operation.id, (this.successes.get(operation.id) ?? 0) + 1)
      for (const role of caller.roles) this.rolesSeen.add(role)
      if (answer.headers.get('content-type')?.startsWith('application/json'))
        this.knowledge.learn(operation.tag, caller.persona, answer.body)
    }
    if (!operation.statuses.includes(String(answer.status)) && answer.status !== 404)
      this.failures.push(
        `${operation.id} answered ${answer.status} (${code}), which is not documented: ${path}`,
      )
    if (answer.status === 401 || code === 'consent_required' || /sign-out|withdraw$|refresh/.test(path))
      await renew(this.app, caller)
  }

  private problemCode(operation: Operation, path: string, answer: Answer): string {
    const code = String(answer.body['code'])
    if (answer.status >= 500)
      this.failures.push(`${operation.id} answered ${answer.status}: ${operation.method} ${path}`)
    if (!(code in errorRegistry) || answer.headers.get('content-type') !== 'application/problem+json')
      this.failures.push(`${operation.id} answered no problem document: ${answer.text.slice(0, 200)}`)
    return code
  }
}

let app: TestApp
let wechat: FakeWechat
const codes = new Map<string, string>()

beforeAll(async () => {
  wechat = await startFakeWechat()
  const { apiBase, appId, appSecret } = wechat
  app = await startTestApp({
    demo: true,
    settings: { WECHAT_API_BASE: apiBase, WECHAT_APP_ID: appId, WECHAT_APP_SECRET: appSecret },
    overrides: {
      sms: {
        send: ({ phone, params }: SmsMessage) => {
          codes.set(phone, params['code'] ?? '')
          return Promise.resolve()
        },
      },
    },
  })
  await seedDemo(app.deps)
}, 300_000)
afterAll(async () => {
  await app.close()
  await wechat.close()
})

test(`${REQUESTS} requests made from /openapi.json find no fault of ours, reach the operations, and a third get past the door`, async () => {
  const document = (await app.visitor.get('//openapi.json')).body as unknown as Document
  const operations = operationsOf(document)
  const callers = await signInEverybody(app)
  const knowledge = createKnowledge()
  // Things the demo made already, so that the first requests have something to ask for.
  knowledge.learn(
    'opinions',
    '',
    (await app.visitor.get(`/opinions/catalogue?communityId=${callers[0]?.communityId}`)).body,
  )
  knowledge.learn('session', '', (await app.visitor.get('/session/privacy-terms')).body)

  const random = createRandom(SEED)
  const fuzzer = new Fuzzer(
    app,
    wechat,
    codes,
    callers,
    knowledge,
    random,
    createValueMaker(random, document.components.schemas),
  )
  let count = 0
  const lane = async (): Promise<void> => {
    while (count < REQUESTS) {
      const number = count++
      // Each operation in turn, so that none is left out; who and what is chance.
      const operation = operations[number % operations.length]
      if (operation) await fuzzer.send(operation)
      if (number % 500 === 0) await app.drainOutbox()
      if (number % 50 === 0) app.clock.advance(1000)
    }
  }
  await Promise.all(Array.from({ length: LANES }, lane))

  const share = fuzzer.passed / fuzzer.sent
  const unreached = operations.map(({ id }) => id).filter((id) => !fuzzer.successes.has(id))
  console.log(`seed ${SEED}: ${fuzzer.sent} requests, ${Math.round(share * 100)}% past door and schema`)
  expect(fuzzer.failures).toEqual([])
  expect(app.logs.filter((line) => Number(line['level']) >= 50)).toEqual([])
  expect(unreached.filter((id) => !longChains.includes(id))).toEqual([])
  expect(share).toBeGreaterThanOrEqual(0.3)
  expect([...fuzzer.rolesSeen].sort()).toEqual([...roles].sort())
}, 1_500_000)
