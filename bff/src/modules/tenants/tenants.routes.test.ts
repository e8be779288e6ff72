import { buildTown, submission } from '../../../test/opinion-town'
import { communityA, communityB, streetNode } from '../../../test/personas'
import { outcome } from '../../../test/http-client'
import { appointCast, cast, catchCodes } from '../../../test/roles-desk'
import { startTestApp, type TestApp } from '../../../test/test-app'

const mail = catchCodes()
let app: TestApp

beforeEach(async () => {
  app = await startTestApp({ overrides: { sms: mail.sms } })
  await buildTown(app)
  await appointCast(app)
})
afterEach(() => app.close())

interface Community {
  readonly id: string
  readonly name: string
  readonly version: number
  readonly [figure: string]: unknown
}
const operator = () => app.as(cast.operator)
const admins = [
  { name: '孙小芳', phone: '13800009101' },
  { name: '钱学文', phone: '13800009102' },
]
const community = (more: object = {}) => ({
  ...{ streetId: streetNode, name: '荷塘社区', code: 'HT', admins },
  contact: { phone: '0571-88000001', address: '荷塘路 1 号', supervisionPhone: '0571-88000002' },
  ...more,
})
const frame = async (): Promise<Community[]> => {
  const { body } = await operator().get('/tenants')
  return (body['streets'] as { communities: Community[] }[]).flatMap(({ communities }) => communities)
}
const found = async (id: string): Promise<Community> => {
  const one = (await frame()).find((known) => known.id === id)
  if (!one) throw new Error(`no community ${id}`)
  return one
}
/** Rows of everything but what a request itself leaves behind. */
const figures = async () => ({ ...(await app.census()), idempotency_keys: 0, rate_limits: 0 })
const suspend = async (id: string) =>
  operator().post(`/tenants/${id}/suspend`, { version: (await found(id)).version })

describe('the frame', () => {
  it.each([
    ['visitor', 401],
    ['resident', 403],
    ['staff', 403],
    ['admin', 403],
    ['supervisor', 403],
    ['streetAdmin', 403],
    ['operator', 200],
  ] as const)('is answered to %s with %i', async (who, status) => {
    const client = who === 'visitor' ? app.visitor : app.as(who)
    expect((await client.get('/tenants')).status).toBe(status)
  })

  it('shows every street and community with its figures', async () => {
    expect(await frame()).toMatchObject([
      { id: communityA, code: 'QH', rooms: 1, staff: 6, admins: 3, adminsWaiting: 0, suspendedAt: null },
      { id: communityB, code: 'ZC', staff: 2, admins: 1 },
    ])
    const { body } = await operator().get(`/tenants/${communityA}`)
    expect(body).toMatchObject({
      ...{ streetName: '禾苗街道', persons: 1, households: 1, grids: 1, lastImportAt: null },
      adminNames: ['王秀英', 'adminTwo', 'adminThree'],
    })
    expect(outcome(await operator().get(`/tenants/${streetNode}`))).toBe('not_found')
  })
})

describe('a new community', () => {
  it('begins with two administrators, who take up their roles at their first sign-in', async () => {
    const street = await operator().post('/tenants/streets', { name: '柳岸街道' })
    expect(street.status).toBe(201)
    const made = await operator().post('/tenants/communities', community({ streetId: street.body['id'] }))
    expect(made.status).toBe(201)
    const id = String(made.body['id'])
    expect(await found(id)).toMatchObject({ name: '荷塘社区', admins: 0, adminsWaiting: 2 })
    for (const { phone } of admins) {
      const { client } = await mail.signIn(app, phone)
      expect(outcome(await client.get('/staff/notices'))).toBe(200)
    }
    expect(await found(id)).toMatchObject({ admins: 2, adminsWaiting: 0 })
    const actions = (await app.rows('audit_rows')).map((row) => row['action'])
    expect(actions).toEqual([
      'space.create_street',
      'space.create_community',
      'role.invite',
      'role.invite',
      'role.take_up',
      'role.take_up',
    ])
  })

  it('says who is waited for, however many are asked in other communities', async () => {
    const made = await operator().post('/tenants/communities', community())
    const id = String(made.body['id'])
    const invitations = app.connection.getClient().db(app.connection.name).collection('grant_invitations')
    const [one] = (await app.rows('grant_invitations')).filter(({ nodeId }) => nodeId === id)
    if (!one) throw new Error('nobody was asked')
    const later = (n: number) => `gin_zz${String(n).padStart(5, '0')}`
    await invitations.insertMany(
      Array.from({ length: 1_000 }, (_, n) => ({
        ...{ ...one, nodeId: communityB, role: 'community_staff', phoneIndex: later(n) },
        _id: later(n) as never,
      })),
    )
    expect(await found(id)).toMatchObject({ adminsWaiting: 2 })
  })

  it('gives the role at once to a phone that has an account', async () => {
    await mail.signIn(app, '13800009101')
    const made = await operator().post('/tenants/communities', community())
    expect(await found(String(made.body['id']))).toMatchObject({ admins: 1, adminsWaiting: 1 })
  })

  it.each([
    [{ admins: [admins[0]] }, 'body.admins'],
    [{ admins: [admins[0], { name: '另一位', phone: '13800009101' }] }, 'body.admins.1.phone'],
    [{ code: '青禾' }, 'body.code'],
    [{ name: '荷' }, 'body.name'],
  ])('says what does not fit and leaves nothing behind (%#)', async (more, path) => {
    const before = await figures()
    const answer = await operator().post('/tenants/communities', community(more))
    expect([answer.status, (answer.body['errors'] as { path: string }[])[0]?.path]).toEqual([400, path])
    expect(await figures()).toEqual(before)
  })

  it('of ten of one name at once one is made, with its administrators and nothing of the others', async () => {
    const answers = await Promise.all(
      Array.from({ length: 10 }, () => operator().post('/tenants/communities', community())),
    )
    expect(answers.map(outcome).toSorted()).toEqual([201, ...Array.from({ length: 9 }, () => 'conflict')])
    expect((await frame()).filter(({ name }) => name === '荷塘社区')).toHaveLength(1)
    expect(await app.rows('grant_invitations')).toHaveLength(2)
    // Letters that another community has are taken as well.
    expect(outcome(await operator().post('/tenants/communities', community({ name: '新塘社区' })))).toBe(
      'conflict',
    )
  })
})

