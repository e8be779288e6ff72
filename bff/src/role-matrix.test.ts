import type { Role } from '@linli/shared/roles'
import { roles } from '@linli/shared/roles'
import { personas, type Persona } from '../test/personas'
import { startTestApp, type TestApp } from '../test/test-app'
import { contract } from './contract'

/** The persona that stands for a role; each holds that role and at most `resident` beside it. */
const personaOf: Record<Role, Persona> = {
  resident: 'resident',
  verified_resident: 'verifiedResident',
  grid_worker: 'gridWorker',
  community_staff: 'staff',
  community_admin: 'admin',
  organisation_staff: 'organisation',
  supervisor: 'supervisor',
  street_admin: 'streetAdmin',
  district_operator: 'operator',
}

let app: TestApp
beforeAll(async () => {
  app = await startTestApp()
})
afterAll(() => app.close())

const operations = contract.flatMap(({ feature, routes, schemas }) =>
  Object.entries(routes).map(([name, route]) => ({
    name: `${feature}.${name}`,
    route,
    hasBody: schemas[name]?.body !== undefined,
  })),
)

/** A body that no schema takes: it gets past the door and no further. */
const NO_BODY = { noSuchField: true }

async function knock(who: Persona | null, method: string, path: string) {
  const client = who === null ? app.visitor : app.as(who)
  const address = path.replaceAll(/\{\w+\}/g, 'xxx_1BoxkVZLBjFjeN8D7rQ2wX')
  const init = {
    method,
    headers: { 'content-type': 'application/json', 'idempotency-key': 'role-matrix-key' },
    ...(method !== 'GET' && { body: JSON.stringify(NO_BODY) }),
  }
  const answer = await client.raw(address, init)
  const code = answer.status < 400 ? null : answer.body['code']
  return { status: answer.status, code }
}

describe.each(operations)('$name', ({ route, hasBody }) => {
  const { method, path, allow } = route

  test('a visitor is let in only where anyone may come', async () => {
    const { status } = await knock(null, method, path)
    if (allow === 'anyone') expect(status).not.toBe(401)
    else expect(status).toBe(401)
  })

  test('each role is let in or refused as the contract says', async () => {
    for (const role of roles) {
      // Stock personas have no account row, which these three are about; session.routes.test.ts has real ones.
      if (path === '/session' || path.startsWith('/session/sign-out')) continue
      const { status, code } = await knock(personaOf[role], method, path)
      const allowed =
        typeof allow === 'string' ||
        personas[personaOf[role]].grants.some((grant) => allow.includes(grant.role))
      const seen = { role, refused: status === 403 && code === 'forbidden' }
      if (!allowed) expect(seen).toEqual({ role, refused: true })
      else if (hasBody) expect({ role, status }).toEqual({ role, status: route.multipart ? 415 : 400 })
      else expect({ role, allowed: status !== 401 && status < 500 }).toEqual({ role, allowed: true })
    }
  })
})

/**
 * Refusals written by hand from the product's roles and not from the contract, so that a slip of the contract
 * shows. `-` is a visitor.
 */
