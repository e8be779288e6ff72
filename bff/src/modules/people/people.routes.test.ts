import { buildPeopleTown, cardIn, type PeopleTown } from '../../../test/people-town'
import type { Client } from '../../../test/http-client'
import { scopeOf } from '../../platform/scope'
import { startTestApp, type TestApp } from '../../../test/test-app'

let app: TestApp
let town: PeopleTown
let staff: Client
let gridWorker: Client
/** 周玉兰 and 王德海 own 3 号楼 2 单元 501 in halves; 沈一诺 is their grandchild. */
let owner = ''
let husband = ''
let child = ''
const HOME = '锦和苑 3 号楼 2 单元 501'
const LONE = '禾苗里 2 号楼 1 单元 102'
let elder = ''

beforeAll(async () => {
  app = await startTestApp()
  town = await buildPeopleTown(app)
  staff = town.as('community_staff')
  gridWorker = town.as('grid_worker', { grid: '第 2 网格' })
  const half = { share: { n: 1, d: 2 } }
  ;[owner = '', husband = '', child = ''] = await town.enrol(
    { name: '周玉兰', phone: '13800000001', birthDate: '1963-03-04', ...town.home(HOME, half) },
    { name: '王德海', phone: '13800000002', birthDate: '1960-01-01', ...town.home(HOME, half) },
    { name: '沈一诺', birthDate: '2022-05-01', ...town.home(HOME, { relation: 'family' }) },
  )
  ;[elder = ''] = await town.enrol({
    ...{ name: '吴桂英', phone: '13800000003', birthDate: '1942-02-02' },
    ...town.home(LONE),
    tags: [
      { code: 'help-first', source: 'self', sourceRef: null, expiresAt: null },
      { code: 'subsistence', source: 'official', sourceRef: '滨民 2026-118', expiresAt: null },
    ],
  })
})
afterAll(() => app.close())

const auditOf = async (action: string, targetId?: string) =>
  (await app.rows('audit_rows')).filter(
    (row) => row['action'] === action && (targetId === undefined || row['targetId'] === targetId),
  )
const get = async (client: Client, id: string) => cardIn(await client.get(`/people/${id}`))

describe('searching', () => {
  const found = async (client: Client, q: string) => {
    const answer = await client.get(`/people?q=${encodeURIComponent(q)}`)
    expect(answer.status).toBe(200)
    return (answer.body as { items: { id: string }[] }).items.map((item) => item.id)
  }

  test.each([
    ['周', 1],
    ['玉兰', 1],
    ['zyl', 1],
    ['wdh', 1],
    ['13800000001', 1],
    ['0001', 1],
    ['501', 3],
    ['3-2-501', 3],
    ['锦和苑 3 号楼 2 单元 501', 3],
    ['没有这个人', 0],
    ['9999', 0],
  ])('%s finds %i', async (q, count) => {
    expect(await found(staff, q)).toHaveLength(count)
  })

  it('shows names and phones masked, with age and home', async () => {
    const answer = await staff.get('/people?q=13800000001')
    expect(answer.body).toMatchObject({
      items: [
        {
          ...{ maskedName: '周**', maskedPhone: '138****0001', age: 63, hasAccount: false },
          homes: [{ label: HOME, relation: 'owner' }],
        },
      ],
    })
    expect(answer.text).not.toMatch(/周玉兰|13800000001|1963-03-04/)
  })

  it('finds for a grid worker only people with a home in the own grid, whatever is asked', async () => {
    expect(await found(gridWorker, '周')).toEqual([owner])
    for (const q of ['吴', 'wgy', '13800000003', '0003', LONE]) expect(await found(gridWorker, q)).toEqual([])
    expect(await found(gridWorker, '')).toHaveLength(3)
  })

  it('goes on from where a page ended', async () => {
    const first = await staff.get('/people?limit=3')
    const { items, nextCursor } = first.body as { items: { id: string }[]; nextCursor: string }
    const second = (await staff.get(`/people?limit=3&cursor=${nextCursor}`)).body as typeof first.body & {
      items: { id: string }[]
    }
    const ids = [...items, ...second.items].map((item) => item.id)
    expect(new Set(ids).size).toBe(4)
    expect(second['nextCursor']).toBeNull()
  })

  it('never lists people by a sensitive mark', async () => {
    expect((await staff.get('/people?tag=subsistence')).status).toBe(400)
    expect((await staff.get('/people?tag=dog')).status).toBe(200)
  })
})

