import { request as httpRequest } from 'node:http'
import * as z from 'zod/mini'
import type { RouteTable, SchemaTable } from '@linli/shared/contract'
import { counterCollection } from './platform/counters'
import { startTestApp, type TestApp } from '../test/test-app'
import { implement } from './http/implement'
import { AppError } from './platform/problem-error'

const probeRoutes = {
  open: { method: 'GET', path: '/probe/open', allow: 'anyone', summary: 'Anyone.', consentFree: true },
  mine: { method: 'GET', path: '/probe/mine', allow: 'signed-in', summary: 'Signed in.', etag: true },
  staff: { method: 'GET', path: '/probe/staff', allow: ['community_staff'], summary: 'Staff.' },
  one: { method: 'GET', path: '/probe/{id}', allow: 'anyone', summary: 'By id.', consentFree: true },
  write: { method: 'POST', path: '/probe', allow: 'signed-in', summary: 'Writes.', success: 201 },
  boom: { method: 'POST', path: '/probe/boom', allow: 'anyone', summary: 'A fault.', consentFree: true },
  leaky: { method: 'GET', path: '/probe/leaky', allow: 'anyone', summary: 'Too much.', consentFree: true },
} as const satisfies RouteTable

const ok = z.object({ ok: z.boolean() })
const example = { examples: { response: { ok: true } }, errors: [] }
const probeSchemas = {
  open: { response: ok, ...example },
  mine: { response: z.object({ who: z.string(), filler: z.string() }), ...example },
  staff: { response: ok, ...example },
  one: { params: z.strictObject({ id: z.string() }), response: z.object({ id: z.string() }), ...example },
  write: {
    body: z.strictObject({
      text: z.string().check(z.maxLength(10)),
      many: z.optional(z.array(z.object({ at: z.number() }))),
      kind: z.optional(z.enum(['a', 'b'])),
    }),
    query: z.strictObject({ page: z.optional(z.coerce.number().check(z.int())) }),
    response: z.object({ text: z.string() }),
    ...example,
  },
  boom: { response: ok, ...example },
  leaky: { response: ok, ...example },
} satisfies SchemaTable<typeof probeRoutes>

const probe = implement(
  probeRoutes,
  probeSchemas,
)({
  open: async () => ({ ok: true }),
  mine: async ({ actor }) => ({ who: actor.accountId, filler: '邻'.repeat(2000) }),
  staff: async () => ({ ok: true }),
  one: async ({ params }) => ({ id: params.id }),
  write: async ({ body }) => ({ text: body.text }),
  boom: async () => {
    throw new Error('secret detail 13800000001')
  },
  leaky: async () => {
    const row = { ok: true, phone: '13800000001' }
    return row
  },
})

let app: TestApp
beforeAll(async () => {
  app = await startTestApp({ overrides: { features: () => [probe] } })
})
afterAll(() => app.close())

/** A request as bytes, for what fetch would not send. */
function rawRequest(options: {
  method?: string
  path: string
  headers?: Record<string, string | number>
  body?: Buffer | string
}): Promise<{ status: number; headers: Record<string, unknown>; text: string }> {
  return new Promise((resolve, reject) => {
    const { hostname, port } = new URL(app.url)
    const request = httpRequest(
      { hostname, port, method: options.method ?? 'GET', path: options.path, headers: options.headers ?? {} },
      (response) => {
        const chunks: Buffer[] = []
        response.on('data', (chunk: Buffer) => chunks.push(chunk))
        response.on('end', () =>
          resolve({
            status: response.statusCode ?? 0,
            headers: response.headers,
            text: Buffer.concat(chunks).toString('utf8'),
          }),
        )
      },
    )
    request.on('error', reject)
    request.end(options.body)
  })
}

const codeOf = (answer: { text: string }): unknown => (JSON.parse(answer.text) as { code?: unknown }).code

