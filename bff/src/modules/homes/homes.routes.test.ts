import { startHomeTown, type HomeTown, type Neighbour } from '../../../test/home-town'
import type { Answer, Client } from '../../../test/http-client'

const HOME = '锦和苑 3 号楼 2 单元 501'
const NEXT = '锦和苑 3 号楼 2 单元 502'
const LET = '锦和苑 2 号楼 1 单元 101'

let town: HomeTown
let staff: Client
let phones = 0
const freshPhone = (): string => `1391000${String(++phones).padStart(4, '0')}`

beforeAll(async () => {
  town = await startHomeTown()
})
// A test may have wound the clock on, and a token lives ten minutes.
beforeEach(() => {
  staff = town.as('community_staff')
})
afterAll(() => town.app.close())
const closing: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const close of closing.splice(0)) await close()
})

interface Mine {
  homes: {
    roomId: string
    relation: string
    relationId: string
    isHead: boolean
    canLeave: boolean
    livesIn: boolean
    mayInvite: string[]
    members: {
      relationId: string
      personId: string
      maskedName: string
      relation: string
      isSelf: boolean
      canEnd: boolean
      hasAccount: boolean
    }[]
    invitations: { id: string; version: number }[]
  }[]
  requests: { id: string; version: number; status: string; sentence: string; asked: string | null }[]
}
const bodyOf = <T>(answer: Answer): T => {
  if (answer.status >= 300) throw new Error(`answered ${answer.status}: ${answer.text}`)
  return answer.body as T
}
const mine = async ({ client }: Neighbour): Promise<Mine> => bodyOf(await client.get('/homes'))
const code = (answer: Answer): unknown => answer.body['code']

/** Somebody on the roll of a room who has bound an account by name and phone. */
async function bound(
  name: string,
  label: string,
  relation: 'owner' | 'family' | 'tenant' | 'carer' = 'owner',
) {
  const phone = freshPhone()
  const [personId = ''] = await town.enrol({
    name,
    phone,
    birthDate: '1970-01-01',
    ...town.home(label, { relation }),
  })
  const neighbour = await town.arrive(phone)
  bodyOf(await neighbour.client.post('/homes/match', { roomId: town.room(label), name }))
  return { ...neighbour, personId, phone }
}

async function invitationFor(client: Client, label: string, relation: string) {
  const made = bodyOf<{ id: string; version: number }>(
    await client.post('/homes/invitations', { roomId: town.room(label), relation }),
  )
  const sheet = bodyOf<{ inviteCode: string; link: string; scene: string }>(
    await client.post(`/homes/invitations/${made.id}/sheet`),
  )
  return { ...made, ...sheet }
}