describe('who may', () => {
  it('read a card: the office, the grid of the home, nobody else; hidden things are not there', async () => {
    const asked = async (client: Client) => (await client.get(`/people/${elder}`)).status
    expect(await asked(staff)).toBe(200)
    expect(await asked(town.as('community_admin'))).toBe(200)
    expect(await asked(town.as('grid_worker', { grid: '第 3 网格' }))).toBe(200)
    expect(await asked(gridWorker)).toBe(404)
    expect(await asked(town.as('community_staff', { community: 'other' }))).toBe(404)
    for (const role of [
      'resident',
      'verified_resident',
      'organisation_staff',
      'supervisor',
      'street_admin',
    ] as const)
      expect(await asked(town.as(role))).toBe(403)
    expect(await asked(app.visitor)).toBe(401)
  })

  it('count: a street sees figures and nothing else', async () => {
    const street = town.as('street_admin')
    const counts = (await street.get('/people/counts')).body as { items: Record<string, unknown>[] }
    expect(counts.items).toContainEqual({
      ...{ communityId: town.own, name: '青禾社区', persons: 4, households: 2 },
    })
    expect((await street.get('/people')).status).toBe(403)
    expect((await gridWorker.get('/people/counts')).status).toBe(403)
  })

  it('act: a grid worker sees the person and may not change the register', async () => {
    const card = await get(gridWorker, owner)
    expect(card.abilities).toMatchObject({
      correct: false,
      relate: false,
      merge: false,
      unmask: ['name', 'phone'],
    })
    expect(card['counts']).toBeNull()
    const answer = await gridWorker.post(`/people/${owner}/correct`, { version: card.version, name: '周玉' })
    expect(answer.status).toBe(403)
    expect(
      (
        await town.as('community_staff', { community: 'other' }).post(`/people/${owner}/correct`, {
          version: card.version,
          name: '周玉',
        })
      ).status,
    ).toBe(404)
  })
})

describe('entering a person', () => {
  const tenant = (name: string, more: Record<string, unknown> = {}) => ({
    ...{ name, roomId: town.room('锦和苑 3 号楼 1 单元 101'), relation: 'tenant', basis: 'door_visit' },
    ...more,
  })

  it('a grid worker enters a tenant found at the door, and no owner', async () => {
    const card = cardIn(await gridWorker.post('/people', tenant('赵小租', { phone: '13800000101' })))
    expect(card).toMatchObject({ maskedName: '赵**', homes: [{ relation: 'tenant' }] })
    expect(await auditOf('person.enter', card.id)).toMatchObject([
      { actorRole: 'grid_worker', detail: { basis: 'door_visit', relation: 'tenant' } },
    ])
    expect((await gridWorker.post('/people', tenant('赵大', { relation: 'owner' }))).status).toBe(403)
    expect((await gridWorker.post('/people', { ...tenant('赵二'), roomId: town.room(LONE) })).status).toBe(
      404,
    )
  })

  it('names the one who is there already, masked, instead of making a second', async () => {
    const again = await staff.post('/people', tenant('赵小租'))
    expect(again.status).toBe(409)
    expect(again.body).toMatchObject({
      code: 'person_exists',
      details: { maskedName: '赵**', where: '锦和苑 3 号楼 1 单元 101' },
    })
    const elsewhere = tenant('赵小租', { phone: '13800000101', roomId: town.room(LONE) })
    expect((await staff.post('/people', elsewhere)).body).toMatchObject({ code: 'person_exists' })
  })

  it('of many who enter the same tenant at once, one does', async () => {
    const room = town.room('锦和苑 3 号楼 1 单元 102')
    const answers = await Promise.all(
      Array.from({ length: 5 }, () => staff.post('/people', tenant('钱同时', { roomId: room }))),
    )
    expect(answers.map((answer) => answer.status).sort()).toEqual([201, 409, 409, 409, 409])
  })

  it('the same request twice gives the same answer', async () => {
    const key = { idempotencyKey: 'people-create-once' }
    const body = tenant('孙一次', { roomId: town.room('锦和苑 3 号楼 1 单元 201') })
    const first = await staff.post('/people', body, key)
    const second = await staff.post('/people', body, key)
    expect([first.status, second.status]).toEqual([201, 201])
    expect(second.text).toBe(first.text)
  })

  it('refuses a birthday ahead of today and a phone that is none', async () => {
    expect((await staff.post('/people', tenant('李未来', { birthDate: '2099-01-01' }))).status).toBe(400)
    expect((await staff.post('/people', tenant('李号码', { phone: '123' }))).status).toBe(400)
  })
})

