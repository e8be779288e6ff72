import type { RouteTable, SchemaTable } from '@linli/shared/contract'
import * as z from 'zod/mini'
import { startTestApp, type TestApp } from '../../test/test-app'
import { implement } from './implement'

// A detached route (a secret ballot) keeps nothing of who came when; docs/adr/0013.

const routes = {
  drop: {
    method: 'POST',
    path: '/test/drop',
    allow: 'signed-in',
    summary: 'Takes something and forgets who brought it.',
    detached: true,
  },
} as const satisfies RouteTable
const schemas = {
  drop: {
    body: z.strictObject({ word: z.string() }),
    response: z.object({ taken: z.boolean() }),
    errors: [],
    examples: { body: { word: '' }, response: { taken: true } },
  },
} as const satisfies SchemaTable<typeof routes>

let app: TestApp
beforeAll(async () => {
  app = await startTestApp({
    overrides: {
      features: () => [
        implement(
          routes,
          schemas,
        )({
          drop: ({ body }) => {
            if (body.word === 'fail') throw new Error('a fault that quotes MY-SECRET')
            return Promise.resolve({ taken: true })
          },
        }),
      ],
    },
  })
})
afterAll(() => app.close())

test.each([
  ['an answer', 'hello', 200],
  ['a fault of ours', 'fail', 500],
])('%s leaves a line with the route and the day alone', async (_name, word, status) => {
  const before = app.logs.length
  const answer = await app.as('resident').post('/test/drop', { word })
  expect(answer.status).toBe(status)
  const [line, ...others] = app.logs.slice(before)
  expect(others).toEqual([])
  expect(line).toEqual({
    app: 'linli',
    level: expect.any(Number) as number,
    time: expect.stringMatching(/^\d{4}-\d\d-\d\d$/) as string,
    method: 'POST',
    route: 'POST /test/drop',
    msg: 'http.detached',
    ...(status === 500 && { problem: 'internal' }),
  })
})

test('the metrics know nothing of it', async () => {
  const { text } = await app.visitor.get('//metrics')
  expect(text).not.toContain('/test/drop')
  expect(text).not.toContain('code="internal"')
})

test.each([{ idempotent: true }, { limit: 'create' }, { stepUp: true }, { multipart: true }] as const)(
  'a route that would keep a trace all the same is refused when it is made: %j',
  (trace) => {
    const leaking = { drop: { ...routes.drop, ...trace } } as const
    expect(() => implement(leaking, schemas)({ drop: () => Promise.resolve({ taken: true }) })).toThrow(
      'trace',
    )
  },
)