describe('headers', () => {
  test('every answer carries the security headers, and asks for https only behind TLS', async () => {
    const { headers } = await app.visitor.get('/probe/open')
    expect(headers.get('content-security-policy')).toContain("script-src 'self'")
    expect(headers.get('content-security-policy')).not.toContain('upgrade-insecure-requests')
    expect(headers.get('strict-transport-security')).toBeNull()
    expect(headers.get('x-content-type-options')).toBe('nosniff')
    expect(headers.get('access-control-allow-origin')).toBeNull()
    const tls = await startTestApp({ settings: { PUBLIC_URL: 'https://linli.example.cn/' } })
    try {
      const behind = await tls.visitor.get('//healthz')
      expect(behind.headers.get('strict-transport-security')).toContain('max-age=31536000')
      expect(behind.headers.get('content-security-policy')).toContain('upgrade-insecure-requests')
    } finally {
      await tls.close()
    }
  })

  test('a request id is taken over only when it cannot break a log line', async () => {
    const good = await app.visitor.get('/probe/open', { headers: { 'x-request-id': 'abc-12345678' } })
    expect(good.headers.get('x-request-id')).toBe('abc-12345678')
    for (const bad of ['short', 'a b c d e f g h', 'x'.repeat(65), '{"a":"12345678"}']) {
      const answer = await app.visitor.get('/probe/open', { headers: { 'x-request-id': bad } })
      expect(answer.headers.get('x-request-id')).toMatch(/^req_[1-9A-HJ-NP-Za-km-z]{22}$/)
    }
  })

  test('a polled read answers 304 to a client that sets If-None-Match itself, even with no-cache', async () => {
    const token = app.tokenOf('resident')
    const headers = { authorization: `Bearer ${token}`, 'cache-control': 'no-cache', 'accept-encoding': 'br' }
    const first = await rawRequest({ path: '/api/v1/probe/mine', headers })
    expect(first.status).toBe(200)
    expect(first.headers['content-encoding']).toBe('br')
    const etag = String(first.headers['etag'])
    const second = await rawRequest({
      path: '/api/v1/probe/mine',
      headers: { ...headers, 'if-none-match': etag },
    })
    expect([second.status, second.text]).toEqual([304, ''])
    const other = await rawRequest({
      path: '/api/v1/probe/mine',
      headers: { ...headers, 'if-none-match': '"x"' },
    })
    expect(other.status).toBe(200)
  })
})

describe('who may come in', () => {
  test.each([
    ['nothing', undefined, 'unauthenticated'],
    ['another scheme', 'Basic YTpi', 'unauthenticated'],
    ['rubbish', 'Bearer rubbish', 'unauthenticated'],
    ['an empty token', 'Bearer ', 'unauthenticated'],
    [
      'a forged signature',
      `Bearer v1.${Buffer.from('{"a":"x","s":"y","e":9e9}').toString('base64url')}.AAAA`,
      'unauthenticated',
    ],
  ])('%s as authorization is 401', async (_, authorization, code) => {
    const answer = await app.visitor.get('/probe/mine', {
      headers: authorization === undefined ? {} : { authorization },
    })
    expect([answer.status, answer.body.code]).toEqual([401, code])
    expect(answer.headers.get('www-authenticate')).toBe('Bearer')
    expect(answer.headers.get('content-type')).toBe('application/problem+json')
  })

  test('a token stops working after ten minutes', async () => {
    const old = await startTestApp({ overrides: { features: () => [probe] } })
    try {
      const client = old.as('resident')
      old.clock.advance(10 * 60_000 - 1000)
      expect((await client.get('/probe/mine')).status).toBe(200)
      old.clock.advance(1000)
      expect((await client.get('/probe/mine')).body).toMatchObject({ code: 'unauthenticated', status: 401 })
    } finally {
      await old.close()
    }
  })

  test('a broken token is refused even where anyone may come, so that a client renews it', async () => {
    expect((await app.withToken('v1.broken.token').get('/probe/open')).status).toBe(401)
  })

  test('a role that the route does not name is 403, and the named one is let in', async () => {
    expect((await app.as('resident').get('/probe/staff')).body).toMatchObject({
      code: 'forbidden',
      status: 403,
    })
    expect((await app.as('staff').get('/probe/staff')).status).toBe(200)
  })

  test('without consent to the current terms nothing personal is reached', async () => {
    expect((await app.as('withoutConsent').get('/probe/mine')).body).toMatchObject({
      code: 'consent_required',
    })
    expect((await app.as('withoutConsent').get('/probe/open')).status).toBe(200)
  })

  test('a mini-program older than what is served is told to update', async () => {
    const answer = await app.visitor.get('/probe/open', { headers: { 'x-client': 'weapp/0.0.9' } })
    expect([answer.status, answer.body.code]).toEqual([426, 'client_too_old'])
    const current = await app.visitor.get('/probe/open', { headers: { 'x-client': 'weapp/0.1.0' } })
    expect(current.status).toBe(200)
  })
})

