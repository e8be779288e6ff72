import { example, ok, rawRequest } from '../../test/probe'
import { startTestApp, type TestApp } from '../../test/test-app'
import type { RouteTable, SchemaTable } from '@linli/shared/contract'
import { implement } from './implement'
import { defaultLimits } from './rate-limit'

// Whose address counts against a limit is the trusted proxies' to say, never the caller's.

const routes = {
  ask: {
    method: 'GET',
    path: '/test/limited',
    allow: 'anyone',
    summary: 'Limited by address.',
    consentFree: true,
    limit: 'read',
  },
} as const satisfies RouteTable
const schemas = { ask: { response: ok, ...example } } as const satisfies SchemaTable<typeof routes>

let app: TestApp
const start = async (trusted: string) => {
  app = await startTestApp({
    settings: { TRUST_PROXY: trusted },
    overrides: {
      features: () => [implement(routes, schemas)({ ask: async () => ({ ok: true }) })],
      limits: { ...defaultLimits, read: { points: 2, seconds: 60 } },
    },
  })
}
afterEach(() => app.close())
const asked = async (...forwarded: readonly string[]): Promise<number[]> => {
  const statuses: number[] = []
  for (const addresses of forwarded)
    statuses.push(
      (await rawRequest(app, { path: '/api/v1/test/limited', headers: { 'X-Forwarded-For': addresses } }))
        .status,
    )
  return statuses
}

test('without a proxy nobody gets a fresh limit by naming another address', async () => {
  await start('0')
  expect(await asked('203.0.113.1', '203.0.113.2', '203.0.113.3')).toEqual([200, 200, 429])
})

test('behind one proxy the address it wrote last counts, whatever the caller wrote before it', async () => {
  await start('1')
  expect(
    await asked('203.0.113.1, 198.51.100.7', '203.0.113.2, 198.51.100.7', '203.0.113.3, 198.51.100.7'),
  ).toEqual([200, 200, 429])
  expect(await asked('203.0.113.1, 198.51.100.8')).toEqual([200])
})

test('behind two it is the one the outer of them wrote', async () => {
  await start('2')
  const spoofed = ['203.0.113.1', '203.0.113.2', '203.0.113.3']
  expect(await asked(...spoofed.map((own) => `${own}, 198.51.100.7, 10.0.0.2`))).toEqual([200, 200, 429])
})