describe('correcting', () => {
  it('writes under the version that was read, tells everybody else, and keeps the copies in step', async () => {
    const { version } = await get(staff, husband)
    const answers = await Promise.all(
      ['1960-01-02', '1960-01-03', '1960-01-04'].map((birthDate) =>
        staff.post(`/people/${husband}/correct`, { version, birthDate }),
      ),
    )
    expect(answers.map((answer) => answer.status).sort()).toEqual([200, 409, 409])
    const [person] = (await app.rows('persons')).filter((row) => String(row._id) === husband)
    const [home] = (await app.rows('residencies')).filter((row) => row['personId'] === husband)
    expect(home?.['birthDate']).toBe(person?.['birthDate'])
    expect(await auditOf('person.correct', husband)).toHaveLength(1)
    expect(JSON.stringify(await auditOf('person.correct'))).not.toContain('1960')
  })

  it('finds the person by the new name and phone, and no more by the old', async () => {
    const [id = ''] = await town.enrol({ name: '郑旧', phone: '13800000201' })
    const { version } = await get(staff, id)
    cardIn(await staff.post(`/people/${id}/correct`, { version, name: '郑新名', phone: '13800000202' }))
    const items = async (q: string) =>
      ((await staff.get(`/people?q=${q}`)).body as { items: unknown[] }).items
    expect(await items('郑新')).toHaveLength(1)
    expect(await items('13800000202')).toHaveLength(1)
    expect(await items('13800000201')).toHaveLength(0)
    expect(await items('0201')).toHaveLength(0)
  })
})

describe('unmasking', () => {
  it('answers one field once, after writing who looked and what for', async () => {
    const before = (await auditOf('person.unmask')).length
    const answer = await staff.post(`/people/${owner}/unmask`, { field: 'phone', purpose: 'visit' })
    expect(answer.body).toEqual({ field: 'phone', value: '13800000001' })
    expect(answer.headers.get('cache-control')).toBe('no-store')
    const rows = await auditOf('person.unmask', owner)
    expect(rows).toHaveLength(before + 1)
    expect(rows.at(-1)).toMatchObject({ detail: { field: 'phone', purpose: 'visit' } })
    expect(JSON.stringify(app.logs)).not.toContain('13800000001')
  })

  it('needs a purpose, and stays within what a role may read', async () => {
    expect((await staff.post(`/people/${owner}/unmask`, { field: 'phone' })).status).toBe(400)
    const look = (field: string) => gridWorker.post(`/people/${owner}/unmask`, { field, purpose: 'visit' })
    expect((await look('name')).body).toEqual({ field: 'name', value: '周玉兰' })
    expect((await look('birth_date')).status).toBe(403)
    expect(
      (await gridWorker.post(`/people/${elder}/unmask`, { field: 'name', purpose: 'visit' })).status,
    ).toBe(404)
  })
})