describe('bad input', () => {
  const post = (body: string | Buffer, headers: Record<string, string | number> = {}) =>
    rawRequest({
      method: 'POST',
      path: '/api/v1/probe',
      body,
      headers: {
        authorization: `Bearer ${app.tokenOf('resident')}`,
        'content-type': 'application/json',
        'content-length': Buffer.byteLength(body),
        ...headers,
      },
    })

  test.each([
    ['half a document', '{"text":'],
    ['no UTF-8', Buffer.from([0x7b, 0x22, 0xff, 0x22, 0x7d])],
    ['two documents', '{} {}'],
  ])('%s is malformed_json', async (_, body) => {
    expect(codeOf(await post(body))).toBe('malformed_json')
  })

  test('every fault of a body is named at its place, in Chinese', async () => {
    const answer = await app.as('resident').post('/probe?page=x', {
      text: 'far too long a text',
      many: [{ at: 1 }, { at: 'x' }],
      kind: 'c',
      extra: 1,
    })
    expect(answer.status).toBe(400)
    expect(answer.body).toMatchObject({
      code: 'validation_failed',
      type: 'urn:linli:problem:validation_failed',
    })
    const errors = answer.body['errors'] as { path: string; message: string }[]
    expect(errors.map((error) => error.path).sort()).toEqual([
      'body.extra',
      'body.kind',
      'body.many.1.at',
      'body.text',
      'query.page',
    ])
    for (const { message } of errors) expect(message).toMatch(/\p{Script=Han}/u)
  })

  test.each([
    ['a list', '[]'],
    ['null', 'null'],
    ['a number', '7'],
    ['nothing', ''],
    ['a wrong type', '{"text":{"$ne":null}}'],
    ['a polluting key', '{"text":"a","__proto__":{"admin":true}}'],
  ])('%s in place of the body is validation_failed', async (_, body) => {
    expect(codeOf(await post(body))).toBe('validation_failed')
  })

  test('5 MB of body is 413 and the sender gets to read it', async () => {
    const answer = await post(Buffer.alloc(5 * 1024 * 1024, 0x20))
    expect([answer.status, codeOf(answer)]).toEqual([413, 'payload_too_large'])
  })

  test('a declared 5 GB is refused without reading it', async () => {
    const answer = await post('{}', { 'content-length': 5 * 1024 ** 3 })
    expect(answer.status).toBe(413)
  })

  test.each(['text/plain', 'application/x-www-form-urlencoded', ''])(
    'media type "%s" is 415',
    async (type) => {
      expect(codeOf(await post('{"text":"a"}', { 'content-type': type }))).toBe('unsupported_media_type')
    },
  )

  test('an address that takes other methods says which', async () => {
    const answer = await app.as('resident').delete('/probe')
    expect([answer.status, answer.headers.get('allow')]).toEqual([405, 'POST'])
  })

  test.each([
    '//api/v1/nothing',
    '//api/v1/..%2f..%2fetc/passwd',
    '//%00',
    '//..%2f..%2fetc%2fpasswd',
    '//.env',
    '//a%5c..%5cb',
    '//%E0%A4%A',
    '//api/v1/probe/%E0%A4%A/x',
  ])('%s is a 404 problem', async (path) => {
    const answer = await app.visitor.get(path)
    expect([answer.status, answer.body.code]).toEqual([404, 'not_found'])
  })

  test('fixed addresses win over parameters', async () => {
    expect((await app.visitor.get('/probe/open')).body).toEqual({ ok: true })
    expect((await app.visitor.get('/probe/opened')).body).toEqual({ id: 'opened' })
  })
})

describe('faults of ours', () => {
  test('an unknown error is answered blank and logged once with its stack and the request id', async () => {
    const answer = await app.visitor.post('/probe/boom', undefined, {
      headers: { 'x-request-id': 'boom-12345' },
    })
    expect(answer.status).toBe(500)
    expect(answer.text).not.toContain('secret detail')
    expect(answer.body).toMatchObject({ code: 'internal', requestId: 'boom-12345' })
    const lines = app.logs.filter((line) => line['requestId'] === 'boom-12345')
    expect(lines).toHaveLength(1)
    expect(lines[0]).toMatchObject({
      level: 50,
      msg: 'http.request',
      route: 'POST /probe/boom',
      problem: 'internal',
    })
    expect(JSON.stringify(lines[0])).toContain('app.test')
  })

  test('a stray field of an answer never leaves', async () => {
    expect((await app.visitor.get('/probe/leaky')).body).toEqual({ ok: true })
  })

  test('a refused request leaves one line with its id, route pattern and code, and nothing of what was sent', async () => {
    const headers = { 'x-request-id': 'refused-1234' }
    await app.as('resident').post('/probe', { text: '13800000001 张三' }, { headers })
    const lines = app.logs.filter((line) => line['requestId'] === 'refused-1234')
    expect(lines).toHaveLength(1)
    expect(lines[0]).toMatchObject({ status: 400, route: 'POST /probe', problem: 'validation_failed' })
    expect(JSON.stringify(lines[0])).not.toContain('13800000001')
  })
})

