import { buildTown, town } from '../../../test/opinion-town'
import { communityA, communityB, districtNode, gridA1, personas, streetNode } from '../../../test/personas'
import { outcome } from '../../../test/http-client'
import { appointCast, cast, catchCodes, grantOf, grantsIn } from '../../../test/roles-desk'
import { startTestApp, type TestApp } from '../../../test/test-app'

const PHONE = '13800009001'
const mail = catchCodes()
let app: TestApp

beforeEach(async () => {
  app = await startTestApp({ overrides: { sms: mail.sms } })
  await buildTown(app)
  await appointCast(app)
})
afterEach(() => app.close())

const admin = () => app.as('admin')
const byPhone = (role: string, nodeId: string, more = {}) => ({
  ...{ role, nodeId, holder: { phone: PHONE, name: '孙小芳' } },
  ...more,
})
const acts = async () => (await app.rows('audit_rows')).map((row) => row['action'])
const told = async (accountId: string) =>
  (await app.rows('messages')).filter((row) => row['accountId'] === accountId).map((row) => row['title'])
const grantRow = async (accountId: string) =>
  (await app.rows('role_grants')).find((row) => row['accountId'] === accountId)

describe('who holds what', () => {
  it.each([
    ['visitor', 401],
    ['resident', 403],
    ['staff', 403],
    ['gridWorker', 403],
    ['organisation', 403],
    ['supervisor', 403],
    ['admin', 200],
  ] as const)('is answered to %s with %i', async (who, status) => {
    const client = who === 'visitor' ? app.visitor : app.as(who)
    for (const address of ['/role-grants', '/role-grants/places', '/role-grants/invitations'])
      expect((await client.get(address)).status).toBe(status)
  })

  it('is the own community with its grids, newest first, page by page, and nothing of another', async () => {
    const all = grantsIn(await admin().get('/role-grants?limit=50'))
    expect(all.map(({ role }) => role)).toEqual([
      'supervisor',
      'community_admin',
      'community_admin',
      'organisation_staff',
      'grid_worker',
      'community_admin',
      'community_staff',
    ])
    const first = await admin().get('/role-grants?limit=4')
    const rest = await admin().get(`/role-grants?limit=4&cursor=${String(first.body['nextCursor'])}`)
    expect([...grantsIn(first), ...grantsIn(rest)]).toEqual(all)
    expect(outcome(await admin().get(`/role-grants?nodeId=${communityB}`))).toBe('not_found')
    expect(outcome(await admin().get(`/role-grants?nodeId=${streetNode}`))).toBe('not_found')
  })

  it('a street reads its communities, the district everything, and a role taken back a moment ago reads nothing', async () => {
    const street = app.as(cast.street)
    expect(grantsIn(await street.get(`/role-grants?nodeId=${communityB}`)).map(({ name }) => name)).toContain(
      '赵宁',
    )
    expect(outcome(await street.get(`/role-grants?nodeId=${districtNode}`))).toBe('not_found')
    const operator = app.as(cast.operator)
    expect(grantsIn(await operator.get('/role-grants?role=street_admin'))).toHaveLength(2)
    const { id, version } = await grantOf(operator, cast.street.accountId)
    expect(outcome(await operator.post(`/role-grants/${id}/revoke`, { version, reason: 'left' }))).toBe(200)
    // The door still knows the street's administrator from before; the desk reads afresh.
    expect(outcome(await street.get('/role-grants'))).toBe('forbidden')
  })

  it('is searched by name, filtered by role, by what ends soon and by what is over', async () => {
    const lines = async (query: string) =>
      grantsIn(await admin().get(`/role-grants?${query}`)).map(({ name }) => name)
    expect(await lines('q=李敏')).toEqual(['李敏'])
    expect(await lines('q=lm')).toEqual(['李敏'])
    expect(await lines('role=community_staff')).toEqual(['陈立新'])
    expect(await lines('state=ending')).toEqual([])
    const staff = await grantOf(admin(), personas.staff.accountId)
    await admin().post(`/role-grants/${staff.id}/expiry`, { version: staff.version, lastDay: '2026-11-30' })
    expect(await lines('state=ending')).toEqual(['陈立新'])
    app.clock.set('2026-11-30T16:00:00.000Z')
    expect(await lines('role=community_staff')).toEqual([])
    expect(await lines('state=ended')).toEqual(['陈立新'])
  })
})

