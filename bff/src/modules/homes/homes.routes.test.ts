import { startHomeTown, type HomeTown } from '../../../test/home-town'
import { invitationFor, mineOf } from '../../../test/home-steps'
import { bodyOf, codeOf } from '../../../test/http-client'

const NEXT = '锦和苑 3 号楼 2 单元 502'
const LET = '锦和苑 2 号楼 1 单元 101'

let town: HomeTown

beforeAll(async () => {
  town = await startHomeTown()
})
afterAll(() => town.app.close())

describe('the roll', () => {
  it('binds by name, room and proven phone with the relation it says, and tells nobody which was wrong', async () => {
    const phone = town.freshPhone()
    await town.enrol({
      name: '周三',
      phone,
      birthDate: '1960-01-01',
      ...town.home('锦和苑 1 号楼 2 单元 101'),
    })
    const roomId = town.room('锦和苑 1 号楼 2 单元 101')
    const self = await town.arrive(phone)
    expect((await self.me()).homes).toEqual([])
    const stranger = await town.arrive(town.freshPhone())
    const wrong = [
      await self.client.post('/homes/match', { roomId, name: '周四' }),
      await self.client.post('/homes/match', { roomId: town.room(NEXT), name: '周三' }),
      await stranger.client.post('/homes/match', { roomId, name: '周三' }),
      await stranger.client.post('/homes/match', { roomId: 'nod_testNowhereAAAAAAAAAAA', name: '周三' }),
    ]
    const told = wrong.map(({ status, body }) => [status, { ...body, requestId: '' }])
    expect(new Set(told.map((one) => JSON.stringify(one))).size).toBe(1)
    expect(wrong.map(codeOf)).toEqual(Array(4).fill('match_failed'))
    const matched = await self.client.post('/homes/match', { roomId, name: '周三' })
    expect(matched.body).toMatchObject({ relation: 'owner' })
    expect((await self.me()).verified).toBe(true)
    expect((await self.client.post('/homes/match', { roomId, name: '周三' })).status).toBe(200)
  })

  it('refuses a person who answers to another account as it refuses a stranger', async () => {
    const first = await town.bound('冯一', '锦和苑 1 号楼 2 单元 102')
    await town.app.deps.uow.run(async () => {
      await town.app.deps.services.session.moveToPhone(first.accountId, town.freshPhone())
    })
    town.app.clock.advance(60_000)
    const second = await town.arrive(first.phone)
    const body = { roomId: town.room('锦和苑 1 号楼 2 单元 102'), name: '冯一' }
    expect(codeOf(await second.client.post('/homes/match', body))).toBe('match_failed')
  })

  it('may not be guessed: five tries an hour for an account', async () => {
    const guest = await town.arrive(town.freshPhone())
    const tries = []
    for (let i = 0; i < 6; i += 1)
      tries.push(codeOf(await guest.client.post('/homes/match', { roomId: town.room(NEXT), name: `人${i}` })))
    expect(tries.slice(0, 5)).toEqual(Array(5).fill('match_failed'))
    expect(tries[5]).toBe('rate_limited')
  })
})

describe('a household', () => {
  it('shows its head who is bound, masked, and lets the head end what is not an owner’s', async () => {
    const owner = await town.bound('吴一', '锦和苑 1 号楼 2 单元 201')
    const family = await town.bound('吴二', '锦和苑 1 号楼 2 单元 201', 'family')
    const home = (await mineOf(owner)).homes[0]
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
    const owner = await town.bound('郑一', LET)
    const tenant = await town.bound('郑二', LET, 'tenant')
    await town.bound('郑三', LET, 'family')
    const own = (await mineOf(owner)).homes[0]
    bodyOf(await owner.client.post(`/homes/relations/${own?.relationId}/lives-in`, { livesIn: false }))
    const landlord = (await mineOf(owner)).homes[0]
    expect(landlord?.livesIn).toBe(false)
    expect(landlord?.members.map(({ relation }) => relation)).toEqual(['owner', 'tenant'])
    const renting = (await mineOf(tenant)).homes[0]
    expect(renting).toMatchObject({ isHead: true, mayInvite: ['family', 'carer'], canLeave: true })
    expect(renting?.members.map(({ relation }) => relation)).toEqual(['family', 'tenant'])
    const relation = landlord?.members.find((member) => member.relation === 'tenant')?.relationId
    bodyOf(await owner.client.post(`/homes/relations/${relation}/end`))
    expect((await tenant.me()).homes).toEqual([])
    expect((await mineOf(owner)).homes[0]?.members.map(({ relation: kind }) => kind)).toEqual([
      'owner',
      'family',
    ])
  })

  it('is left by who moves out, and can be entered again elsewhere; nothing is rewritten', async () => {
    const tenant = await town.bound('王五', '锦和苑 1 号楼 2 单元 202', 'tenant')
    const home = (await mineOf(tenant)).homes[0]
    bodyOf(await tenant.client.post(`/homes/relations/${home?.relationId}/end`))
    expect((await tenant.me()).verified).toBe(false)
    const { inviteCode } = await invitationFor(town, town.office, NEXT, 'tenant')
    bodyOf(await tenant.client.post('/homes/invitations/redeem', { inviteCode, name: '王五' }))
    const rows = (await town.app.rows('bindings')).filter((row) => row['accountId'] === tenant.accountId)
    expect(rows.map((row) => [row['personId'], row['endedReason']])).toEqual([
      [tenant.personId, 'left'],
      [tenant.personId, null],
    ])
  })
})