describe('idempotency', () => {
  const routes = {
    make: {
      method: 'POST',
      path: '/makings',
      allow: 'signed-in',
      summary: 'Makes.',
      success: 201,
      idempotent: true,
    },
  } as const satisfies RouteTable
  const schemas = {
    make: {
      body: z.strictObject({ text: z.string(), fail: z.optional(z.boolean()) }),
      response: z.object({ id: z.string(), text: z.string() }),
      errors: [],
      examples: { response: { id: 'x', text: 'y' } },
    },
  } satisfies SchemaTable<typeof routes>
  let house: TestApp
  let calls = 0

  beforeAll(async () => {
    house = await startTestApp({
      overrides: {
        features: ({ outbox, uow, ids }) => [
          implement(
            routes,
            schemas,
          )({
            make: ({ body }) =>
              uow.run(async () => {
                calls += 1
                const made = ids.next('mak')
                await outbox.add({ type: 'making.made', aggregateId: made, communityId: null, payload: {} })
                if (body.fail === true) throw new AppError('conflict')
                return { id: made, text: body.text }
              }),
          }),
        ],
      },
    })
  })
  afterAll(() => house.close())

  const effects = async () => (await house.rows('outbox_events')).length
  const key = (name: string) => ({ idempotencyKey: `key-${name}-0001` })

  test('a creating request without a key is refused', async () => {
    const answer = await house.as('resident').raw('/makings', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{"text":"a"}',
    })
    expect(answer.body).toMatchObject({ code: 'idempotency_key_required', status: 400 })
  })

  test('the same key and body get the same answer and one effect', async () => {
    const before = await effects()
    const first = await house.as('resident').post('/makings', { text: 'a' }, key('same'))
    const second = await house.as('resident').post('/makings', { text: 'a' }, key('same'))
    expect([first.status, second.status]).toEqual([201, 201])
    expect(second.text).toBe(first.text)
    expect((await effects()) - before).toBe(1)
  })

  test('the same key with another body is 409 and without effect', async () => {
    await house.as('resident').post('/makings', { text: 'a' }, key('other'))
    const before = await effects()
    const answer = await house.as('resident').post('/makings', { text: 'b' }, key('other'))
    expect([answer.status, answer.body.code]).toEqual([409, 'idempotency_key_reused'])
    expect(await effects()).toBe(before)
  })

  test('a key belongs to its caller', async () => {
    const mine = await house.as('resident').post('/makings', { text: 'a' }, key('whose'))
    const theirs = await house.as('residentB').post('/makings', { text: 'a' }, key('whose'))
    expect(theirs.status).toBe(201)
    expect(theirs.text).not.toBe(mine.text)
  })

  test('sixteen at once with one key: one effect, and every answer is that one or in progress', async () => {
    const before = await effects()
    const client = house.as('resident')
    const answers = await Promise.all(
      Array.from({ length: 16 }, () => client.post('/makings', { text: 'storm' }, key('storm'))),
    )
    expect((await effects()) - before).toBe(1)
    const made = answers.filter((answer) => answer.status === 201)
    expect(made.length).toBeGreaterThanOrEqual(1)
    expect(new Set(made.map((answer) => answer.text)).size).toBe(1)
    for (const answer of answers.filter((other) => other.status !== 201))
      expect(answer.body).toMatchObject({ code: 'idempotency_in_progress' })
    const retry = await client.post('/makings', { text: 'storm' }, key('storm'))
    expect(retry.text).toBe(made[0]?.text)
  })

  test('a refused request leaves nothing, and its key can be used again', async () => {
    const before = await effects()
    const refused = await house.as('resident').post('/makings', { text: 'a', fail: true }, key('retry'))
    expect(refused.body.code).toBe('conflict')
    expect(await effects()).toBe(before)
    const again = await house.as('resident').post('/makings', { text: 'a' }, key('retry'))
    expect(again.status).toBe(201)
  })

  test('a key is forgotten after 24 hours', async () => {
    const first = await house.as('resident').post('/makings', { text: 'a' }, key('day'))
    const ran = calls
    house.clock.advance(24 * 3_600_000)
    const second = await house.as('resident').post('/makings', { text: 'a' }, key('day'))
    expect(second.status).toBe(201)
    expect(second.text).not.toBe(first.text)
    expect(calls).toBe(ran + 1)
  })
})