describe('identity', () => {
  it('is checked, sealed, masked, and gives the birthday', async () => {
    const [id = ''] = await town.enrol({ name: '冯证件', phone: '13800000301' })
    const { version } = await get(staff, id)
    const wrong = { version, kind: 'resident_id', number: '11010519491231002 1' }
    expect((await staff.post(`/people/${id}/confirm-identity`, wrong)).status).toBe(400)
    const card = cardIn(
      await staff.post(`/people/${id}/confirm-identity`, { ...wrong, number: '110105 19491231 002x' }),
    )
    expect(card).toMatchObject({
      identity: { kindLabel: '居民身份证', maskedNumber: '1****************X', confirmed: true },
      age: 76,
    })
    expect(JSON.stringify(await app.rows('persons'))).not.toContain('11010519491231002X')
  })

  it('belongs to one record of a community: the other is named, masked', async () => {
    const [id = ''] = await town.enrol({ name: '冯证', phone: '13800000302' })
    const { version } = await get(staff, id)
    const body = { version, kind: 'resident_id', number: '11010519491231002X' }
    const answer = await staff.post(`/people/${id}/confirm-identity`, body)
    expect(answer.status).toBe(409)
    expect(answer.body).toMatchObject({ code: 'identity_taken', details: { maskedName: '冯**' } })
  })

  it('given to many records at once goes to one', async () => {
    const people = await town.enrol(
      ...['甲', '乙', '丙', '丁'].map((name, index) => ({ name: `许${name}`, phone: `1380000031${index}` })),
    )
    const body = { version: 0, kind: 'passport', number: 'E77777777' }
    const answers = await Promise.all(people.map((id) => staff.post(`/people/${id}/confirm-identity`, body)))
    expect(answers.map((answer) => answer.status).sort()).toEqual([200, 409, 409, 409])
    const refused = answers.filter((answer) => answer.status === 409)
    expect(new Set(refused.map((answer) => answer.body['code']))).toEqual(new Set(['identity_taken']))
  })

  it('is the same fingerprint in another community, so that one human counts once', async () => {
    const { roll } = app.deps.services
    const scopes = [town.own, town.other].map((communityId) => scopeOf([communityId]))
    const number = { kind: 'passport' as const, number: 'E88888888' }
    const indexes: (string | null)[] = []
    for (const [index, scope] of scopes.entries()) {
      const [outcome] = await app.deps.uow.run(() =>
        roll.upsertPeople(
          scope,
          [{ name: `朱${index}`, phone: null, birthDate: null, identity: number, home: null, tags: [] }],
          'acc_test',
        ),
      )
      const personId = outcome?.result === 'created' ? outcome.personId : ''
      const client = town.as('community_staff', { community: index === 0 ? 'own' : 'other' })
      expect(await roll.identityOf(scope, personId)).toBeNull()
      cardIn(await client.post(`/people/${personId}/confirm-identity`, { version: 0, ...number }))
      indexes.push(await roll.identityOf(scope, personId))
    }
    expect(indexes[0]).toEqual(expect.any(String))
    expect(indexes[1]).toBe(indexes[0])
  })
})