describe('an invitation', () => {
  it('binds whoever brings it, once, and never makes an owner', async () => {
    const { inviteCode, id } = await invitationFor(staff, HOME, 'tenant')
    const guest = await town.arrive(freshPhone())
    const looked = bodyOf<{ roomLabel: string; known: boolean }>(
      await guest.client.post('/homes/invitations/look', { inviteCode }),
    )
    expect(looked).toMatchObject({ roomLabel: HOME, known: false })
    const nameless = await guest.client.post('/homes/invitations/redeem', { inviteCode })
    expect(nameless.status).toBe(400)
    const used = await guest.client.post('/homes/invitations/redeem', { inviteCode, name: '孙一' })
    expect(used.body).toMatchObject({ roomLabel: HOME, relation: 'tenant' })
    expect((await guest.me()).homes).toMatchObject([{ label: HOME, relation: 'tenant' }])
    const again = await guest.client.post('/homes/invitations/redeem', { inviteCode, name: '孙一' })
    expect(again.body).toEqual(used.body)
    const other = await town.arrive(freshPhone())
    expect(code(await other.client.post('/homes/invitations/redeem', { inviteCode, name: '孙二' }))).toBe(
      'invitation_unusable',
    )
    const [binding] = (await town.app.rows('bindings')).filter((row) => row['accountId'] === guest.accountId)
    expect(binding).toMatchObject({ method: 'invitation', to: null, endedReason: null })
    expect(
      (await staff.post('/homes/invitations', { roomId: town.room(HOME), relation: 'owner' })).status,
    ).toBe(400)
    const stored = (await town.app.rows('invitations')).find((row) => row['_id'] === id)
    expect(JSON.stringify(stored)).not.toContain(inviteCode.replace(' ', ''))
  })

  it('is used by one of many who try at once', async () => {
    const { inviteCode } = await invitationFor(staff, NEXT, 'family')
    const guests: Neighbour[] = []
    for (let i = 0; i < 6; i += 1) guests.push(await town.arrive(freshPhone()))
    const answers = await Promise.all(
      guests.map(({ client }, index) =>
        client.post('/homes/invitations/redeem', { inviteCode, name: `客人${'一二三四五六'.charAt(index)}` }),
      ),
    )
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1)
    expect(answers.filter((answer) => answer.status !== 200).map(code)).toEqual(
      Array(5).fill('invitation_unusable'),
    )
    const people = (await town.app.rows('persons')).filter((row) => String(row['name']).startsWith('客人'))
    expect(people).toHaveLength(1)
  })

  it('runs out, is taken back, and is not to be had by whoever may not invite', async () => {
    const owner = await bound('钱一', '锦和苑 1 号楼 1 单元 101')
    const { id, version, inviteCode } = await invitationFor(
      owner.client,
      '锦和苑 1 号楼 1 单元 101',
      'family',
    )
    expect((await mine(owner)).homes[0]?.invitations).toMatchObject([{ id }])
    const stranger = await town.arrive(freshPhone())
    expect((await stranger.client.post(`/homes/invitations/${id}/sheet`)).status).toBe(403)
    const neighbour = await bound('钱二', '锦和苑 1 号楼 1 单元 102')
    expect((await neighbour.client.post(`/homes/invitations/${id}/sheet`)).status).toBe(403)
    expect(
      (await neighbour.client.post('/homes/invitations', { roomId: town.room(HOME), relation: 'family' }))
        .status,
    ).toBe(403)
    expect((await town.app.visitor.post('/homes/invitations/look', { inviteCode })).status).toBe(401)
    expect(
      (await town.as('community_staff', { community: 'other' }).post(`/homes/invitations/${id}/sheet`))
        .status,
    ).toBe(404)

    const taken = await owner.client.post(`/homes/invitations/${id}/withdraw`, { version })
    expect(taken.body).toMatchObject({ status: 'withdrawn' })
    expect(code(await owner.client.post(`/homes/invitations/${id}/withdraw`, { version }))).toBe(
      'invalid_status',
    )
    expect(code(await stranger.client.post('/homes/invitations/look', { inviteCode }))).toBe(
      'invitation_unusable',
    )

    const late = await invitationFor(owner.client, '锦和苑 1 号楼 1 单元 101', 'carer')
    town.app.clock.advance(15 * 86_400_000)
    staff = town.as('community_staff')
    const visitor = await town.arrive(freshPhone())
    expect(code(await visitor.client.post('/homes/invitations/look', { inviteCode: late.inviteCode }))).toBe(
      'invitation_unusable',
    )
    const list = bodyOf<{ items: { id: string; status: string }[] }>(await staff.get('/homes/invitations'))
    expect(list.items.find((item) => item.id === late.id)).toMatchObject({
      status: 'expired',
      issuedBy: '住户',
    })
  })

  it('may not be guessed: five wrong codes an hour, right ones do not count', async () => {
    const phone = freshPhone()
    const guest = await town.arrive(phone)
    for (let i = 0; i < 5; i += 1)
      expect(
        code(await guest.client.post('/homes/invitations/look', { inviteCode: `2222222${i + 2}` })),
      ).toBe('invitation_unusable')
    const { inviteCode } = await invitationFor(staff, NEXT, 'family')
    const sixth = await guest.client.post('/homes/invitations/look', { inviteCode })
    expect([sixth.status, code(sixth)]).toEqual([429, 'rate_limited'])
    town.app.clock.advance(3_600_000)
    const later = await town.arrive(phone)
    for (let i = 0; i < 7; i += 1)
      expect((await later.client.post('/homes/invitations/look', { inviteCode })).status).toBe(200)
  })

  it('has a room hold only so many open ones, however many are made at once', async () => {
    const label = '锦和苑 1 号楼 1 单元 201'
    const answers = await Promise.all(
      Array.from({ length: 9 }, () =>
        staff.post('/homes/invitations', { roomId: town.room(label), relation: 'family' }),
      ),
    )
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(6)
    expect(answers.filter(({ status }) => status !== 201).map(code)).toEqual(
      Array(3).fill('too_many_invitations'),
    )
  })

  it('is printed for every room of a unit at once; printed again, or by two in the same moment, it is the same', async () => {
    const away = town.as('community_staff', { community: 'other' })
    const unit = town.tree.at('青禾社区', '锦和苑 4 号楼 1 单元')._id
    const print = (client: Client, placeId: string) =>
      client.post('/homes/invitations/slips', { placeId, relation: 'family' })
    const both = await Promise.all([print(staff, unit), print(staff, unit)])
    type Slips = { items: { inviteCode: string; roomLabel: string }[]; made: number; full: string[] }
    const [first, second] = both.map((answer) => bodyOf<Slips>(answer))
    expect(first?.items.length).toBeGreaterThan(3)
    expect(first?.items).toEqual(second?.items)
    expect([first?.made, second?.made].sort()).toEqual([0, first?.items.length].sort())
    const labels = first?.items.map(({ roomLabel }) => roomLabel) ?? []
    expect(labels.every((label) => label.startsWith('锦和苑 4 号楼 1 单元 '))).toBe(true)
    expect(new Set(first?.items.map(({ inviteCode }) => inviteCode)).size).toBe(labels.length)
    const { client } = await town.arrive(freshPhone())
    const taken = { inviteCode: first?.items[0]?.inviteCode, name: '印一' }
    expect(bodyOf(await client.post('/homes/invitations/redeem', taken))).toMatchObject({
      roomLabel: labels[0],
      relation: 'family',
    })
    const again = bodyOf<Slips>(await print(staff, unit))
    expect(again.made).toBe(1)
    expect(again.items.slice(1)).toEqual(first?.items.slice(1))
    const refused = await Promise.all([
      print(away, unit),
      print(staff, town.own),
      print(client, unit),
      print(town.app.visitor, unit),
    ])
    expect(refused.map(code)).toEqual(['not_found', 'validation_failed', 'forbidden', 'unauthenticated'])
  })

  it('made again under the same key is the same one', async () => {
    const body = { roomId: town.room(NEXT), relation: 'carer' }
    const first = await staff.post('/homes/invitations', body, { idempotencyKey: 'the-same-invitation-key' })
    const again = await staff.post('/homes/invitations', body, { idempotencyKey: 'the-same-invitation-key' })
    expect(again.body['id']).toBe(first.body['id'])
  })

  it('asks an under-14 for a guardian on the roll', async () => {
    const { inviteCode } = await invitationFor(staff, NEXT, 'family')
    const child = await town.arrive(freshPhone())
    const refused = await child.client.post('/homes/invitations/redeem', {
      ...{ inviteCode, name: '小小', birthDate: '2016-01-01' },
    })
    expect(code(refused)).toBe('guardian_required')
    expect((await child.client.post('/homes/invitations/look', { inviteCode })).status).toBe(200)
  })

  it('leaves a child whose guardian has gone since nothing to agree to, and everything to take back', async () => {
    const phone = freshPhone()
    const [childId = '', parentId] = await town.enrol(
      { name: '贺小', phone, birthDate: '2016-01-01', ...town.home(NEXT, { relation: 'family' }) },
      { name: '贺大', phone: null, birthDate: '1984-01-01', ...town.home(NEXT, { relation: 'family' }) },
    )
    const named = bodyOf<{ guardians: { id: string }[] }>(
      await staff.post(`/people/${childId}/guardians`, { guardianId: parentId, basis: 'parent' }),
    )
    const { client } = await town.arrive(phone)
    bodyOf(await client.post('/homes/match', { roomId: town.room(NEXT), name: '贺小' }))
    const agree = { version: '2026-11', personalisedPush: false, wechatMessages: true }
    bodyOf(await client.post('/session/consents', agree))
    bodyOf(await staff.post(`/people/guardians/${named.guardians[0]?.id}/end`, {}))
    const more = { ...agree, personalisedPush: true }
    expect(code(await client.post('/session/consents', more))).toBe('guardian_required')
    const push = { purpose: 'personalisedPush', on: true }
    expect(code(await client.post('/privacy/purposes', push))).toBe('guardian_required')
    bodyOf(await client.post('/session/consents', { ...agree, wechatMessages: false }))
    expect((await client.post('/session/consents/withdraw')).status).toBe(204)
  })
})

