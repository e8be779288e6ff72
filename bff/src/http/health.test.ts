import { probe } from '../../test/probe'
import { startTestApp, type TestApp } from '../../test/test-app'

let app: TestApp
beforeAll(async () => {
  app = await startTestApp({ overrides: { features: () => [probe] } })
})
afterAll(() => app.close())

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
    expect((await house.visitor.get('//metrics', { headers: { ...forwarded, authorization } })).status).toBe(
      200,
    )
  } finally {
    await house.close()
  }
})

test('/docs is a page without scripts that lists every operation', async () => {
  const { headers, text } = await app.visitor.get('//docs')
  expect(headers.get('content-type')).toContain('text/html')
  expect(text).not.toMatch(/<script|(?:src|href)="?https?:/)
  expect(text).toContain('/api/v1/notices/{id}')
})