describe('relations', () => {
  const roomOf = async (label: string) =>
    (await staff.get(`/people/rooms/${town.room(label)}`)).body as {
      version: number
      statedShares: string | null
      now: { id: string; maskedName: string }[]
      before: { endLabel: string }[]
    }

  it('show a room now and before, owners with their shares', async () => {
    expect(await roomOf(HOME)).toMatchObject({ statedShares: '全部', now: [{}, {}, {}], before: [] })
    expect((await gridWorker.get(`/people/rooms/${town.room(LONE)}`)).status).toBe(404)
    expect((await gridWorker.get(`/people/rooms/${town.room(HOME)}`)).status).toBe(200)
  })

  it('end with a reason and stay as history', async () => {
    const [id = ''] = await town.enrol({
      name: '韩租客',
      ...town.home('锦和苑 3 号楼 1 单元 301', { relation: 'tenant' }),
    })
    const { homes } = await get(staff, id)
    const end = () => staff.post(`/people/relations/${homes[0]?.id}/end`, { reason: 'lease_ended' })
    const answers = await Promise.all([end(), end(), end()])
    expect(answers.map((answer) => answer.status).sort()).toEqual([200, 409, 409])
    const card = await get(staff, id)
    expect(card).toMatchObject({ homes: [], formerHomes: [{ endLabel: '租约到期' }] })
    expect((await roomOf('锦和苑 3 号楼 1 单元 301')).before).toMatchObject([{ endLabel: '租约到期' }])
  })

  it('never let shares make more than the room, whatever arrives at once', async () => {
    const label = '锦和苑 3 号楼 1 单元 401'
    const people = await town.enrol(
      ...['甲', '乙', '丙', '丁'].map((name, index) => ({ name: `曹${name}`, phone: `1380000041${index}` })),
    )
    const body = {
      ...{ roomId: town.room(label), relation: 'owner', share: { n: 1, d: 3 }, livesIn: false },
      basis: 'register',
    }
    const answers = await Promise.all(people.map((id) => staff.post(`/people/${id}/relations`, body)))
    expect(answers.map((answer) => answer.status).sort()).toEqual([200, 200, 200, 409])
    expect((await roomOf(label)).statedShares).toBe('全部')
  })

  it('change a share under the room’s version: of many at once one wins', async () => {
    const label = '锦和苑 3 号楼 1 单元 402'
    const [one = '', two = ''] = await town.enrol(
      { name: '彭一', ...town.home(label, { share: { n: 1, d: 4 } }) },
      { name: '彭二', ...town.home(label, { share: { n: 1, d: 4 } }) },
    )
    const { version, now } = await roomOf(label)
    const change = (id: string | undefined) =>
      staff.post(`/people/relations/${id}/change`, {
        ...{ roomVersion: version, share: { n: 3, d: 4 }, livesIn: true },
      })
    const answers = await Promise.all(now.map(({ id }) => change(id)))
    expect(answers.map((answer) => answer.status).sort()).toEqual([200, 409])
    const shares = [...(await get(staff, one)).homes, ...(await get(staff, two)).homes].map(
      (home) => home.share,
    )
    expect(shares).toEqual(
      expect.arrayContaining([
        { n: 1, d: 4 },
        { n: 3, d: 4 },
      ]),
    )
    const after = await roomOf(label)
    expect(after.before).toMatchObject([{ endLabel: '改了关系' }])
    const third = await staff.post(`/people/relations/${after.now[0]?.id}/change`, {
      ...{ roomVersion: after.version, share: { n: 1, d: 1 }, livesIn: true },
    })
    expect(third.body).toMatchObject({ code: 'shares_exceed' })
  })
})