describe('the roll', () => {
  it('binds by name, room and proven phone with the relation it says, and tells nobody which was wrong', async () => {
    const phone = freshPhone()
    await town.enrol({
      name: '周三',
      phone,
      birthDate: '1960-01-01',
      ...town.home('锦和苑 1 号楼 2 单元 101'),
    })
    const roomId = town.room('锦和苑 1 号楼 2 单元 101')
    const self = await town.arrive(phone)
    expect((await self.me()).homes).toEqual([])
    const stranger = await town.arrive(freshPhone())
    const wrong = [
      await self.client.post('/homes/match', { roomId, name: '周四' }),
      await self.client.post('/homes/match', { roomId: town.room(NEXT), name: '周三' }),
      await stranger.client.post('/homes/match', { roomId, name: '周三' }),
      await stranger.client.post('/homes/match', { roomId: 'nod_testNowhereAAAAAAAAAAA', name: '周三' }),
    ]
    const told = wrong.map(({ status, body }) => [status, { ...body, requestId: '' }])
    expect(new Set(told.map((one) => JSON.stringify(one))).size).toBe(1)
    expect(wrong.map(code)).toEqual(Array(4).fill('match_failed'))
    const matched = await self.client.post('/homes/match', { roomId, name: '周三' })
    expect(matched.body).toMatchObject({ relation: 'owner' })
    expect((await self.me()).verified).toBe(true)
    expect((await self.client.post('/homes/match', { roomId, name: '周三' })).status).toBe(200)
  })

  it('refuses a person who answers to another account as it refuses a stranger', async () => {
    const first = await bound('冯一', '锦和苑 1 号楼 2 单元 102')
    await town.app.deps.uow.run(async () => {
      await town.app.deps.services.session.moveToPhone(first.accountId, freshPhone())
    })
    town.app.clock.advance(60_000)
    const second = await town.arrive(first.phone)
    const body = { roomId: town.room('锦和苑 1 号楼 2 单元 102'), name: '冯一' }
    expect(code(await second.client.post('/homes/match', body))).toBe('match_failed')
  })

  it('may not be guessed: five tries an hour for an account', async () => {
    const guest = await town.arrive(freshPhone())
    const tries = []
    for (let i = 0; i < 6; i += 1)
      tries.push(code(await guest.client.post('/homes/match', { roomId: town.room(NEXT), name: `人${i}` })))
    expect(tries.slice(0, 5)).toEqual(Array(5).fill('match_failed'))
    expect(tries[5]).toBe('rate_limited')
  })
})

