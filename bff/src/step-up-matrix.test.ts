import { roles, type Role } from '@linli/shared/roles'
import { hasSecondFactor } from '@linli/shared/second-factor/second-factor.rules'
import type { personas } from '../test/personas'
import { startTestApp, type TestApp } from '../test/test-app'
import { contract } from './contract'

const actorOf: Record<Role, keyof typeof personas> = {
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
const routes = contract.flatMap(({ feature, routes: table }) =>
  Object.entries(table).map(([name, route]) => [`${feature}.${name}`, route] as const),
)
const guarded = routes.filter(([, route]) => route.stepUp)

let app: TestApp
beforeAll(async () => {
  // Nobody here has proven a second factor, as after a sign-in.
  app = await startTestApp({ personasProve: true })
})
afterAll(() => app.close())

/** The refusal of a request that no schema takes, or the status. */
async function knock(role: Role, method: string, path: string): Promise<string> {
  const answer = await app.as(actorOf[role]).raw(path.replaceAll(/\{\w+\}/g, 'xxx_1BoxkVZLBjFjeN8D7rQ2wX'), {
    method,
    headers: { 'content-type': 'application/json', 'idempotency-key': 'step-up-matrix-key' },
    ...(method !== 'GET' && { body: JSON.stringify({ noSuchField: true }) }),
  })
  return answer.status < 400 ? String(answer.status) : String(answer.body['code'])
}

test('everything that gives, takes, puts up or looks deep asks for the second factor', () => {
  const names = guarded.map(([name]) => name)
  for (const name of [
    'people.unmask',
    'people.create',
    'people.correct',
    'people.addGuardian',
    'people.merge',
    'privacy.openCorrection',
    'opinions.readCaller',
    'grants.grant',
    'grants.revoke',
    'grants.handOver',
    'grants.changeExpiry',
    'tenants.createCommunity',
    'tenants.suspend',
    'secondFactor.requestReset',
    'homes.invite',
    'homes.sheet',
    'homes.slips',
    'homes.confirmDelegate',
    'people.addTag',
    'people.removeTag',
    'tree.change',
    'tree.redraw',
  ])
    expect(names).toContain(name)
})

test.each(guarded)(
  '%s asks whoever has a second factor, before anything else is looked at',
  async (_, route) => {
    const { allow, method, path } = route
    for (const role of roles) {
      if (typeof allow !== 'string' && !allow.includes(role)) continue
      const answer = await knock(role, method, path)
      if (hasSecondFactor([role])) expect([role, answer]).toEqual([role, 'second_factor_required'])
      else expect([role, answer]).not.toEqual([role, 'second_factor_required'])
    }
  },
)

test('the photo of a document asks as an unmasking does: it shows a name and a number in full', async () => {
  const path = '/homes/requests/{id}/proof'
  expect(await knock('community_admin', 'GET', path)).toBe('second_factor_required')
  expect(await knock('community_staff', 'GET', path)).toBe('not_found')
})
