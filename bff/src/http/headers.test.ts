import { probe, rawRequest } from '../../test/probe'
import { startTestApp, type TestApp } from '../../test/test-app'

let app: TestApp
beforeAll(async () => {
  app = await startTestApp({ overrides: { features: () => [probe] } })
})
afterAll(() => app.close())

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
  const first = await rawRequest(app, { path: '/api/v1/probe/mine', headers })
  expect(first.status).toBe(200)
  expect(first.headers['content-encoding']).toBe('br')
  const etag = String(first.headers['etag'])
  const second = await rawRequest(app, {
    path: '/api/v1/probe/mine',
    headers: { ...headers, 'if-none-match': etag },
  })
  expect([second.status, second.text]).toEqual([304, ''])
  const other = await rawRequest(app, {
    path: '/api/v1/probe/mine',
    headers: { ...headers, 'if-none-match': '"x"' },
  })
  expect(other.status).toBe(200)
})

test('an answer for everybody is checked like any other, packed as each caller takes it, and has one tag', async () => {
  const ask = (headers: Record<string, string> = {}) => fetch(`${app.url}/api/v1/probe/shared`, { headers })
  const text = JSON.stringify({ filler: '邻'.repeat(2000) })
  const answers = await Promise.all(
    ['br', 'gzip', 'identity', 'br'].map((encoding) => ask({ 'accept-encoding': encoding })),
  )
  expect(answers.map(({ headers }) => headers.get('content-encoding'))).toEqual(['br', 'gzip', null, 'br'])
  expect(await Promise.all(answers.map((answer) => answer.text()))).toEqual([text, text, text, text])
  expect(answers.map(({ headers }) => headers.get('vary'))).toEqual(answers.map(() => 'Accept-Encoding'))
  const tags = new Set(answers.map(({ headers }) => headers.get('etag')))
  expect(tags.size).toBe(1)
  expect((await ask({ 'if-none-match': [...tags].join() })).status).toBe(304)
})