describe('giving a role', () => {
  it('to a phone that has an account works with its next request, is recorded, and told', async () => {
    const { client, accountId } = await mail.signIn(app, PHONE)
    expect(outcome(await client.get('/staff/opinions'))).toBe('forbidden')
    const answer = await admin().post('/role-grants', byPhone('community_staff', communityA))
    expect([answer.status, answer.body['result']]).toEqual([201, 'granted'])
    expect(outcome(await client.get('/staff/opinions'))).toBe(200)
    expect(await told(accountId)).toEqual(['您现在是青禾社区社区工作者'])
    expect((await app.rows('audit_rows')).at(-1)).toMatchObject({
      ...{ action: 'role.grant', actorId: personas.admin.accountId, communityId: communityA },
      ...{ targetId: accountId, detail: { role: 'community_staff', lastDay: null, nodeId: communityA } },
    })
    const again = await admin().post('/role-grants', byPhone('community_staff', communityA))
    expect(outcome(again)).toBe('role_held')
  })

  it('to a phone without an account waits for its first sign-in, once, and can be taken back before', async () => {
    const waiting = await admin().post(
      '/role-grants',
      byPhone('grid_worker', gridA1, { workPhone: '0571-8800' }),
    )
    expect(waiting.body['result']).toBe('waiting')
    expect(outcome(await admin().post('/role-grants', byPhone('grid_worker', gridA1)))).toBe('role_held')
    const list = await admin().get('/role-grants/invitations')
    expect(list.body['items']).toMatchObject([
      {
        name: '孙小芳',
        maskedPhone: '138****9001',
        place: '第 2 网格',
        within: '青禾社区',
        role: 'grid_worker',
      },
    ])
    expect(JSON.stringify(await app.rows('grant_invitations'))).not.toContain(PHONE)
    await admin().post('/role-grants', byPhone('community_staff', communityA))
    const [second] = (await admin().get('/role-grants/invitations')).body['items'] as { id: string }[]
    expect(outcome(await app.as('adminB').post(`/role-grants/invitations/${second?.id}/withdraw`))).toBe(
      'not_found',
    )
    expect(outcome(await admin().post(`/role-grants/invitations/${second?.id}/withdraw`))).toBe(200)

    const { client, accountId } = await mail.signIn(app, PHONE)
    expect(outcome(await client.get('/staff/opinions'))).toBe(200)
    const held = (await app.rows('role_grants')).filter((row) => row['accountId'] === accountId)
    expect(held).toMatchObject([
      { role: 'grid_worker', grantedBy: personas.admin.accountId, workPhone: '0571-8800' },
    ])
    expect((await admin().get('/role-grants/invitations')).body['items']).toEqual([])
    await mail.signIn(app, PHONE)
    expect((await app.rows('role_grants')).filter((row) => row['accountId'] === accountId)).toHaveLength(1)
    expect(await acts()).toEqual(
      expect.arrayContaining(['role.invite', 'role.withdraw_invitation', 'role.take_up']) as unknown,
    )
  })

  it('an invitation nobody took up for 30 days gives nothing', async () => {
    await admin().post('/role-grants', byPhone('community_staff', communityA))
    app.clock.advance(30 * 86_400_000)
    const { client } = await mail.signIn(app, PHONE)
    expect(outcome(await client.get('/staff/opinions'))).toBe('forbidden')
    await app.deps.jobs.runNow('grants.expiry')
    expect(await app.rows('grant_invitations')).toEqual([])
  })

  it('to a person of the roll needs an account, and a person of this roll', async () => {
    const { accountId, personId } = personas.verifiedResident
    const give = (holder: object) =>
      admin().post('/role-grants', { role: 'community_staff', nodeId: communityA, holder })
    expect(outcome(await give({ personId }))).toBe('no_account')
    const db = app.connection.getClient().db(app.connection.name)
    await db.collection('accounts').insertOne({
      ...{ _id: accountId as never, chosenCommunityId: null, consent: null, demo: null },
      ...{ createdAt: app.clock.now(), closedAt: null, lastSeenAt: null },
    })
    await db.collection('bindings').insertOne({
      ...{ _id: 'bnd_test' as never, accountId, communityId: communityA, personId, method: 'roll' },
      ...{ from: app.clock.now(), to: null },
    })
    expect(outcome(await give({ personId: 'per_testNobodyAAAAAAAA' }))).toBe('not_found')
    expect((await give({ personId })).body['result']).toBe('granted')
    expect(await grantRow(accountId)).toMatchObject({ name: '周玉兰', role: 'community_staff' })
  })

  it('nobody gives to oneself, above oneself, or elsewhere', async () => {
    const { accountId } = await mail.signIn(app, PHONE)
    await app.deps.services.roles.give({
      ...{ accountId, role: 'community_admin', nodeId: communityA, name: '孙小芳' },
      ...{ workPhone: null, organisation: null },
    })
    const self = { ...cast.adminTwo, accountId }
    expect(outcome(await app.as(self).post('/role-grants', byPhone('community_staff', communityA)))).toBe(
      'forbidden',
    )
    for (const [who, role, nodeId, answer] of [
      ['admin', 'supervisor', communityA, 'forbidden'],
      ['admin', 'street_admin', streetNode, 'not_found'],
      ['admin', 'community_admin', communityB, 'not_found'],
      ['adminB', 'community_staff', communityA, 'not_found'],
      ['staff', 'community_staff', communityA, 'forbidden'],
      ['supervisor', 'supervisor', communityA, 'forbidden'],
    ] as const)
      expect([who, outcome(await app.as(who).post('/role-grants', byPhone(role, nodeId)))]).toEqual([
        who,
        answer,
      ])
    const street = await app.as(cast.street).post('/role-grants', byPhone('grid_worker', gridA1))
    expect(outcome(street)).toBe('forbidden')
  })

  it.each([
    [{ role: 'grid_worker', nodeId: communityA }, 'body.nodeId'],
    [{ role: 'organisation_staff', nodeId: communityA }, 'body.organisation'],
    [{ role: 'community_staff', nodeId: communityA, organisation: '锦程物业' }, 'body.organisation'],
    [{ role: 'community_staff', nodeId: communityA, lastDay: '2026-11-22' }, 'body.lastDay'],
    [{ role: 'community_staff', nodeId: communityA, lastDay: '2036-11-22' }, 'body.lastDay'],
    [{ role: 'resident', nodeId: communityA }, 'body.role'],
  ])('says what does not fit (%#)', async (body, path) => {
    const answer = await admin().post('/role-grants', { holder: { phone: PHONE, name: '孙小芳' }, ...body })
    expect([answer.status, (answer.body['errors'] as { path: string }[])[0]?.path]).toEqual([400, path])
  })

  it('a place of no roles does not exist', async () => {
    const answer = await admin().post('/role-grants', byPhone('community_staff', town.roomA))
    expect(answer.status).toBe(400)
    expect(
      outcome(await admin().post('/role-grants', byPhone('community_staff', 'nod_testNothingAAAAAAA'))),
    ).toBe('not_found')
  })
})

