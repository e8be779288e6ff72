import { startHomeTown, type HomeTown } from '../../../test/home-town'
import { mineOf, uploadProof } from '../../../test/home-steps'
import { bodyOf, codeOf } from '../../../test/http-client'

const NEXT = '锦和苑 3 号楼 2 单元 502'
const LET = '锦和苑 2 号楼 1 单元 101'

let town: HomeTown

beforeAll(async () => {
  town = await startHomeTown()
})
afterAll(() => town.app.close())
const closing: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const close of closing.splice(0)) await close()
})

describe('the office', () => {
  const asked = (more = {}) => ({
    ...{ roomId: town.room(NEXT), relation: 'tenant', subject: 'self', name: '陈一' },
    ...more,
  })

  it('approves a request: the person is entered, the photo is gone, the applicant is told', async () => {
    const guest = await town.arrive(town.freshPhone())
    const proofId = await uploadProof(guest.client)
    const sent = bodyOf<{ id: string; version: number; sentence: string }>(
      await guest.client.post('/homes/requests', asked({ proofId, idTail: '002x' })),
    )
    expect(sent.sentence).toMatch(/^社区最晚 .* 前给您答复$/)
    expect(codeOf(await guest.client.post('/homes/requests', asked()))).toBe('request_open')
    const queue = bodyOf<{ items: { id: string; maskedName: string }[] }>(
      await town.office.get('/homes/requests'),
    )
    expect(queue.items).toMatchObject([{ id: sent.id, maskedName: '陈*' }])
    expect((await guest.client.get('/homes/requests')).status).toBe(403)
    expect((await town.as('supervisor').get(`/homes/requests/${sent.id}`)).status).toBe(403)
    expect(
      (await town.as('community_staff', { community: 'other' }).get(`/homes/requests/${sent.id}`)).status,
    ).toBe(404)

    const photo = await town.office.get(`/homes/requests/${sent.id}/proof`)
    expect([photo.status, photo.headers.get('cache-control')]).toEqual([200, 'no-store'])
    expect((await guest.client.get(`/homes/requests/${sent.id}/proof`)).status).toBe(403)
    const looks = (await town.app.rows('audit_rows')).filter(
      (row) => row['action'] === 'home_request.look_proof',
    )
    expect(looks).toHaveLength(1)

    const decided = await Promise.all(
      Array.from({ length: 4 }, () =>
        town.office.post(`/homes/requests/${sent.id}/approve`, { version: sent.version, personId: null }),
      ),
    )
    expect(decided.filter(({ status }) => status === 200)).toHaveLength(1)
    expect((await guest.me()).homes).toMatchObject([{ relation: 'tenant', roomId: town.room(NEXT) }])
    expect((await town.office.get(`/homes/requests/${sent.id}/proof`)).status).toBe(404)
    expect(
      (await town.app.rows('files')).filter((row) => row['_id'] === proofId && row['status'] === 'claimed'),
    ).toEqual([])
    expect((await mineOf(guest)).requests).toMatchObject([{ id: sent.id, status: 'approved' }])
    expect(
      (await town.app.rows('audit_rows')).filter((row) => row['action'] === 'home_request.approve'),
    ).toHaveLength(1)
    expect(JSON.stringify(await town.app.rows('home_requests'))).not.toContain('002')
    const told = (await town.app.rows('messages')).filter((row) => row['accountId'] === guest.accountId)
    expect(told.map((row) => row['title'])).toEqual(['房屋绑定好了'])
  })

  it('asks for more, is answered, refuses with a reason; versions guard each step', async () => {
    const guest = await town.arrive(town.freshPhone())
    const sent = bodyOf<{ id: string; version: number }>(
      await guest.client.post('/homes/requests', asked({ name: '陈二' })),
    )
    const question = bodyOf<{ version: number; abilities: object }>(
      await town.office.post(`/homes/requests/${sent.id}/ask`, { version: 0, text: '请拍一张租房合同' }),
    )
    expect((await mineOf(guest)).requests).toMatchObject([
      { status: 'needs_more', asked: '请拍一张租房合同' },
    ])
    expect(
      codeOf(await town.office.post(`/homes/requests/${sent.id}/refuse`, { version: 0, reason: 'other' })),
    ).toBe('version_conflict')
    const answered = bodyOf<{ version: number }>(
      await guest.client.post(`/homes/requests/${sent.id}/supplement`, {
        version: question.version,
        text: '没有合同',
      }),
    )
    expect(
      codeOf(
        await guest.client.post(`/homes/requests/${sent.id}/supplement`, {
          version: answered.version,
          text: '再补',
        }),
      ),
    ).toBe('invalid_status')
    const refused = await town.office.post(`/homes/requests/${sent.id}/refuse`, {
      ...{ version: answered.version, reason: 'document_unclear', text: '请再来一次' },
    })
    expect(refused.body).toMatchObject({ status: 'refused', abilities: { approve: false } })
    expect((await mineOf(guest)).requests[0]?.sentence).toBe('照片看不清：请再来一次')
    expect((await guest.client.post('/homes/requests', asked({ name: '陈二' }))).status).toBe(201)
  })

  it('shows the photo that was sent anew, and keeps nothing of the one before', async () => {
    const guest = await town.arrive(town.freshPhone())
    const sent = bodyOf<{ id: string; version: number }>(
      await guest.client.post(
        '/homes/requests',
        asked({ name: '陈三', proofId: await uploadProof(guest.client) }),
      ),
    )
    const question = bodyOf<{ version: number }>(
      await town.office.post(`/homes/requests/${sent.id}/ask`, {
        version: sent.version,
        text: '照片看不清，请再拍',
      }),
    )
    const [blurred = {}] = (await town.app.rows('files')).filter((row) => row['ownerId'] === sent.id)
    const empty = await guest.client.post(`/homes/requests/${sent.id}/supplement`, {
      version: question.version,
    })
    expect(codeOf(empty)).toBe('validation_failed')
    const proofId = await uploadProof(guest.client)
    bodyOf(
      await guest.client.post(`/homes/requests/${sent.id}/supplement`, {
        ...{ version: question.version, proofId },
      }),
    )
    const files = (await town.app.rows('files')).filter((row) => row['ownerId'] === sent.id)
    expect(files.filter((row) => row['status'] === 'claimed').map((row) => row['_id'])).toEqual([proofId])
    expect(blurred['_id']).not.toBe(proofId)
    expect((await town.office.get(`/homes/requests/${sent.id}/proof`)).status).toBe(200)
  })

  it('closes a request whose applicant does not answer for 30 days, and its photo goes', async () => {
    const quiet = await startHomeTown()
    closing.push(quiet.app.close)
    const office = () => quiet.as('community_staff')
    const guest = await quiet.arrive(quiet.freshPhone())
    const sent = bodyOf<{ id: string; version: number }>(
      await guest.client.post('/homes/requests', {
        ...asked({ roomId: quiet.room(NEXT), name: '陈四', proofId: await uploadProof(guest.client) }),
      }),
    )
    const question = await office().post(`/homes/requests/${sent.id}/ask`, {
      version: sent.version,
      text: '再拍一张',
    })
    expect(question.status).toBe(200)
    const { requests: waiting } = await mineOf(guest)
    expect(waiting[0]?.sentence).toMatch(/^社区要您补充，请在 .+ 前补上，过后这件申请会关闭$/)
    const { retention } = quiet.app.deps
    quiet.app.clock.advance(29 * 86_400_000)
    expect(await retention.run('unanswered_home_requests')).toBe(0)
    quiet.app.clock.advance(86_400_000)
    const runs = [retention.run('unanswered_home_requests'), retention.run('unanswered_home_requests')]
    await Promise.all(runs)
    expect(await quiet.app.rows('home_requests')).toMatchObject([
      { status: 'lapsed', open: false, proof: null, history: [{}, {}, { event: 'lapse' }] },
    ])
    expect((await quiet.app.rows('files')).filter((row) => row['status'] === 'claimed')).toEqual([])
    const told = (await quiet.app.rows('messages')).filter((row) => row['accountId'] === guest.accountId)
    expect(told.map((row) => row['title'])).toContain('绑定房屋的申请已关闭')
  })

  it('leaves what a clerk asks for himself to a colleague', async () => {
    const sent = bodyOf<{ id: string; version: number }>(
      await town.office.post('/homes/requests', asked({ roomId: town.room(LET), name: '陈五' })),
    )
    expect((await town.office.get(`/homes/requests/${sent.id}`)).body).toMatchObject({
      ...{ own: true, abilities: { ask: false, approve: false, refuse: false } },
    })
    const decision = { version: sent.version, personId: null }
    expect(codeOf(await town.office.post(`/homes/requests/${sent.id}/approve`, decision))).toBe('own_matter')
    const head = town.as('community_admin')
    expect((await head.post(`/homes/requests/${sent.id}/approve`, decision)).status).toBe(200)
  })

  it('makes nobody an owner whom the roll does not have; with the roll it binds the owner and takes the new phone', async () => {
    const label = '锦和苑 2 号楼 1 单元 102'
    const [ownerId = ''] = await town.enrol({
      ...{ name: '褚一', phone: '13911110000', birthDate: '1950-01-01', ...town.home(label) },
      identity: { kind: 'resident_id', number: '110101195001010018' },
    })
    const guest = await town.arrive(town.freshPhone())
    const sent = bodyOf<{ id: string; version: number }>(
      await guest.client.post('/homes/requests', {
        ...asked({ roomId: town.room(label), relation: 'owner', name: '褚一', idTail: '0018' }),
      }),
    )
    const seen = bodyOf<{ candidates: object[] }>(await town.office.get(`/homes/requests/${sent.id}`))
    expect(seen.candidates).toMatchObject([
      { personId: ownerId, nameAgrees: true, phoneAgrees: false, idTailAgrees: true, inRoom: true },
    ])
    const decide = (personId: string | null) =>
      town.office.post(`/homes/requests/${sent.id}/approve`, { version: sent.version, personId })
    expect(codeOf(await decide(null))).toBe('owner_not_on_roll')
    expect((await guest.me()).homes).toEqual([])
    expect((await decide(ownerId)).status).toBe(200)
    expect((await guest.me()).homes).toMatchObject([{ relation: 'owner' }])
  })

  it('enters a child under its guardian', async () => {
    const parent = await town.bound('卫一', '锦和苑 2 号楼 1 单元 201')
    const body = asked({
      roomId: town.room('锦和苑 2 号楼 1 单元 201'),
      subject: 'child',
      name: '卫小',
      relation: 'family',
    })
    expect((await parent.client.post('/homes/requests', body)).status).toBe(400)
    const sent = bodyOf<{ id: string; version: number }>(
      await parent.client.post('/homes/requests', { ...body, birthDate: '2018-05-01', basis: 'parent' }),
    )
    bodyOf(await town.office.post(`/homes/requests/${sent.id}/approve`, { version: 0, personId: null }))
    const family = bodyOf<{ children: object[] }>(await parent.client.get('/homes/family'))
    expect(family.children).toMatchObject([{ maskedName: '卫*', basisLabel: '父母', age: 8 }])
  })

  it('sees whose accounts are bound to a room and ends one with a reason; the roll stays as it was', async () => {
    const tenant = await town.bound('蒋一', '锦和苑 2 号楼 1 单元 202', 'tenant')
    const roomId = town.room('锦和苑 2 号楼 1 单元 202')
    const list = async () =>
      bodyOf<{ items: { id: string; to: string | null; endLabel: string | null }[] }>(
        await town.office.get(`/homes/rooms/${roomId}/bindings`),
      ).items
    const [binding] = await list()
    expect((await tenant.client.get(`/homes/rooms/${roomId}/bindings`)).status).toBe(403)
    expect(
      (await town.as('community_staff', { community: 'other' }).get(`/homes/rooms/${roomId}/bindings`))
        .status,
    ).toBe(404)
    const ended = await Promise.all(
      Array.from({ length: 3 }, () =>
        town.office.post(`/homes/bindings/${binding?.id}/end`, { reason: 'number_recycled' }),
      ),
    )
    expect(ended.map(({ status }) => status).sort()).toEqual([200, 409, 409])
    expect(await list()).toMatchObject([{ endLabel: '手机号换了主人' }])
    expect((await tenant.me()).homes).toEqual([])
    const [relation] = (await town.app.rows('residencies')).filter(
      (row) => row['personId'] === tenant.personId,
    )
    expect(relation).toMatchObject({ to: null, accountId: null })
  })
})
