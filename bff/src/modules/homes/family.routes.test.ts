import { startHomeTown, type HomeTown } from '../../../test/home-town'
import { bodyOf, codeOf, type Client } from '../../../test/http-client'

let town: HomeTown

beforeAll(async () => {
  town = await startHomeTown()
})
afterAll(() => town.app.close())

describe('a family', () => {
  it('names a delegate of the home or by name and phone, never for voting, and either side ends it', async () => {
    const label = '锦和苑 2 号楼 2 单元 101'
    const elder = await town.bound('沈一', label)
    const child = await town.bound('沈二', label, 'family')
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
    const stranger = await town.bound('沈三', '锦和苑 2 号楼 2 单元 102')
    expect((await stranger.client.post(`/homes/delegates/${named.id}/end`)).status).toBe(404)
    bodyOf(await child.client.post(`/homes/delegates/${named.id}/end`))
    expect(bodyOf<{ delegates: object[] }>(await elder.client.get('/homes/family')).delegates).toEqual([])

    const outside = { scope: ['opinions'], lastDay, name: '沈三' }
    const wrong = [
      await elder.client.post('/homes/delegates', { ...outside, phone: '13999999999' }),
      await elder.client.post('/homes/delegates', { ...outside, name: '沈四', phone: stranger.phone }),
    ]
    expect(wrong.map(codeOf)).toEqual(['match_failed', 'match_failed'])
    expect((await elder.client.post('/homes/delegates', { ...outside, phone: stranger.phone })).status).toBe(
      201,
    )
    const guesses = []
    for (let i = 0; i < 4; i += 1)
      guesses.push(
        codeOf(await elder.client.post('/homes/delegates', { ...outside, phone: `1399999990${i}` })),
      )
    expect(guesses.at(-1)).toBe('rate_limited')
  })

  it('lets somebody ask to act for an elder, who agrees, or says so at the office', async () => {
    const label = '锦和苑 2 号楼 2 单元 201'
    const elder = await town.bound('韩一', label)
    const child = await town.bound('韩二', label, 'family')
    const wish = { personId: elder.personId, scope: ['opinions'], lastDay: '2027-01-01' }
    interface Family {
      readonly asks: { id: string; byMe: boolean; maskedName: string }[]
      readonly delegates: { consentLabel: string }[]
      readonly principals: object[]
    }
    const asked = bodyOf<Family>(await child.client.post('/homes/delegate-asks', wish))
    expect(asked).toMatchObject({ asks: [{ byMe: true, maskedName: '韩*' }], principals: [] })
    expect(codeOf(await child.client.post('/homes/delegate-asks', wish))).toBe('conflict')
    const [mine] = bodyOf<Family>(await elder.client.get('/homes/family')).asks
    const path = `/homes/delegate-asks/${mine?.id}`
    const stranger = await town.bound('韩三', '锦和苑 2 号楼 2 单元 202')
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
    const phone = town.freshPhone()
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
    const [waiting] = await list(town.office)
    expect(waiting?.principal).toMatchObject({ maskedName: '韩*' })
    const other = town.as('community_staff', { community: 'other' })
    expect(await list(other)).toEqual([])
    const consent = { way: 'in_person', consentDay: '2026-11-23' }
    expect((await other.post(`/homes/delegate-asks/${waiting?.id}/confirm`, consent)).status).toBe(404)
    expect(bodyOf(await town.office.post(`/homes/delegate-asks/${waiting?.id}/confirm`, consent))).toEqual({
      items: [],
    })
    expect(bodyOf<Family>(await child.client.get('/homes/family'))).toMatchObject({
      asks: [],
      principals: [{ consentLabel: '本人在手机上同意' }, { consentLabel: '当面口头同意' }],
    })

    bodyOf(await stranger.client.post('/homes/delegate-asks', { ...named, name: '韩一', phone: elder.phone }))
    const [third] = await list(town.office)
    expect(bodyOf(await town.office.post(`/homes/delegate-asks/${third?.id}/dismiss`))).toEqual({ items: [] })
    expect(bodyOf<Family>(await stranger.client.get('/homes/family')).asks).toEqual([])
  })

  it('says that the last day of what was asked has passed, to the elder and to the office', async () => {
    town.app.clock.set('2026-11-24T15:57:00.000Z')
    const label = '锦和苑 2 号楼 2 单元 301'
    const elder = await town.bound('何一', label)
    const child = await town.bound('何二', label, 'family')
    const wish = { personId: elder.personId, scope: ['opinions'], lastDay: '2026-11-24' }
    const { asks } = bodyOf<{ asks: { id: string }[] }>(await child.client.post('/homes/delegate-asks', wish))
    town.app.clock.set('2026-11-24T16:00:00.000Z')
    const path = `/homes/delegate-asks/${asks[0]?.id}`
    const late = [
      await elder.client.post(`${path}/agree`),
      await town.office.post(`${path}/confirm`, { way: 'in_person', consentDay: '2026-11-24' }),
    ]
    expect(late.map(codeOf)).toEqual(['ask_expired', 'ask_expired'])
    expect(late[0]?.body['detail']).toBe('申请上写的到期日已经过了，请对方重新申请')
    bodyOf(await elder.client.post(`${path}/decline`))
  })
})