describe('taking a role', () => {
  it('ends it with the next request; the signature stays, the history says who and why', async () => {
    const { client, accountId } = await mail.signIn(app, PHONE)
    await admin().post('/role-grants', byPhone('community_staff', communityA))
    expect(outcome(await client.get('/staff/opinions'))).toBe(200)
    const { id, version } = await grantOf(admin(), accountId)
    const answer = await admin().post(`/role-grants/${id}/revoke`, { version, reason: 'moved' })
    expect(answer.body).toMatchObject({ endReason: 'moved', endedBy: '王秀英', abilities: { revoke: false } })
    expect(outcome(await client.get('/staff/opinions'))).toBe('forbidden')
    expect(await told(accountId)).toContain('您不再是青禾社区社区工作者')
    expect((await app.deps.services.people.staffCards([accountId])).get(accountId)?.name).toBe('孙小芳')
    expect(outcome(await admin().post(`/role-grants/${id}/revoke`, { version, reason: 'moved' }))).toBe(
      'version_conflict',
    )
    // The same role can be given again.
    expect((await admin().post('/role-grants', byPhone('community_staff', communityA))).status).toBe(201)
  })

  it('of ten that take the same role at once one wins', async () => {
    const { id, version } = await grantOf(admin(), personas.staff.accountId)
    const answers = await Promise.all(
      Array.from({ length: 10 }, () =>
        admin().post(`/role-grants/${id}/revoke`, { version, reason: 'left' }),
      ),
    )
    expect(answers.map(outcome).toSorted()).toEqual([
      200,
      ...Array.from({ length: 9 }, () => 'version_conflict'),
    ])
  })

  it('two administrators stay: of three that are taken at once, one is', async () => {
    const street = app.as(cast.street)
    const list = grantsIn(await street.get(`/role-grants?nodeId=${communityA}&role=community_admin`))
    expect(list).toHaveLength(3)
    const answers = await Promise.all(
      list.map(({ id, version }) => street.post(`/role-grants/${id}/revoke`, { version, reason: 'left' })),
    )
    expect(answers.map(outcome).toSorted()).toEqual([200, 'last_administrators', 'last_administrators'])
    const refused = answers.find(({ status }) => status === 409)
    expect(refused?.body['details']).toEqual({ fewest: 2 })
    const left = (await app.rows('role_grants')).filter(
      (row) => row['nodeId'] === communityA && row['role'] === 'community_admin' && row['to'] === null,
    )
    expect(left).toHaveLength(2)
  })

  it('two administrators stay without an end: the clock alone never leaves fewer', async () => {
    const street = app.as(cast.street)
    const list = grantsIn(await street.get(`/role-grants?nodeId=${communityA}&role=community_admin`))
    const answers = await Promise.all(
      list.map(({ id, version }) =>
        street.post(`/role-grants/${id}/expiry`, { version, lastDay: '2026-12-31' }),
      ),
    )
    expect(answers.map(outcome).toSorted()).toEqual([200, 'last_administrators', 'last_administrators'])
  })

  it('is for those who could give it; one may lay down one’s own, not lengthen it', async () => {
    const supervisor = await grantOf(app.as(cast.street), cast.supervisor.accountId)
    const body = { version: supervisor.version, reason: 'left' }
    expect(outcome(await admin().post(`/role-grants/${supervisor.id}/revoke`, body))).toBe('forbidden')
    expect(outcome(await app.as('adminB').post(`/role-grants/${supervisor.id}/revoke`, body))).toBe(
      'not_found',
    )
    const own = await grantOf(admin(), personas.admin.accountId)
    expect(own.abilities).toEqual({ revoke: true, changeExpiry: false })
    const longer = { version: own.version, lastDay: null }
    expect(outcome(await admin().post(`/role-grants/${own.id}/expiry`, longer))).toBe('forbidden')
    expect(
      outcome(await admin().post(`/role-grants/${own.id}/revoke`, { version: own.version, reason: 'left' })),
    ).toBe(200)
  })

  it('asks for the second factor', async () => {
    const strict = await startTestApp({ personasProve: true })
    const { status, body } = await strict
      .as('admin')
      .post('/role-grants', byPhone('community_staff', communityA))
    expect([status, body['code'], body['details']]).toEqual([
      403,
      'second_factor_required',
      { enrolled: false },
    ])
    await strict.close()
  })
})

