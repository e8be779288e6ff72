import { probe } from '../../test/probe'
import { startTestApp, type TestApp } from '../../test/test-app'

let app: TestApp
beforeAll(async () => {
  app = await startTestApp({ overrides: { features: () => [probe] } })
})
afterAll(() => app.close())

test.each([
  ['POST', '/probe/boom'],
  // A read is not followed (ADR 0021): its own line has to tell what went wrong in it.
  ['GET', '/probe/fault'],
])(
  'an unknown error of %s %s is answered blank and logged once with its stack and the request id',
  async (method, path) => {
    const id = `boom-${method}-12345`
    const answer = await app.visitor.raw(path, { method, headers: { 'x-request-id': id } })
    expect(answer.status).toBe(500)
    expect(answer.text).not.toContain('secret detail')
    expect(answer.body).toMatchObject({ code: 'internal', requestId: id })
    const lines = app.logs.filter((line) => line['requestId'] === id)
    expect(lines).toHaveLength(1)
    expect(lines[0]).toMatchObject({
      level: 50,
      msg: 'http.request',
      route: `${method} ${path}`,
      problem: 'internal',
    })
    expect(JSON.stringify(lines[0])).toContain('probe.ts')
  },
)

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
