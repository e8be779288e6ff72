import { startHomeTown, type HomeTown, type Neighbour } from '../../../test/home-town'
import { invitationFor, mineOf } from '../../../test/home-steps'
import { bodyOf, codeOf, type Client } from '../../../test/http-client'

const HOME = '锦和苑 3 号楼 2 单元 501'
const NEXT = '锦和苑 3 号楼 2 单元 502'

let town: HomeTown

beforeAll(async () => {
  town = await startHomeTown()
})
afterAll(() => town.app.close())

describe('an invitation', () => {
  it('binds whoever brings it, once, and never makes an owner', async () => {
    const { inviteCode, id } = await invitationFor(town, town.office, HOME, 'tenant')
    const guest = await town.arrive(town.freshPhone())
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
    const other = await town.arrive(town.freshPhone())
    expect(codeOf(await other.client.post('/homes/invitations/redeem', { inviteCode, name: '孙二' }))).toBe(
      'invitation_unusable',
    )
    const [binding] = (await town.app.rows('bindings')).filter((row) => row['accountId'] === guest.accountId)
    expect(binding).toMatchObject({ method: 'invitation', to: null, endedReason: null })
    expect(
      (await town.office.post('/homes/invitations', { roomId: town.room(HOME), relation: 'owner' })).status,
    ).toBe(400)
    const stored = (await town.app.rows('invitations')).find((row) => row['_id'] === id)
    expect(JSON.stringify(stored)).not.toContain(inviteCode.replace(' ', ''))
  })

  it('is used by one of many who try at once', async () => {
    const { inviteCode } = await invitationFor(town, town.office, NEXT, 'family')
    const guests: Neighbour[] = []
    for (let i = 0; i < 6; i += 1) guests.push(await town.arrive(town.freshPhone()))
    const answers = await Promise.all(
      guests.map(({ client }, index) =>
        client.post('/homes/invitations/redeem', { inviteCode, name: `客人${'一二三四五六'.charAt(index)}` }),
      ),
    )
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1)
    expect(answers.filter((answer) => answer.status !== 200).map(codeOf)).toEqual(
      Array(5).fill('invitation_unusable'),
    )
    const people = (await town.app.rows('persons')).filter((row) => String(row['name']).startsWith('客人'))
    expect(people).toHaveLength(1)
  })

  it('runs out, is taken back, and is not to be had by whoever may not invite', async () => {
    const owner = await town.bound('钱一', '锦和苑 1 号楼 1 单元 101')
    const { id, version, inviteCode } = await invitationFor(
      town,
      owner.client,
      '锦和苑 1 号楼 1 单元 101',
      'family',
    )
    expect((await mineOf(owner)).homes[0]?.invitations).toMatchObject([{ id }])
    const stranger = await town.arrive(town.freshPhone())
    expect((await stranger.client.post(`/homes/invitations/${id}/sheet`)).status).toBe(403)
    const neighbour = await town.bound('钱二', '锦和苑 1 号楼 1 单元 102')
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
    expect(codeOf(await owner.client.post(`/homes/invitations/${id}/withdraw`, { version }))).toBe(
      'invalid_status',
    )
    expect(codeOf(await stranger.client.post('/homes/invitations/look', { inviteCode }))).toBe(
      'invitation_unusable',
    )

    const late = await invitationFor(town, owner.client, '锦和苑 1 号楼 1 单元 101', 'carer')
    town.app.clock.advance(15 * 86_400_000)
    const visitor = await town.arrive(town.freshPhone())
    expect(
      codeOf(await visitor.client.post('/homes/invitations/look', { inviteCode: late.inviteCode })),
    ).toBe('invitation_unusable')
    const list = bodyOf<{ items: { id: string; status: string }[] }>(
      await town.office.get('/homes/invitations'),
    )
    expect(list.items.find((item) => item.id === late.id)).toMatchObject({
      status: 'expired',
      issuedBy: '住户',
    })
  })

  it('may not be guessed: five wrong codes an hour, right ones do not count', async () => {
    const phone = town.freshPhone()
    const guest = await town.arrive(phone)
    for (let i = 0; i < 5; i += 1)
      expect(
        codeOf(await guest.client.post('/homes/invitations/look', { inviteCode: `2222222${i + 2}` })),
      ).toBe('invitation_unusable')
    const { inviteCode } = await invitationFor(town, town.office, NEXT, 'family')
    const sixth = await guest.client.post('/homes/invitations/look', { inviteCode })
    expect([sixth.status, codeOf(sixth)]).toEqual([429, 'rate_limited'])
    town.app.clock.advance(3_600_000)
    const later = await town.arrive(phone)
    for (let i = 0; i < 7; i += 1)
      expect((await later.client.post('/homes/invitations/look', { inviteCode })).status).toBe(200)
  })

  it('has a room hold only so many open ones, however many are made at once', async () => {
    const label = '锦和苑 1 号楼 1 单元 201'
    const answers = await Promise.all(
      Array.from({ length: 9 }, () =>
        town.office.post('/homes/invitations', { roomId: town.room(label), relation: 'family' }),
      ),
    )
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(6)
    expect(answers.filter(({ status }) => status !== 201).map(codeOf)).toEqual(
      Array(3).fill('too_many_invitations'),
    )
  })

  it('is printed for every room of a unit at once; printed again, or by two in the same moment, it is the same', async () => {
    const away = town.as('community_staff', { community: 'other' })
    const unit = town.tree.at('青禾社区', '锦和苑 4 号楼 1 单元')._id
    const print = (client: Client, placeId: string) =>
      client.post('/homes/invitations/slips', { placeId, relation: 'family' })
    const both = await Promise.all([print(town.office, unit), print(town.office, unit)])
    type Slips = { items: { inviteCode: string; roomLabel: string }[]; made: number; full: string[] }
    const [first, second] = both.map((answer) => bodyOf<Slips>(answer))
    expect(first?.items.length).toBeGreaterThan(3)
    expect(first?.items).toEqual(second?.items)
    expect([first?.made, second?.made].sort()).toEqual([0, first?.items.length].sort())
    const labels = first?.items.map(({ roomLabel }) => roomLabel) ?? []
    expect(labels.every((label) => label.startsWith('锦和苑 4 号楼 1 单元 '))).toBe(true)
    expect(new Set(first?.items.map(({ inviteCode }) => inviteCode)).size).toBe(labels.length)
    const { client } = await town.arrive(town.freshPhone())
    const taken = { inviteCode: first?.items[0]?.inviteCode, name: '印一' }
    expect(bodyOf(await client.post('/homes/invitations/redeem', taken))).toMatchObject({
      roomLabel: labels[0],
      relation: 'family',
    })
    const again = bodyOf<Slips>(await print(town.office, unit))
    expect(again.made).toBe(1)
    expect(again.items.slice(1)).toEqual(first?.items.slice(1))
    const refused = await Promise.all([
      print(away, unit),
      print(town.office, town.own),
      print(client, unit),
      print(town.app.visitor, unit),
    ])
    expect(refused.map(codeOf)).toEqual(['not_found', 'validation_failed', 'forbidden', 'unauthenticated'])
  })

  it('made again under the same key is the same one', async () => {
    const body = { roomId: town.room(NEXT), relation: 'carer' }
    const first = await town.office.post('/homes/invitations', body, {
      idempotencyKey: 'the-same-invitation-key',
    })
    const again = await town.office.post('/homes/invitations', body, {
      idempotencyKey: 'the-same-invitation-key',
    })
    expect(again.body['id']).toBe(first.body['id'])
  })

  it('asks an under-14 for a guardian on the roll', async () => {
    const { inviteCode } = await invitationFor(town, town.office, NEXT, 'family')
    const child = await town.arrive(town.freshPhone())
    const refused = await child.client.post('/homes/invitations/redeem', {
      ...{ inviteCode, name: '小小', birthDate: '2016-01-01' },
    })
    expect(codeOf(refused)).toBe('guardian_required')
    expect((await child.client.post('/homes/invitations/look', { inviteCode })).status).toBe(200)
  })

  it('leaves a child whose guardian has gone since nothing to agree to, and everything to take back', async () => {
    const phone = town.freshPhone()
    const [childId = '', parentId] = await town.enrol(
      { name: '贺小', phone, birthDate: '2016-01-01', ...town.home(NEXT, { relation: 'family' }) },
      { name: '贺大', phone: null, birthDate: '1984-01-01', ...town.home(NEXT, { relation: 'family' }) },
    )
    const named = bodyOf<{ guardians: { id: string }[] }>(
      await town.office.post(`/people/${childId}/guardians`, { guardianId: parentId, basis: 'parent' }),
    )
    const { client } = await town.arrive(phone)
    bodyOf(await client.post('/homes/match', { roomId: town.room(NEXT), name: '贺小' }))
    const agree = { version: '2026-11', personalisedPush: false, wechatMessages: true }
    bodyOf(await client.post('/session/consents', agree))
    bodyOf(await town.office.post(`/people/guardians/${named.guardians[0]?.id}/end`, {}))
    const more = { ...agree, personalisedPush: true }
    expect(codeOf(await client.post('/session/consents', more))).toBe('guardian_required')
    const push = { purpose: 'personalisedPush', on: true }
    expect(codeOf(await client.post('/privacy/purposes', push))).toBe('guardian_required')
    bodyOf(await client.post('/session/consents', { ...agree, wechatMessages: false }))
    expect((await client.post('/session/consents/withdraw')).status).toBe(204)
  })
})
