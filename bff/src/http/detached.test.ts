import { setImmediate as endOfTurn } from 'node:timers/promises'
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
  tell: { method: 'POST', path: '/test/tell', allow: 'signed-in', summary: 'Says something on the way.' },
} as const satisfies RouteTable
const word = {
  body: z.strictObject({ word: z.string() }),
  response: z.object({ taken: z.boolean() }),
  errors: [],
  examples: { body: { word: '' }, response: { taken: true } },
}
const schemas = { drop: word, tell: word } as const satisfies SchemaTable<typeof routes>

let app: TestApp
/** A service that logs while it works. */
async function say(word: string): Promise<{ taken: boolean }> {
  await endOfTurn()
  app.deps.logger.warn({ word }, 'test.said')
  await endOfTurn()
  return { taken: true }
}

beforeAll(async () => {
  app = await startTestApp({
    overrides: {
      features: () => [
        implement(
          routes,
          schemas,
        )({
          tell: ({ body }) => say(body.word),
          drop: async ({ body }) => {
            if (body.word === 'speak') return say(body.word)
            if (body.word === 'fail') throw new Error('a fault that quotes MY-SECRET')
            return { taken: true }
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

test('what is said on the way says neither when nor in which request, also while others are served', async () => {
  const before = app.logs.length
  const beside = ['a', 'b', 'c'].map((name) =>
    app.as('resident').post('/test/tell', { word: name }, { headers: { 'x-request-id': `request-${name}` } }),
  )
  await Promise.all([app.as('resident').post('/test/drop', { word: 'speak' }), ...beside])
  const said = app.logs.slice(before).filter(({ msg }) => msg === 'test.said')
  expect(said.find((line) => line['word'] === 'speak')).toEqual({
    app: 'linli',
    level: expect.any(Number) as number,
    time: expect.stringMatching(/^\d{4}-\d\d-\d\d$/) as string,
    word: 'speak',
    msg: 'test.said',
  })
  const followed = said.filter((line) => line['word'] !== 'speak')
  expect(followed.map((line) => [line['word'], line['requestId']]).sort()).toEqual([
    ['a', 'request-a'],
    ['b', 'request-b'],
    ['c', 'request-c'],
  ])
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