describe('marks', () => {
  it('of the catalogue go on and off, with source, purpose and end', async () => {
    const { version } = await get(staff, owner)
    const set = await staff.post(`/people/${owner}/tags`, { version, code: 'volunteer', source: 'self' })
    expect(cardIn(set)).toMatchObject({
      tags: [{ label: '志愿者', sourceLabel: '本人登记', expired: false }],
    })
    const [home] = (await app.rows('residencies')).filter((row) => row['personId'] === owner)
    expect(home?.['tags']).toEqual([{ code: 'volunteer', until: null }])
    const stale = await staff.post(`/people/${owner}/tags`, { version, code: 'dog', source: 'self' })
    expect(stale.body).toMatchObject({ code: 'version_conflict' })
    const off = await staff.post(`/people/${owner}/tags/remove`, {
      ...{ version: cardIn(set).version, code: 'volunteer' },
    })
    expect(cardIn(off)['tags']).toEqual([])
  })

  it('that are official results need their number, hold a year at most, and say nothing on the card', async () => {
    const { version } = await get(staff, owner)
    const body = { version, code: 'low-income', source: 'official' }
    expect((await staff.post(`/people/${owner}/tags`, body)).status).toBe(400)
    const late = { ...body, sourceRef: '滨民 2026-77', lastDay: '2030-01-01' }
    const tooLate = await staff.post(`/people/${owner}/tags`, late)
    expect([tooLate.status, tooLate.body['errors']]).toEqual([
      400,
      [
        {
          path: 'body.lastDay',
          message: expect.stringMatching(/^这个标签最多保留到2027年\d+月\d+日$/) as string,
        },
      ],
    ])
    const unknown = await staff.post(`/people/${owner}/tags`, { version, code: 'income', source: 'staff' })
    expect(unknown.status).toBe(400)
    const answer = await staff.post(`/people/${owner}/tags`, { ...late, lastDay: '2027-06-30' })
    expect(cardIn(answer)['tags']).toEqual([])
    expect(answer.text).not.toContain('低收入')
  })

  it('that are sensitive are shown to the roles that need them, each look recorded', async () => {
    const before = (await auditOf('tag.look')).length
    const look = (client: Client) => client.post(`/people/${elder}/tags/look`, { purpose: 'visit' })
    const labels = async (client: Client) =>
      ((await look(client)).body as { items: { label: string }[] }).items.map((item) => item.label)
    expect(await labels(staff)).toEqual(['同意列入优先帮助名单', '低保'])
    expect(await labels(town.as('grid_worker', { grid: '第 3 网格' }))).toEqual(['同意列入优先帮助名单'])
    expect((await look(gridWorker)).status).toBe(404)
    expect((await look(town.as('supervisor'))).status).toBe(403)
    const rows = await auditOf('tag.look')
    expect(rows).toHaveLength(before + 2)
    expect(rows.at(-1)).toMatchObject({ targetId: elder, detail: { purpose: 'visit' } })
  })

  it('that ran out are shown as over and end what they did', async () => {
    const [id = ''] = await town.enrol({
      name: '邓过期',
      phone: '13800000501',
      tags: [
        {
          ...{ code: 'subsistence', source: 'official' as const, sourceRef: '滨民 2025-9' },
          expiresAt: new Date(app.clock.now().getTime() - 1),
        },
      ],
    })
    const { items } = (await staff.post(`/people/${id}/tags/look`, { purpose: 'verify' })).body as {
      items: unknown[]
    }
    expect(items).toMatchObject([{ code: 'subsistence', expired: true }])
  })

  it('make the list of who is helped first, by consent alone, and the look at it is recorded', async () => {
    const { items } = (await staff.post('/people/help-first', { purpose: 'emergency' })).body as {
      items: Record<string, unknown>[]
    }
    expect(items).toMatchObject([{ personId: elder, where: LONE, reasons: ['84 岁，一个人住', '低保'] }])
    expect((await auditOf('tag.look')).at(-1)).toMatchObject({
      targetType: 'community',
      detail: { list: 'help-first', persons: 1, purpose: 'emergency' },
    })
    const near = await town
      .as('grid_worker', { grid: '第 3 网格' })
      .post('/people/help-first', { purpose: 'visit' })
    expect(near.body).toMatchObject({ items: [{ reasons: ['84 岁，一个人住'] }] })
    expect((await gridWorker.post('/people/help-first', { purpose: 'visit' })).body).toEqual({ items: [] })
  })

  it('are defined by the community’s administrator, never with less protection', async () => {
    const admin = town.as('community_admin')
    const { items, version } = (await admin.get('/people/tag-catalogue')).body as {
      items: Record<string, unknown>[]
      version: number
    }
    const dog = items.find((item) => item['code'] === 'dog')
    const save = (tag: Record<string, unknown>, at = version) =>
      admin.put('/people/tag-catalogue', { version: at, tag })
    const saved = await save({ ...dog, label: '养狗', retentionDays: 90 })
    expect(saved.body).toMatchObject({ version: version + 1 })
    expect((await save({ ...dog, label: '养犬' })).status).toBe(409)
    const sensitive = items.find((item) => item['code'] === 'subsistence')
    expect((await save({ ...sensitive, sensitive: false }, version + 1)).status).toBe(400)
    expect((await save({ ...sensitive, audience: true }, version + 1)).status).toBe(400)
    expect((await save({ ...sensitive, visibleTo: ['organisation_staff'] }, version + 1)).status).toBe(400)
    expect((await staff.put('/people/tag-catalogue', { version: version + 1, tag: dog })).status).toBe(403)
    const foreign = town.as('community_admin', { community: 'other' })
    expect((await foreign.get('/people/tag-catalogue')).body).toMatchObject({ version: 0 })
  })
})

