import type { Client } from '../../../../test/http-client'
import {
  answered,
  happen,
  lasting,
  neighbour,
  startOpinionTown,
  submission,
  submitted,
  town,
} from '../../../../test/opinion-town'
import { gridA1 } from '../../../../test/personas'
import type { TestApp } from '../../../../test/test-app'

let app: TestApp
let author: Client
let staff: Client
let other: Client

beforeAll(async () => {
  ;({ app, author, staff } = await startOpinionTown())
  other = lasting(app, neighbour('Two'))
})
beforeEach(() => app.clock.set('2026-11-23T02:00:00.000Z'))
afterAll(() => app.close())

interface Similar {
  readonly id: string
  readonly title: string
  readonly reason: string
}
const suggest = async (who: Client, text: string, placeId: string = town.roomA) => {
  const answer = await who.post('/opinions/suggest', { text, placeId })
  expect(answer.status).toBe(200)
  return answer.body as { category: Record<string, unknown> | null; similar: Similar[] }
}
const onBoard = async (changes: Readonly<Record<string, unknown>>) => {
  const opinion = await submitted(author, { wantsPublic: true, ...changes })
  await happen(staff, opinion.id, 'accept', { version: 1 })
  const text = '花坛边的长椅断了一条腿'
  await happen(staff, opinion.id, 'make-public', { version: 2, text })
  await app.drainOutbox()
  return opinion
}

describe('reading a text before it is sent', () => {
  it('proposes a category with the words that led to it, and keeps nothing', async () => {
    const before = await app.census()
    const { category } = await suggest(other, '楼道堆了旧柜子和纸箱')
    expect(category).toMatchObject({
      ...{ groupCode: 'sanitation', groupLabel: '环境卫生', code: 'sanitation.corridor', label: '楼道堆物' },
      words: expect.arrayContaining(['纸箱']) as string[],
    })
    expect({ ...(await app.census()), rate_limits: 0 }).toEqual({ ...before, rate_limits: 0 })
  })

  it('shows an open case about the same at the same building, by its category until its text is released', async () => {
    const opinion = await submitted(author, {
      text: '二楼平台的蓄水桶一直漏，台阶结了青苔',
      wantsPublic: true,
    })
    await app.drainOutbox()
    const { similar } = await suggest(other, '平台蓄水桶漏水，台阶长青苔很滑')
    expect(similar[0]).toMatchObject({
      ...{ id: opinion.id, title: '环境卫生：楼道堆物', placeLabel: '锦和苑 3 号楼', onBoard: false },
      reason: expect.stringMatching(/^同一个地方，都写到“/) as string,
    })
    expect(JSON.stringify(similar)).not.toContain('二楼')
    await happen(author, opinion.id, 'withdraw', { version: 1 })
    expect((await suggest(other, '平台蓄水桶漏水，台阶长青苔很滑')).similar).toEqual([])
  })

  it('tells nobody of a case that is to stay private, or that tells of people', async () => {
    const secret = await submitted(author, { text: '琴房的调音声每晚响到十一点', wantsPublic: false })
    const family = await submitted(author, {
      ...{ text: '阁楼那户的老人常被锁在屋里', categoryCode: 'neighbours.family', wantsPublic: true },
    })
    await app.drainOutbox()
    for (const text of ['琴房的调音声每晚响到十一点', '阁楼那户的老人常被锁在屋里'])
      expect((await suggest(other, text)).similar).toEqual([])
    expect((await suggest(author, '琴房的调音声每晚响到十一点')).similar).toMatchObject([
      { id: secret.id, mine: true },
    ])
    for (const { id } of [secret, family])
      expect((await other.post(`/opinions/${id}/support`, {})).status).toBe(404)
  })

  it('needs somebody who is signed in and has a community, and a text', async () => {
    expect((await app.visitor.post('/opinions/suggest', { text: '楼道' })).status).toBe(401)
    expect((await other.post('/opinions/suggest', { text: '' })).status).toBe(400)
    expect(
      (await app.as('residentB').post('/opinions/suggest', { text: '长椅断了', placeId: town.roomA })).status,
    ).toBe(200)
  })
})