describe('another name', () => {
  it('holds from today on, once for many at once', async () => {
    const { version } = await found(communityA)
    const answers = await Promise.all(
      ['青禾里社区', '青苗社区', '禾青社区'].map((name) =>
        operator().post(`/tenants/${communityA}/rename`, { version, name }),
      ),
    )
    expect(answers.map(outcome).toSorted()).toEqual([200, 'version_conflict', 'version_conflict'])
    expect((await found(communityA)).name).not.toBe('青禾社区')
    expect(await app.rows('node_versions')).toMatchObject([{ nodeId: communityA, name: '青禾社区' }])
    expect(
      outcome(await operator().post(`/tenants/${streetNode}/rename`, { version: 1, name: '新禾街道' })),
    ).toBe(200)
    const taken = { version: (await found(communityB)).version, name: (await found(communityA)).name }
    expect(outcome(await operator().post(`/tenants/${communityB}/rename`, taken))).toBe('conflict')
  })
})

describe('a suspended community', () => {
  it('is suspended once and resumed once', async () => {
    const { version } = await found(communityA)
    const answers = await Promise.all(
      Array.from({ length: 5 }, () => operator().post(`/tenants/${communityA}/suspend`, { version })),
    )
    expect(answers.map(outcome).filter((answer) => answer === 200)).toHaveLength(1)
    expect(outcome(await suspend(communityA))).toBe('invalid_status')
    const resumed = { version: (await found(communityA)).version }
    expect(outcome(await operator().post(`/tenants/${communityA}/resume`, resumed))).toBe(200)
    expect((await found(communityA))['suspendedAt']).toBeNull()
  })

  it('lets its staff neither in nor go on, and says why; those of another community go on', async () => {
    const phone = '13800009201'
    const give = (nodeId: string) =>
      app.deps.uow.run(async () =>
        app.deps.services.roles.give({
          ...{
            accountId: String(await app.deps.services.session.accountByPhone(phone)),
            role: 'community_staff',
          },
          ...{ nodeId, name: '孙小芳', workPhone: null, organisation: null },
        }),
      )
    const { client } = await mail.signIn(app, phone)
    await give(communityA)
    expect(outcome(await client.get('/staff/notices'))).toBe(200)
    expect(outcome(await suspend(communityA))).toBe(200)
    // Ten seconds for what a process may remember of the tree, ten for what the door may of an actor.
    app.clock.advance(20_000)
    expect(outcome(await client.get('/staff/notices'))).toBe('staff_suspended')
    app.clock.advance(60_000)
    expect(outcome((await mail.signIn(app, phone)).answer)).toBe('staff_suspended')
    await give(communityB)
    app.clock.advance(60_000)
    const elsewhere = await mail.signIn(app, phone)
    expect(outcome(await elsewhere.client.get(`/staff/notices?communityId=${communityB}`))).toBe(200)
    expect(outcome(await elsewhere.client.get(`/staff/notices?communityId=${communityA}`))).toBe('not_found')
  })

  it('is still read by its residents, who can submit nothing and still see to their own data', async () => {
    const { client } = await mail.signIn(app, '13800009301')
    const chosen = await client.post('/session/community', { communityId: communityA })
    const resident = app.withToken(String(chosen.body['accessToken']))
    expect(outcome(await resident.post('/opinions', submission()))).toBe(201)
    await suspend(communityA)
    app.clock.advance(20_000)
    expect(outcome(await resident.post('/opinions', submission()))).toBe('community_suspended')
    expect(outcome(await resident.get('/opinions/mine'))).toBe(200)
    expect(outcome(await resident.get('/notices'))).toBe(200)
    expect(outcome(await resident.post('/messages/read-all'))).toBe(200)
    expect((await resident.post('/session/consents/withdraw')).status).toBe(204)
  })

  it('the street and the district go on looking after it', async () => {
    await suspend(communityA)
    app.clock.advance(20_000)
    expect(outcome(await app.as(cast.street).get(`/role-grants?nodeId=${communityA}`))).toBe(200)
  })
})