const refusals: Readonly<Record<string, readonly (Role | '-')[]>> = {
  'GET /homes': ['-'],
  'POST /homes/match': ['-'],
  'GET /homes/requests': [
    '-',
    'resident',
    'verified_resident',
    'grid_worker',
    'organisation_staff',
    'supervisor',
    'street_admin',
    'district_operator',
  ],
  'POST /homes/requests/{id}/approve': [
    '-',
    'resident',
    'verified_resident',
    'grid_worker',
    'organisation_staff',
    'supervisor',
    'street_admin',
    'district_operator',
  ],
  'POST /homes/invitations': [
    '-',
    'resident',
    'grid_worker',
    'organisation_staff',
    'supervisor',
    'street_admin',
  ],
  'POST /homes/bindings/{id}/end': ['-', 'resident', 'verified_resident', 'grid_worker', 'supervisor'],
  'POST /homes/delegate-asks/{id}/confirm': [
    '-',
    'resident',
    'verified_resident',
    'grid_worker',
    'supervisor',
  ],
  'POST /homes/delegates': ['-', 'resident', 'community_staff', 'grid_worker', 'supervisor'],
  'POST /recoveries': [
    '-',
    'resident',
    'verified_resident',
    'grid_worker',
    'organisation_staff',
    'supervisor',
    'street_admin',
    'district_operator',
  ],
  'GET /imports': ['-', 'resident', 'grid_worker', 'organisation_staff', 'supervisor', 'street_admin'],
  'POST /imports': ['-', 'resident', 'verified_resident', 'grid_worker', 'supervisor', 'district_operator'],
  'GET /imports/{id}/problems': ['-', 'resident', 'grid_worker', 'supervisor', 'street_admin'],
  'POST /imports/{id}/confirm': ['-', 'resident', 'grid_worker', 'organisation_staff', 'street_admin'],
  'GET /exports': ['-', 'resident', 'grid_worker', 'supervisor', 'street_admin'],
  'POST /exports': ['-', 'resident', 'verified_resident', 'grid_worker', 'supervisor', 'district_operator'],
  'GET /people': ['-', 'resident', 'verified_resident', 'organisation_staff', 'supervisor', 'street_admin'],
  'GET /people/{id}': [
    '-',
    'resident',
    'verified_resident',
    'organisation_staff',
    'supervisor',
    'street_admin',
  ],
  'GET /people/counts': ['-', 'resident', 'grid_worker', 'organisation_staff', 'supervisor'],
  'POST /people/{id}/unmask': [
    '-',
    'resident',
    'verified_resident',
    'organisation_staff',
    'supervisor',
    'street_admin',
  ],
  'POST /people/{id}/tags/look': ['-', 'resident', 'organisation_staff', 'supervisor', 'street_admin'],
  'POST /people/{id}/correct': [
    '-',
    'resident',
    'grid_worker',
    'organisation_staff',
    'supervisor',
    'street_admin',
  ],
  'POST /people/{id}/confirm-identity': ['-', 'resident', 'grid_worker', 'supervisor', 'street_admin'],
  'POST /people/merges': ['-', 'resident', 'grid_worker', 'organisation_staff', 'supervisor', 'street_admin'],
  'PUT /people/tag-catalogue': [
    '-',
    'resident',
    'grid_worker',
    'community_staff',
    'supervisor',
    'street_admin',
  ],
  'POST /second-factor/proofs': [
    '-',
    'resident',
    'verified_resident',
    'grid_worker',
    'community_staff',
    'organisation_staff',
  ],
  'POST /second-factor/resets': [
    '-',
    'resident',
    'verified_resident',
    'grid_worker',
    'community_staff',
    'organisation_staff',
    'supervisor',
  ],
  'POST /second-factor/resets/{id}/approve': [
    '-',
    'resident',
    'verified_resident',
    'grid_worker',
    'community_staff',
    'organisation_staff',
    'supervisor',
  ],
  ...Object.fromEntries(
    [
      'GET /role-grants',
      'GET /role-grants/places',
      'GET /role-grants/invitations',
      'GET /role-grants/holders/{id}',
      'POST /role-grants',
      'POST /role-grants/hand-over',
      'POST /role-grants/{id}/revoke',
      'POST /role-grants/{id}/expiry',
      'POST /role-grants/invitations/{id}/withdraw',
    ].map((operation) => [
      operation,
      ['-', 'resident', 'grid_worker', 'community_staff', 'organisation_staff', 'supervisor'],
    ]),
  ),
  ...Object.fromEntries(
    [
      'GET /tenants',
      'GET /tenants/{id}',
      'POST /tenants/streets',
      'POST /tenants/communities',
      'POST /tenants/{id}/rename',
      'POST /tenants/{id}/suspend',
      'POST /tenants/{id}/resume',
      'PUT /calendar/{year}',
    ].map((operation) => [
      operation,
      ['-', 'resident', 'community_staff', 'community_admin', 'supervisor', 'street_admin'],
    ]),
  ),
  'POST /bookings': ['-'],
  'GET /bookings/mine': ['-'],
  'POST /slots/{id}/wait': ['-'],
  'POST /slots/{id}/hold': ['-'],
  'GET /slots/{id}/series': ['-'],
  'POST /series': ['-'],
  ...Object.fromEntries(
    [
      ...['GET /staff/desks', 'POST /staff/desks', 'PUT /staff/desks/{id}', 'GET /staff/desks/{id}/day'],
      ...['GET /staff/desks/{id}/month'],
      ...[
        'GET /staff/desks/{id}/outside',
        'GET /staff/desks/{id}/load',
        'GET /staff/desks/{id}/requests',
        'POST /staff/bookings/{id}/approve',
        'POST /staff/bookings/{id}/refuse',
        'POST /staff/desks/{id}/preview',
        'POST /staff/desks/{id}/offer-times',
        'POST /staff/desks/{id}/walk-in',
        'POST /staff/desks/{id}/call',
      ],
      ...['POST /staff/bookings', 'POST /staff/bookings/{id}/transfer', 'POST /staff/bookings/{id}/finish'],
      ...[
        'POST /staff/bookings/{id}/cancel',
        'POST /staff/bookings/{id}/move',
        'GET /staff/slots/{id}/series',
        'POST /staff/series',
      ],
    ].map((operation) => [
      operation,
      [
        '-',
        'resident',
        'verified_resident',
        'grid_worker',
        'organisation_staff',
        'supervisor',
        'street_admin',
      ],
    ]),
  ),
  'POST /staff/bookings/{id}/pardon': ['-', 'resident', 'community_staff', 'supervisor', 'district_operator'],
  'PUT /services/{code}': ['-', 'resident', 'grid_worker', 'community_staff', 'supervisor', 'street_admin'],
  'GET /privacy/my-data': ['-'],
  'POST /privacy/exports': ['-'],
  'POST /privacy/deletion': ['-'],
  'GET /staff/corrections': [
    '-',
    'resident',
    'verified_resident',
    'grid_worker',
    'organisation_staff',
    'supervisor',
    'street_admin',
    'district_operator',
  ],
  'POST /staff/corrections/{id}/accept': ['-', 'resident', 'grid_worker', 'organisation_staff', 'supervisor'],
  'GET /staff/retention': ['-', 'resident', 'grid_worker', 'community_staff', 'organisation_staff'],
  'POST /notices': [
    '-',
    'resident',
    'verified_resident',
    'grid_worker',
    'organisation_staff',
    'supervisor',
    'street_admin',
    'district_operator',
  ],
  'PUT /notices/{id}': [
    '-',
    'resident',
    'verified_resident',
    'grid_worker',
    'organisation_staff',
    'supervisor',
    'street_admin',
    'district_operator',
  ],
  'POST /notices/{id}/publish': [
    '-',
    'resident',
    'verified_resident',
    'grid_worker',
    'organisation_staff',
    'supervisor',
    'street_admin',
    'district_operator',
  ],
  'POST /notices/{id}/withdraw': [
    '-',
    'resident',
    'verified_resident',
    'grid_worker',
    'organisation_staff',
    'supervisor',
    'street_admin',
    'district_operator',
  ],
  'POST /notices/{id}/remind': [
    '-',
    'resident',
    'verified_resident',
    'grid_worker',
    'organisation_staff',
    'supervisor',
    'street_admin',
    'district_operator',
  ],
  'POST /notices/{id}/pin': [
    '-',
    'resident',
    'verified_resident',
    'grid_worker',
    'organisation_staff',
    'supervisor',
    'street_admin',
    'district_operator',
  ],
  'POST /notices/{id}/visits': [
    '-',
    'resident',
    'verified_resident',
    'organisation_staff',
    'supervisor',
    'street_admin',
    'district_operator',
  ],
  'GET /notices/{id}/reach': [
    '-',
    'resident',
    'verified_resident',
    'organisation_staff',
    'district_operator',
  ],
  'GET /notices/{id}/reach/households': [
    '-',
    'resident',
    'verified_resident',
    'organisation_staff',
    'district_operator',
  ],
  'GET /staff/notices': ['-', 'resident', 'verified_resident', 'organisation_staff', 'district_operator'],
  'GET /staff/opinions': ['-', 'resident', 'verified_resident', 'district_operator'],
  'GET /staff/opinions/{id}': ['-', 'resident', 'verified_resident', 'district_operator'],
  'POST /opinions/{id}/accept': [
    '-',
    'resident',
    'verified_resident',
    'supervisor',
    'street_admin',
    'district_operator',
  ],
  'POST /opinions/{id}/reply': [
    '-',
    'resident',
    'verified_resident',
    'supervisor',
    'street_admin',
    'district_operator',
  ],
  'POST /opinions/{id}/reject': [
    '-',
    'resident',
    'verified_resident',
    'supervisor',
    'street_admin',
    'district_operator',
  ],
  'POST /opinions/{id}/note': [
    '-',
    'resident',
    'verified_resident',
    'supervisor',
    'street_admin',
    'district_operator',
  ],
  'POST /opinions/{id}/make-public': [
    '-',
    'resident',
    'verified_resident',
    'organisation_staff',
    'supervisor',
    'street_admin',
    'district_operator',
  ],
  'POST /staff/opinions/bulk': [
    '-',
    'resident',
    'verified_resident',
    'organisation_staff',
    'supervisor',
    'street_admin',
    'district_operator',
  ],
  'POST /staff/opinions/export': [
    '-',
    'resident',
    'grid_worker',
    'organisation_staff',
    'supervisor',
    'street_admin',
  ],
  'POST /opinions/{id}/recuse': ['-', 'resident', 'grid_worker', 'organisation_staff', 'supervisor'],
  'POST /opinions/{id}/read-contact': ['-', 'resident', 'community_staff', 'supervisor', 'street_admin'],
  'PUT /staff/case-catalogue': ['-', 'resident', 'grid_worker', 'community_staff', 'organisation_staff'],
  'POST /opinions': ['-'],
  'GET /opinions/mine': ['-'],
  'GET /opinions/followed': ['-'],
  'GET /opinions/principals': ['-'],
  'POST /opinions/suggest': ['-'],
  'POST /open311/keys': [
    '-',
    'resident',
    'verified_resident',
    'grid_worker',
    'community_staff',
    'community_admin',
    'street_admin',
    'supervisor',
  ],
  'POST /webhooks': ['-', 'resident', 'grid_worker', 'community_staff', 'community_admin', 'street_admin'],
  'POST /staff/opinions': [
    '-',
    'resident',
    'verified_resident',
    'supervisor',
    'street_admin',
    'district_operator',
  ],
  'POST /opinions/{id}/caller': ['-', 'resident', 'verified_resident', 'supervisor', 'street_admin'],
  'POST /opinions/{id}/support': ['-'],
  'GET /messages': ['-'],
  'GET /messages/counts': ['-'],
  'POST /files': ['-'],
  'GET /session': ['-'],
  'GET /audit': [
    '-',
    'resident',
    'verified_resident',
    'grid_worker',
    'community_staff',
    'organisation_staff',
    'district_operator',
  ],
  'GET /audit/actors': [
    '-',
    'resident',
    'community_staff',
    'organisation_staff',
    'street_admin',
    'district_operator',
  ],
  'POST /audit/exports': [
    '-',
    'resident',
    'grid_worker',
    'community_staff',
    'organisation_staff',
    'district_operator',
  ],
  'GET /audit/verify': [
    '-',
    'resident',
    'verified_resident',
    'grid_worker',
    'community_staff',
    'organisation_staff',
    'district_operator',
  ],
  'GET /space/audience-tree': ['-', 'resident', 'verified_resident'],
  'GET /space/nodes': ['-', 'resident', 'verified_resident', 'organisation_staff'],
  'GET /space/nodes/{id}': ['-', 'resident', 'verified_resident', 'organisation_staff'],
  'GET /space/search': ['-', 'resident', 'verified_resident', 'organisation_staff'],
  'POST /space/nodes': [
    '-',
    'resident',
    'verified_resident',
    'organisation_staff',
    'grid_worker',
    'supervisor',
    'street_admin',
    'district_operator',
  ],
  'POST /space/nodes/{id}/correct': [
    '-',
    'resident',
    'verified_resident',
    'organisation_staff',
    'grid_worker',
    'supervisor',
    'street_admin',
    'district_operator',
  ],
  'POST /space/nodes/{id}/change': [
    '-',
    'resident',
    'verified_resident',
    'organisation_staff',
    'grid_worker',
    'supervisor',
    'street_admin',
    'district_operator',
  ],
  'POST /space/nodes/{id}/end': [
    '-',
    'resident',
    'verified_resident',
    'organisation_staff',
    'grid_worker',
    'supervisor',
    'street_admin',
    'district_operator',
  ],
  'POST /space/nodes/{id}/boundary': [
    '-',
    'resident',
    'verified_resident',
    'organisation_staff',
    'grid_worker',
    'supervisor',
    'street_admin',
    'district_operator',
  ],
  'POST /space/grids/redraw': [
    '-',
    'resident',
    'verified_resident',
    'organisation_staff',
    'community_staff',
    'grid_worker',
    'supervisor',
    'street_admin',
    'district_operator',
  ],
  'POST /space/grids/preview': [
    '-',
    'resident',
    'verified_resident',
    'organisation_staff',
    'community_staff',
    'grid_worker',
    'supervisor',
    'street_admin',
    'district_operator',
  ],
  'GET /topics': ['-'],
  'POST /topics': ['-', 'resident', 'grid_worker', 'community_staff', 'supervisor', 'organisation_staff'],
  'POST /topics/{id}/support': ['-', 'resident', 'grid_worker', 'community_admin', 'street_admin'],
  'POST /topics/{id}/react': ['-', 'resident', 'community_staff', 'supervisor', 'district_operator'],
  'POST /topics/{id}/confirm-task': ['-', 'resident', 'community_staff', 'supervisor', 'grid_worker'],
  'POST /staff/topics/{id}/resolve': ['-', 'verified_resident', 'grid_worker', 'supervisor', 'street_admin'],
  'PUT /staff/council-figures': ['-', 'verified_resident', 'community_staff', 'supervisor', 'street_admin'],
  'POST /meetings/{id}/attend': ['-', 'resident', 'community_staff', 'supervisor', 'grid_worker'],
  'POST /staff/meetings': ['-', 'verified_resident', 'grid_worker', 'supervisor', 'street_admin'],
  'POST /staff/meetings/{id}/publish': ['-', 'verified_resident', 'supervisor', 'organisation_staff'],
  'GET /staff/meetings/{id}/guests': ['-', 'verified_resident', 'supervisor', 'street_admin'],
  'GET /staff/topics': ['-', 'resident', 'verified_resident', 'grid_worker', 'organisation_staff'],
  'POST /staff/topics/{id}/adopt': ['-', 'verified_resident', 'grid_worker', 'supervisor', 'street_admin'],
  'POST /staff/topics/{id}/hide-statement': ['-', 'verified_resident', 'supervisor', 'organisation_staff'],
  'POST /staff/polls': ['-', 'resident', 'grid_worker', 'organisation_staff', 'supervisor', 'street_admin'],
  'POST /staff/polls/{id}/freeze': ['-', 'resident', 'grid_worker', 'community_staff', 'supervisor'],
  'POST /staff/polls/{id}/publish': ['-', 'resident', 'community_staff', 'supervisor', 'street_admin'],
  'POST /staff/polls/{id}/refuse-signature': ['-', 'resident', 'community_staff', 'community_admin'],
  'POST /staff/polls/{id}/correct-official': ['-', 'resident', 'community_staff', 'supervisor'],
  'POST /staff/topics/{id}/close': ['-', 'verified_resident', 'grid_worker', 'supervisor'],
  'POST /staff/polls/{id}/sign': ['-', 'resident', 'community_staff', 'community_admin', 'street_admin'],
  'POST /staff/polls/{id}/papers': ['-', 'resident', 'grid_worker', 'organisation_staff', 'supervisor'],
  'POST /staff/polls/{id}/marks': ['-', 'resident', 'grid_worker', 'organisation_staff', 'supervisor'],
  'POST /staff/polls/{id}/count': [
    '-',
    'verified_resident',
    'grid_worker',
    'supervisor',
    'district_operator',
  ],
  'POST /polls/{id}/ballot': ['-'],
  'POST /polls/{id}/vote': ['-'],
  'GET /polls/{id}/board': ['-'],
  'POST /space/communities/{id}/merge': [
    '-',
    'resident',
    'verified_resident',
    'organisation_staff',
    'grid_worker',
    'community_staff',
    'community_admin',
    'supervisor',
    'street_admin',
  ],
}
const table = Object.entries(refusals).flatMap(([operation, refused]) =>
  refused.map((role) => [role, operation] as const),
)

test('the table by hand holds at least 80 refusals, each of a real operation', () => {
  expect(table.length).toBeGreaterThanOrEqual(80)
  const known = operations.map(({ route }) => `${route.method} ${route.path}`)
  for (const operation of Object.keys(refusals)) expect(known).toContain(operation)
})

test.each(table)('%s is refused: %s', async (role, operation) => {
  const [method = '', path = ''] = operation.split(' ')
  const { status } = await knock(role === '-' ? null : personaOf[role], method, path)
  expect(status).toBe(role === '-' ? 401 : 403)
})