describe('a role with an end', () => {
  const give = async (lastDay: string) => {
    const signedIn = await mail.signIn(app, PHONE)
    await admin().post('/role-grants', byPhone('community_staff', communityA, { lastDay }))
    return signedIn
  }
  const sweep = () => app.deps.jobs.runNow('grants.expiry')

  it('ends by the clock though no sweep has run, and can be given again', async () => {
    const { client } = await give('2026-11-23')
    expect(outcome(await client.get('/staff/opinions'))).toBe(200)
    // Midnight in Shanghai, and the ten seconds for which a door may remember somebody.
    app.clock.set('2026-11-23T16:00:10.000Z')
    const { client: later } = await mail.signIn(app, PHONE)
    expect(outcome(await later.get('/staff/opinions'))).toBe('forbidden')
    expect((await admin().post('/role-grants', byPhone('community_staff', communityA))).status).toBe(201)
    const rows = (await app.rows('role_grants')).filter((row) => row['name'] === '孙小芳')
    expect(rows.map((row) => row['endReason'])).toEqual(['expired', null])
  })

  it('is warned of once before, and written down once after', async () => {
    const { accountId } = await give('2026-12-20')
    await sweep()
    expect(await told(accountId)).toHaveLength(1)
    app.clock.set('2026-12-10T00:00:00.000Z')
    await Promise.all([sweep(), sweep()])
    expect(await told(accountId)).toContain('您的青禾社区社区工作者身份到12月20日为止')
    expect(await told(personas.admin.accountId)).toEqual(['孙小芳的青禾社区社区工作者身份到12月20日为止'])
    app.clock.set('2026-12-21T00:00:00.000Z')
    await Promise.all([sweep(), sweep()])
    expect(await told(accountId)).toHaveLength(3)
    expect(await grantRow(accountId)).toMatchObject({ endReason: 'expired', endedBy: null })
    expect((await acts()).filter((act) => act === 'role.expire')).toHaveLength(1)
  })
})