describe('standing behind a case', () => {
  it('counts a person once, whatever arrives at once, and lets go again', async () => {
    const { id } = await onBoard({ text: '花坛边长椅断了一条腿' })
    const answers = await Promise.all(
      Array.from({ length: 8 }, () => other.post(`/opinions/${id}/support`, {})),
    )
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]))
    const third = lasting(app, neighbour('Three'))
    expect((await third.post(`/opinions/${id}/support`, {})).body).toEqual({
      ...{ supporters: 2, supported: true, following: true },
    })
    expect((await third.get(`/opinions/${id}`)).body).toMatchObject({
      standing: { supporters: 2, supported: true, following: true },
      abilities: { support: false, follow: false },
    })
    expect((await third.get('/opinions/followed')).body['items']).toMatchObject([{ id, supported: true }])
    expect((await third.post(`/opinions/${id}/unfollow`, {})).body).toMatchObject({
      supporters: 1,
      following: false,
    })
    expect((await third.post(`/opinions/${id}/unfollow`, {})).status).toBe(404)
  })

  it('tells those behind it when it is answered, without what the author wrote', async () => {
    const opinion = await submitted(author, { text: '凉亭顶上的瓦片松了一排', wantsPublic: true })
    expect((await other.post(`/opinions/${opinion.id}/support`, {})).status).toBe(200)
    await happen(staff, opinion.id, 'accept', { version: 1 })
    await happen(staff, opinion.id, 'reply', { version: 2, text: '周三派人重铺', photoIds: [] })
    await app.drainOutbox()
    const { items } = (await other.get('/messages')).body as { items: { title: string; text: string }[] }
    const told = items.filter(({ title }) => title === '您支持的事有了答复')
    expect(told).toHaveLength(1)
    expect(JSON.stringify(told)).not.toContain('瓦片')
  })

  it('refuses the own case, one that has ended, one of another community, and a visitor', async () => {
    const { id } = await onBoard({ text: '长椅又断了一条腿' })
    expect((await author.post(`/opinions/${id}/support`, {})).status).toBe(403)
    expect((await app.as('residentB').post(`/opinions/${id}/support`, {})).status).toBe(404)
    expect((await app.visitor.post(`/opinions/${id}/support`, {})).status).toBe(401)
    const done = await answered(author, staff, { wantsPublic: true, text: '长椅第三次断了腿' })
    expect((await other.post(`/opinions/${done.id}/support`, {})).body).toMatchObject({
      code: 'invalid_status',
    })
    expect((await other.post(`/opinions/${done.id}/follow`, {})).body).toMatchObject({ following: true })
  })
})

it('what the person says is dangerous now does not queue, whatever its category', async () => {
  const opinion = await submitted(author, { urgentNow: true, categoryCode: 'facilities.facade' })
  expect(opinion['deadline']).toMatchObject({ dueAt: '2026-11-23T02:30:00.000Z' })
  expect(opinion['category']).toMatchObject({ code: 'facilities.facade', urgent: true })
})

describe('a spot picked on the map', () => {
  const inside = [120.101, 30.201]
  const square = [
    [120.1, 30.2],
    [120.104, 30.2],
    [120.104, 30.203],
    [120.1, 30.203],
    [120.1, 30.2],
  ]
  const outline = (boundary: object | null) =>
    app.connection
      .getClient()
      .db(app.connection.name)
      .collection<{ _id: string }>('nodes')
      .updateOne({ _id: gridA1 }, { $set: { boundary } })

  it('lies in the grid of its place, is shown to those who go and look, and never to the public', async () => {
    await outline({ type: 'Polygon', coordinates: [square] })
    const spot = { placeId: gridA1, placeDetail: '花坛边', point: inside }
    const opinion = await onBoard(spot)
    expect((await staff.get(`/staff/opinions/${opinion.id}`)).body).toMatchObject({
      point: inside,
      placeLabel: '第 2 网格 花坛边',
    })
    const seen = await other.get(`/opinions/${opinion.id}`)
    expect(seen.body).toMatchObject({ placeLabel: '第 2 网格', mine: false })
    expect(seen.text).not.toContain('120.101')
    const refused = [
      await author.post('/opinions', submission({ ...spot, point: [120.2, 30.201] })),
      await author.post('/opinions', submission({ ...spot, placeId: town.gardenA })),
    ]
    await outline(null)
    refused.push(await author.post('/opinions', submission(spot)))
    expect(refused.map(({ status, body }) => [status, body['errors']])).toMatchObject(
      Array(3).fill([400, [{ path: 'body.point' }]]),
    )
  })
})
