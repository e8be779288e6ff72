import type { RouteTable, SchemaTable } from '@linli/shared/contract'
import { example, ok } from '../../test/probe'
import { startTestApp } from '../../test/test-app'
import { implement } from './implement'

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
        objection: figure,
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
