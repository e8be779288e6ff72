import * as z from 'zod/mini'
import type { RouteTable, SchemaTable } from '@linli/shared/contract'
import { startTestApp, type TestApp } from '../../test/test-app'
import { AppError } from '../platform/problem-error'
import { implement } from './implement'

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