describe('guardians and delegates', () => {
  it('a child has a guardian once, who is an adult, and is no guardian alone', async () => {
    const add = (guardianId: string) =>
      staff.post(`/people/${child}/guardians`, { guardianId, basis: 'grandparent' })
    expect(await get(staff, child)).toMatchObject({ needsGuardian: true, guardians: [], adult: false })
    const answers = await Promise.all([add(owner), add(owner), add(owner)])
    expect(answers.map((answer) => answer.status).sort()).toEqual([200, 409, 409])
    const card = await get(staff, child)
    expect(card['guardians']).toMatchObject([
      { personId: owner, maskedName: '周**', basisLabel: '祖父母、外祖父母' },
    ])
    expect((await get(staff, owner))['wards']).toMatchObject([{ personId: child }])
    expect((await add(child)).status).toBe(400)
    expect(
      (await staff.post(`/people/${owner}/guardians`, { guardianId: husband, basis: 'appointed' })).status,
    ).toBe(400)
    const { kin } = app.deps.services
    expect(await kin.hasGuardian(scopeOf([town.own]), child)).toBe(true)
    const [guardian] = card['guardians'] as { id: string }[]
    cardIn(await staff.post(`/people/guardians/${guardian?.id}/end`, {}))
    expect(await kin.hasGuardian(scopeOf([town.own]), child)).toBe(false)
  })

  it('an elder has a delegate with consent, limits and an end, and never for voting', async () => {
    const body = {
      ...{ delegateId: owner, scope: ['bookings', 'opinions'], way: 'paper' },
      ...{ consentDay: '2026-11-20', lastDay: '2027-11-20' },
    }
    const add = (more: Record<string, unknown> = {}) =>
      staff.post(`/people/${elder}/delegates`, { ...body, ...more })
    expect((await add({ scope: ['voting'] })).status).toBe(400)
    expect((await add({ lastDay: '2035-01-01' })).status).toBe(400)
    expect((await add({ delegateId: child })).status).toBe(400)
    expect((await add({ delegateId: elder })).status).toBe(400)
    const card = cardIn(await add())
    expect(card['delegates']).toMatchObject([
      {
        maskedName: '周**',
        scopeLabels: ['预约办事', '提意见、看进展'],
        consentLabel: '书面签字，2026-11-20',
      },
    ])
    expect((await add()).status).toBe(409)
    const scope = scopeOf([town.own])
    const { kin } = app.deps.services
    expect(await kin.mayActFor(scope, owner, elder, 'bookings')).toBe(true)
    expect(await kin.mayActFor(scope, owner, elder, 'notices')).toBe(false)
    expect(await kin.mayActFor(scope, elder, owner, 'bookings')).toBe(false)
    expect((await get(staff, owner))['principals']).toMatchObject([{ personId: elder }])
    const [delegate] = card['delegates'] as { id: string }[]
    cardIn(await staff.post(`/people/delegates/${delegate?.id}/end`, {}))
    expect(await kin.mayActFor(scope, owner, elder, 'bookings')).toBe(false)
  })
})