describe('limits', () => {
  test('past its limit a caller hears when to come back, and others are not touched', async () => {
    const routes = {
      create: { method: 'POST', path: '/limited', allow: 'signed-in', summary: 'Limited.', limit: 'create' },
      read: { method: 'GET', path: '/limited', allow: 'signed-in', summary: 'Limited.', limit: 'read' },
    } as const satisfies RouteTable
    const schemas = {
      create: { response: ok, ...example },
      read: { response: ok, ...example },
    } satisfies SchemaTable<typeof routes>
    const answer = async () => ({ ok: true })
    const figure = { points: 3, seconds: 60 }
    const house = await startTestApp({
      overrides: {
        features: () => [implement(routes, schemas)({ create: answer, read: answer })],
        limits: {
          'sign-in': figure,
          sms: figure,
          code: figure,
          'second-factor': figure,
          upload: figure,
          create: figure,
          'public-search': figure,
          read: figure,
        },
      },
    })
    try {
      const client = house.as('resident')
      const answers = await Promise.all(Array.from({ length: 8 }, () => client.post('/limited')))
      expect(answers.filter(({ status }) => status === 200)).toHaveLength(3)
      const refused = answers.find(({ status }) => status === 429)
      expect(refused?.body).toMatchObject({ code: 'rate_limited' })
      expect(Number(refused?.headers.get('retry-after'))).toBeGreaterThan(0)
      expect((await house.as('residentB').post('/limited')).status).toBe(200)
      const reads = await Promise.all(Array.from({ length: 5 }, () => client.get('/limited')))
      expect(reads.filter(({ status }) => status === 200)).toHaveLength(3)
    } finally {
      await house.close()
    }
  })
})

describe('what an operator asks', () => {
  test('/healthz and /readyz answer, and a stopping process is not ready', async () => {
    expect((await app.visitor.get('//healthz')).body).toEqual({ status: 'ok' })
    expect((await app.visitor.get('//readyz')).body).toEqual({ status: 'ok' })
    const stopping = await startTestApp({ isStopping: () => true })
    try {
      const answer = await stopping.visitor.get('//readyz')
      expect([answer.status, answer.body.code]).toEqual([503, 'unavailable'])
      expect((await stopping.visitor.get('//healthz')).headers.get('connection')).toBe('close')
    } finally {
      await stopping.close()
    }
  })

  test('/metrics opens to this machine or to the token, not to what comes through a proxy', async () => {
    const house = await startTestApp({ settings: { METRICS_TOKEN: 'a-metrics-token-0001' } })
    try {
      expect((await house.visitor.get('//metrics')).text).toContain(
        '# TYPE linli_http_request_seconds histogram',
      )
      const forwarded = { 'x-forwarded-for': '203.0.113.9' }
      expect((await house.visitor.get('//metrics', { headers: forwarded })).status).toBe(404)
      const authorization = 'Bearer a-metrics-token-0001'
      expect(
        (await house.visitor.get('//metrics', { headers: { ...forwarded, authorization } })).status,
      ).toBe(200)
    } finally {
      await house.close()
    }
  })

  test('/docs is a page without scripts that lists every operation', async () => {
    const { headers, text } = await app.visitor.get('//docs')
    expect(headers.get('content-type')).toContain('text/html')
    expect(text).not.toMatch(/<script|https?:\/\/(?!127)/)
    expect(text).toContain('/api/v1/notices/{id}')
  })
})

test('counting is shared: a hundred numbers asked for at once are a hundred different ones', async () => {
  const numbers = await Promise.all(Array.from({ length: 100 }, () => app.deps.counters.next('QH-20261123')))
  expect([...numbers].sort((a, b) => a - b)).toEqual(Array.from({ length: 100 }, (_, index) => index + 1))
  expect(await app.rows(counterCollection)).toHaveLength(1)
})
