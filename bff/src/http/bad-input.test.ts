import { codeOf, probe, rawRequest } from '../../test/probe'
import { startTestApp, type TestApp } from '../../test/test-app'

let app: TestApp
beforeAll(async () => {
  app = await startTestApp({ overrides: { features: () => [probe] } })
})
afterAll(() => app.close())

const post = (body: string | Buffer, headers: Record<string, string | number> = {}) =>
  rawRequest(app, {
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

test.each(['text/plain', 'application/x-www-form-urlencoded', ''])('media type "%s" is 415', async (type) => {
  expect(codeOf(await post('{"text":"a"}', { 'content-type': type }))).toBe('unsupported_media_type')
})

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