describe('a household', () => {
  it('shows its head who is bound, masked, and lets the head end what is not an owner’s', async () => {
    const owner = await bound('吴一', '锦和苑 1 号楼 2 单元 201')
    const family = await bound('吴二', '锦和苑 1 号楼 2 单元 201', 'family')
    const home = (await mine(owner)).homes[0]
    expect(home).toMatchObject({ isHead: true, canLeave: false, mayInvite: ['family', 'tenant', 'carer'] })
    expect(home?.members.map(({ maskedName, canEnd }) => [maskedName, canEnd])).toEqual([
      ['吴*', false],
      ['吴*', true],
    ])
    const relation = home?.members.find((member) => member.personId === family.personId)?.relationId
    const own = home?.relationId
    expect((await family.client.post(`/homes/relations/${own}/end`)).status).toBe(404)
    expect((await owner.client.post(`/homes/relations/${own}/end`)).status).toBe(409)
    const answers = await Promise.all(
      Array.from({ length: 4 }, () => owner.client.post(`/homes/relations/${relation}/end`)),
    )
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1)
    expect(await family.me()).toMatchObject({ homes: [], verified: false })
    const [binding] = (await town.app.rows('bindings')).filter((row) => row['personId'] === family.personId)
    expect(binding).toMatchObject({ endedReason: 'household', endedBy: owner.accountId })
    const [gone] = (await town.app.rows('residencies')).filter((row) => row['_id'] === relation)
    expect(gone).toMatchObject({ endReason: 'moved_out', accountId: null })
    const told = (await town.app.rows('messages')).filter((row) => row['accountId'] === family.accountId)
    expect(told).toMatchObject([{ topic: 'home' }])
  })

  it('lets a landlord end a tenant and not see the tenant’s family; the tenant heads the let home', async () => {
    const owner = await bound('郑一', LET)
    const tenant = await bound('郑二', LET, 'tenant')
    await bound('郑三', LET, 'family')
    const own = (await mine(owner)).homes[0]
    bodyOf(await owner.client.post(`/homes/relations/${own?.relationId}/lives-in`, { livesIn: false }))
    const landlord = (await mine(owner)).homes[0]
    expect(landlord?.livesIn).toBe(false)
    expect(landlord?.members.map(({ relation }) => relation)).toEqual(['owner', 'tenant'])
    const renting = (await mine(tenant)).homes[0]
    expect(renting).toMatchObject({ isHead: true, mayInvite: ['family', 'carer'], canLeave: true })
    expect(renting?.members.map(({ relation }) => relation)).toEqual(['family', 'tenant'])
    const relation = landlord?.members.find((member) => member.relation === 'tenant')?.relationId
    bodyOf(await owner.client.post(`/homes/relations/${relation}/end`))
    expect((await tenant.me()).homes).toEqual([])
    expect((await mine(owner)).homes[0]?.members.map(({ relation: kind }) => kind)).toEqual([
      'owner',
      'family',
    ])
  })

  it('is left by who moves out, and can be entered again elsewhere; nothing is rewritten', async () => {
    const tenant = await bound('王五', '锦和苑 1 号楼 2 单元 202', 'tenant')
    const home = (await mine(tenant)).homes[0]
    bodyOf(await tenant.client.post(`/homes/relations/${home?.relationId}/end`))
    expect((await tenant.me()).verified).toBe(false)
    const { inviteCode } = await invitationFor(staff, NEXT, 'tenant')
    bodyOf(await tenant.client.post('/homes/invitations/redeem', { inviteCode, name: '王五' }))
    const rows = (await town.app.rows('bindings')).filter((row) => row['accountId'] === tenant.accountId)
    expect(rows.map((row) => [row['personId'], row['endedReason']])).toEqual([
      [tenant.personId, 'left'],
      [tenant.personId, null],
    ])
  })
})