describe('handing over', () => {
  const handOver = (who: Parameters<TestApp['as']>[0], from: string, to: object) =>
    app.as(who).post('/role-grants/hand-over', { fromAccountId: from, to })
  const draft = {
    ...{ category: 'service', title: '停水通知', html: '<p>明早停水</p>', facts: [], coverId: null },
    ...{
      audience: { visibility: 'addressed', nodeIds: [communityA], tags: [] },
      attachmentIds: [],
      disclosureClass: null,
    },
    ...{ summary: '', mustConfirm: false, expiresAt: null },
  }

  it('gives every role and every unpublished notice to the other, in one act', async () => {
    const { accountId, client } = await mail.signIn(app, PHONE)
    const staff = personas.staff.accountId
    await admin().post('/role-grants', {
      ...{ role: 'community_admin', nodeId: communityA, holder: { phone: PHONE, name: '孙小芳' } },
    })
    expect(outcome(await app.as('staff').post('/notices', draft))).toBe(201)
    const before = await admin().get(`/role-grants/holders/${staff}`)
    expect(before.body).toMatchObject({
      ...{ name: '陈立新', work: { notices: 1 }, abilities: { handOver: true } },
    })
    const answer = await handOver('admin', staff, { accountId })
    expect(answer.body).toEqual({ toAccountId: accountId, grants: 1, notices: 1 })
    expect(outcome(await client.get('/staff/opinions'))).toBe(200)
    expect(await app.rows('notices')).toMatchObject([{ authorId: accountId, authorName: '孙小芳' }])
    const after = await admin().get(`/role-grants/holders/${staff}`)
    expect(after.body).toMatchObject({
      grants: [{ endReason: 'handed_over' }],
      abilities: { handOver: false },
    })
    expect(await told(staff)).toEqual(['您不再是青禾社区社区工作者'])
    expect((await acts()).slice(-3)).toEqual(['role.revoke', 'role.grant', 'role.hand_over'])
    expect(outcome(await handOver('admin', staff, { accountId }))).toBe('not_found')
  })

  it('is never to oneself, to nobody, or from elsewhere; and two administrators stay', async () => {
    const staff = personas.staff.accountId
    expect(outcome(await handOver('admin', staff, { accountId: personas.admin.accountId }))).toBe('forbidden')
    expect(outcome(await handOver('admin', staff, { phone: PHONE, name: '孙小芳' }))).toBe('no_account')
    expect(outcome(await handOver('admin', staff, { accountId: personas.staffB.accountId }))).toBe(
      'not_found',
    )
    expect(outcome(await handOver('adminB', staff, { accountId: personas.staffB.accountId }))).toBe(
      'not_found',
    )
    expect(outcome(await handOver('admin', staff, { accountId: staff }))).toBe('conflict')
    // From one administrator to another who already is one: a place fewer, until two are left.
    const [two, three] = [cast.adminTwo.accountId, cast.adminThree.accountId]
    expect(outcome(await handOver(cast.street, two, { accountId: three }))).toBe(200)
    expect(outcome(await handOver(cast.street, three, { accountId: personas.admin.accountId }))).toBe(
      'last_administrators',
    )
  })
})
