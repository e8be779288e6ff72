import { probe } from '../../test/probe'
import { startTestApp, type TestApp } from '../../test/test-app'

let app: TestApp
beforeAll(async () => {
  app = await startTestApp({ overrides: { features: () => [probe] } })
})
afterAll(() => app.close())

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