describe('the office', () => {
  const asked = (more = {}) => ({
    ...{ roomId: town.room(NEXT), relation: 'tenant', subject: 'self', name: '陈一' },
    ...more,
  })
  async function proofOf({ client }: Neighbour): Promise<string> {
    const photo = Buffer.from(
      'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==',
      'base64',
    )
    const sent = await client.upload('/files', { name: '合同.png', bytes: photo }, { purpose: 'home_proof' })
    return String(bodyOf<{ id: string }>(sent).id)
  }

  it('approves a request: the person is entered, the photo is gone, the applicant is told', async () => {
    const guest = await town.arrive(freshPhone())
    const proofId = await proofOf(guest)
    const sent = bodyOf<{ id: string; version: number; sentence: string }>(
      await guest.client.post('/homes/requests', asked({ proofId, idTail: '002x' })),
    )
    expect(sent.sentence).toMatch(/^社区最晚 .* 前给您答复$/)
    expect(code(await guest.client.post('/homes/requests', asked()))).toBe('request_open')
    const queue = bodyOf<{ items: { id: string; maskedName: string }[] }>(await staff.get('/homes/requests'))
    expect(queue.items).toMatchObject([{ id: sent.id, maskedName: '陈*' }])
    expect((await guest.client.get('/homes/requests')).status).toBe(403)
    expect((await town.as('supervisor').get(`/homes/requests/${sent.id}`)).status).toBe(403)
    expect(
      (await town.as('community_staff', { community: 'other' }).get(`/homes/requests/${sent.id}`)).status,
    ).toBe(404)

    const photo = await staff.get(`/homes/requests/${sent.id}/proof`)
    expect([photo.status, photo.headers.get('cache-control')]).toEqual([200, 'no-store'])
    expect((await guest.client.get(`/homes/requests/${sent.id}/proof`)).status).toBe(403)
    const looks = (await town.app.rows('audit_rows')).filter(
      (row) => row['action'] === 'home_request.look_proof',
    )
    expect(looks).toHaveLength(1)

    const decided = await Promise.all(
      Array.from({ length: 4 }, () =>
        staff.post(`/homes/requests/${sent.id}/approve`, { version: sent.version, personId: null }),
      ),
    )
    expect(decided.filter(({ status }) => status === 200)).toHaveLength(1)
    expect((await guest.me()).homes).toMatchObject([{ relation: 'tenant', roomId: town.room(NEXT) }])
    expect((await staff.get(`/homes/requests/${sent.id}/proof`)).status).toBe(404)
    expect(
      (await town.app.rows('files')).filter((row) => row['_id'] === proofId && row['status'] === 'claimed'),
    ).toEqual([])
    expect((await mine(guest)).requests).toMatchObject([{ id: sent.id, status: 'approved' }])
    expect(
      (await town.app.rows('audit_rows')).filter((row) => row['action'] === 'home_request.approve'),
    ).toHaveLength(1)
    expect(JSON.stringify(await town.app.rows('home_requests'))).not.toContain('002')
    const told = (await town.app.rows('messages')).filter((row) => row['accountId'] === guest.accountId)
    expect(told.map((row) => row['title'])).toEqual(['房屋绑定好了'])
  })

  it('asks for more, is answered, refuses with a reason; versions guard each step', async () => {
    const guest = await town.arrive(freshPhone())
    const sent = bodyOf<{ id: string; version: number }>(
      await guest.client.post('/homes/requests', asked({ name: '陈二' })),
    )
    const question = bodyOf<{ version: number; abilities: object }>(
      await staff.post(`/homes/requests/${sent.id}/ask`, { version: 0, text: '请拍一张租房合同' }),
    )
    expect((await mine(guest)).requests).toMatchObject([{ status: 'needs_more', asked: '请拍一张租房合同' }])
    expect(code(await staff.post(`/homes/requests/${sent.id}/refuse`, { version: 0, reason: 'other' }))).toBe(
      'version_conflict',
    )
    const answered = bodyOf<{ version: number }>(
      await guest.client.post(`/homes/requests/${sent.id}/supplement`, {
        version: question.version,
        text: '没有合同',
      }),
    )
    expect(
      code(
        await guest.client.post(`/homes/requests/${sent.id}/supplement`, {
          version: answered.version,
          text: '再补',
        }),
      ),
    ).toBe('invalid_status')
    const refused = await staff.post(`/homes/requests/${sent.id}/refuse`, {
      ...{ version: answered.version, reason: 'document_unclear', text: '请再来一次' },
    })
    expect(refused.body).toMatchObject({ status: 'refused', abilities: { approve: false } })
    expect((await mine(guest)).requests[0]?.sentence).toBe('照片看不清：请再来一次')
    expect((await guest.client.post('/homes/requests', asked({ name: '陈二' }))).status).toBe(201)
  })

  it('shows the photo that was sent anew, and keeps nothing of the one before', async () => {
    const guest = await town.arrive(freshPhone())
    const sent = bodyOf<{ id: string; version: number }>(
      await guest.client.post('/homes/requests', asked({ name: '陈三', proofId: await proofOf(guest) })),
    )
    const question = bodyOf<{ version: number }>(
      await staff.post(`/homes/requests/${sent.id}/ask`, {
        version: sent.version,
        text: '照片看不清，请再拍',
      }),
    )
    const [blurred = {}] = (await town.app.rows('files')).filter((row) => row['ownerId'] === sent.id)
    const empty = await guest.client.post(`/homes/requests/${sent.id}/supplement`, {
      version: question.version,
    })
    expect(code(empty)).toBe('validation_failed')
    const proofId = await proofOf(guest)
    bodyOf(
      await guest.client.post(`/homes/requests/${sent.id}/supplement`, {
        ...{ version: question.version, proofId },
      }),
    )
    const files = (await town.app.rows('files')).filter((row) => row['ownerId'] === sent.id)
    expect(files.filter((row) => row['status'] === 'claimed').map((row) => row['_id'])).toEqual([proofId])
    expect(blurred['_id']).not.toBe(proofId)
    expect((await staff.get(`/homes/requests/${sent.id}/proof`)).status).toBe(200)
  })

  it('closes a request whose applicant does not answer for 30 days, and its photo goes', async () => {
    const quiet = await startHomeTown()
    closing.push(quiet.app.close)
    const office = () => quiet.as('community_staff')
    const guest = await quiet.arrive(freshPhone())
    const sent = bodyOf<{ id: string; version: number }>(
      await guest.client.post('/homes/requests', {
        ...asked({ roomId: quiet.room(NEXT), name: '陈四', proofId: await proofOf(guest) }),
      }),
    )
    const question = await office().post(`/homes/requests/${sent.id}/ask`, {
      version: sent.version,
      text: '再拍一张',
    })
    expect(question.status).toBe(200)
    const { requests: waiting } = await mine(guest)
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
      await staff.post('/homes/requests', asked({ roomId: town.room(LET), name: '陈五' })),
    )
    expect((await staff.get(`/homes/requests/${sent.id}`)).body).toMatchObject({
      ...{ own: true, abilities: { ask: false, approve: false, refuse: false } },
    })
    const decision = { version: sent.version, personId: null }
    expect(code(await staff.post(`/homes/requests/${sent.id}/approve`, decision))).toBe('own_matter')
    const head = town.as('community_admin')
    expect((await head.post(`/homes/requests/${sent.id}/approve`, decision)).status).toBe(200)
  })

  it('makes nobody an owner whom the roll does not have; with the roll it binds the owner and takes the new phone', async () => {
    const label = '锦和苑 2 号楼 1 单元 102'
    const [ownerId = ''] = await town.enrol({
      ...{ name: '褚一', phone: '13911110000', birthDate: '1950-01-01', ...town.home(label) },
      identity: { kind: 'resident_id', number: '110101195001010018' },
    })
    const guest = await town.arrive(freshPhone())
    const sent = bodyOf<{ id: string; version: number }>(
      await guest.client.post('/homes/requests', {
        ...asked({ roomId: town.room(label), relation: 'owner', name: '褚一', idTail: '0018' }),
      }),
    )
    const seen = bodyOf<{ candidates: object[] }>(await staff.get(`/homes/requests/${sent.id}`))
    expect(seen.candidates).toMatchObject([
      { personId: ownerId, nameAgrees: true, phoneAgrees: false, idTailAgrees: true, inRoom: true },
    ])
    const decide = (personId: string | null) =>
      staff.post(`/homes/requests/${sent.id}/approve`, { version: sent.version, personId })
    expect(code(await decide(null))).toBe('owner_not_on_roll')
    expect((await guest.me()).homes).toEqual([])
    expect((await decide(ownerId)).status).toBe(200)
    expect((await guest.me()).homes).toMatchObject([{ relation: 'owner' }])
  })

  it('enters a child under its guardian', async () => {
    const parent = await bound('卫一', '锦和苑 2 号楼 1 单元 201')
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
    bodyOf(await staff.post(`/homes/requests/${sent.id}/approve`, { version: 0, personId: null }))
    const family = bodyOf<{ children: object[] }>(await parent.client.get('/homes/family'))
    expect(family.children).toMatchObject([{ maskedName: '卫*', basisLabel: '父母', age: 8 }])
  })

  it('sees whose accounts are bound to a room and ends one with a reason; the roll stays as it was', async () => {
    const tenant = await bound('蒋一', '锦和苑 2 号楼 1 单元 202', 'tenant')
    const roomId = town.room('锦和苑 2 号楼 1 单元 202')
    const list = async () =>
      bodyOf<{ items: { id: string; to: string | null; endLabel: string | null }[] }>(
        await staff.get(`/homes/rooms/${roomId}/bindings`),
      ).items
    const [binding] = await list()
    expect((await tenant.client.get(`/homes/rooms/${roomId}/bindings`)).status).toBe(403)
    expect(
      (await town.as('community_staff', { community: 'other' }).get(`/homes/rooms/${roomId}/bindings`))
        .status,
    ).toBe(404)
    const ended = await Promise.all(
      Array.from({ length: 3 }, () =>
        staff.post(`/homes/bindings/${binding?.id}/end`, { reason: 'number_recycled' }),
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

describe('a family', () => {
  it('names a delegate of the home or by name and phone, never for voting, and either side ends it', async () => {
    const label = '锦和苑 2 号楼 2 单元 101'
    const elder = await bound('沈一', label)
    const child = await bound('沈二', label, 'family')
    const lastDay = '2027-01-01'
    const named = bodyOf<{ id: string }>(
      await elder.client.post('/homes/delegates', { personId: child.personId, scope: ['bookings'], lastDay }),
    )
    expect(named).toMatchObject({ consentLabel: '本人在手机上同意', scopeLabels: ['预约办事'], lastDay })
    expect(
      (await elder.client.post('/homes/delegates', { personId: child.personId, scope: ['votes'], lastDay }))
        .status,
    ).toBe(400)
    expect(
      (await elder.client.post('/homes/delegates', { personId: child.personId, scope: ['notices'], lastDay }))
        .status,
    ).toBe(409)
    const seen = bodyOf<{ principals: object[] }>(await child.client.get('/homes/family'))
    expect(seen.principals).toMatchObject([{ id: named.id, maskedName: '沈*' }])
    const stranger = await bound('沈三', '锦和苑 2 号楼 2 单元 102')
    expect((await stranger.client.post(`/homes/delegates/${named.id}/end`)).status).toBe(404)
    bodyOf(await child.client.post(`/homes/delegates/${named.id}/end`))
    expect(bodyOf<{ delegates: object[] }>(await elder.client.get('/homes/family')).delegates).toEqual([])

    const outside = { scope: ['opinions'], lastDay, name: '沈三' }
    const wrong = [
      await elder.client.post('/homes/delegates', { ...outside, phone: '13999999999' }),
      await elder.client.post('/homes/delegates', { ...outside, name: '沈四', phone: stranger.phone }),
    ]
    expect(wrong.map(code)).toEqual(['match_failed', 'match_failed'])
    expect((await elder.client.post('/homes/delegates', { ...outside, phone: stranger.phone })).status).toBe(
      201,
    )
    const guesses = []
    for (let i = 0; i < 4; i += 1)
      guesses.push(code(await elder.client.post('/homes/delegates', { ...outside, phone: `1399999990${i}` })))
    expect(guesses.at(-1)).toBe('rate_limited')
  })

  it('lets somebody ask to act for an elder, who agrees, or says so at the office', async () => {
    const label = '锦和苑 2 号楼 2 单元 201'
    const elder = await bound('韩一', label)
    const child = await bound('韩二', label, 'family')
    const wish = { personId: elder.personId, scope: ['opinions'], lastDay: '2027-01-01' }
    interface Family {
      readonly asks: { id: string; byMe: boolean; maskedName: string }[]
      readonly delegates: { consentLabel: string }[]
      readonly principals: object[]
    }
    const asked = bodyOf<Family>(await child.client.post('/homes/delegate-asks', wish))
    expect(asked).toMatchObject({ asks: [{ byMe: true, maskedName: '韩*' }], principals: [] })
    expect(code(await child.client.post('/homes/delegate-asks', wish))).toBe('conflict')
    const [mine] = bodyOf<Family>(await elder.client.get('/homes/family')).asks
    const path = `/homes/delegate-asks/${mine?.id}`
    const stranger = await bound('韩三', '锦和苑 2 号楼 2 单元 202')
    expect((await stranger.client.post(`${path}/agree`)).status).toBe(404)
    // Nobody agrees for somebody else.
    expect((await child.client.post(`${path}/agree`)).status).toBe(404)
    expect(
      (await child.client.post(`${path}/confirm`, { way: 'paper', consentDay: '2026-11-23' })).status,
    ).toBe(403)
    const answers = await Promise.all(Array.from({ length: 4 }, () => elder.client.post(`${path}/agree`)))
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 404, 404, 404])
    expect(bodyOf<Family>(await elder.client.get('/homes/family'))).toMatchObject({
      asks: [],
      delegates: [{ consentLabel: '本人在手机上同意' }],
    })
    const told = (await town.app.rows('messages')).filter((row) => row['accountId'] === child.accountId)
    expect(told.map((row) => row['title'])).toContain('可以替 韩* 办事了')

    // An elder who has no account says so to the office.
    const phone = freshPhone()
    await town.enrol({
      name: '韩四',
      phone,
      birthDate: '1940-01-01',
      ...town.home(label, { relation: 'family' }),
    })
    const named = { name: '韩四', phone, scope: ['opinions'], lastDay: '2027-01-01' }
    bodyOf(await child.client.post('/homes/delegate-asks', named))
    const list = async (who: Client) =>
      bodyOf<{ items: { id: string; principal: object }[] }>(await who.get('/homes/delegate-asks')).items
    const [waiting] = await list(staff)
    expect(waiting?.principal).toMatchObject({ maskedName: '韩*' })
    const other = town.as('community_staff', { community: 'other' })
    expect(await list(other)).toEqual([])
    const consent = { way: 'in_person', consentDay: '2026-11-23' }
    expect((await other.post(`/homes/delegate-asks/${waiting?.id}/confirm`, consent)).status).toBe(404)
    expect(bodyOf(await staff.post(`/homes/delegate-asks/${waiting?.id}/confirm`, consent))).toEqual({
      items: [],
    })
    expect(bodyOf<Family>(await child.client.get('/homes/family'))).toMatchObject({
      asks: [],
      principals: [{ consentLabel: '本人在手机上同意' }, { consentLabel: '当面口头同意' }],
    })

    bodyOf(await stranger.client.post('/homes/delegate-asks', { ...named, name: '韩一', phone: elder.phone }))
    const [third] = await list(staff)
    expect(bodyOf(await staff.post(`/homes/delegate-asks/${third?.id}/dismiss`))).toEqual({ items: [] })
    expect(bodyOf<Family>(await stranger.client.get('/homes/family')).asks).toEqual([])
  })
})
