import type { Client } from '../../../../test/http-client'
import { buildTown, caseIn, happen, lasting, submitted, town } from '../../../../test/opinion-town'
import { communityA, communityB, gridA1 } from '../../../../test/personas'
import { startTestApp, type TestApp } from '../../../../test/test-app'

let app: TestApp
let author: Client
let staff: Client

/** A case that stands on the board, answered and rated when it is to be. */
async function released(changes: Readonly<Record<string, unknown>>, text: string, solved?: 'yes' | 'no') {
  const opinion = await submitted(author, { wantsPublic: true, ...changes })
  await happen(staff, opinion.id, 'accept', { version: 1 })
  const shown = caseIn(await happen(staff, opinion.id, 'make-public', { version: 2, text }))
  if (solved !== undefined) {
    await happen(staff, opinion.id, 'reply', {
      version: shown.version,
      text: '2 单元 501 已经办好',
      photoIds: [],
    })
    await happen(author, opinion.id, 'rate', { version: shown.version + 1, solved, score: 4, comment: '' })
  }
  return opinion.id
}

let lamp: string
let bench: string
beforeAll(async () => {
  app = await startTestApp()
  await buildTown(app)
  app.clock.set('2026-11-23T02:00:00.000Z')
  author = lasting(app, 'verifiedResident')
  staff = lasting(app, 'staff')
  lamp = await released({ categoryCode: 'facilities.lights' }, '楼道的灯不亮', 'yes')
  bench = await released({ categoryCode: 'facilities.play', placeId: town.gardenA }, '长椅断了一条腿', 'no')
})
afterAll(() => app.close())

const paths = (body: Record<string, unknown>) =>
  (body['errors'] as { path: string }[]).map((issue) => issue.path)
const board = async (query: string) => {
  const answer = await app.visitor.get(`/opinions/board?communityId=${communityA}${query}`)
  expect(answer.status).toBe(200)
  return (answer.body['items'] as { id: string }[]).map(({ id }) => id)
}

it('is filtered by grid and by first level, alone and together with words, without signing in', async () => {
  expect((await board('')).sort()).toEqual([lamp, bench].sort())
  expect(await board(`&gridId=${gridA1}`)).toEqual([lamp])
  expect(await board('&group=facilities')).toHaveLength(2)
  expect(await board('&group=noise')).toEqual([])
  expect(await board(`&group=facilities&q=${encodeURIComponent('长椅')}`)).toEqual([bench])
  expect(await board(`&gridId=${gridA1}&q=${encodeURIComponent('长椅')}`)).toEqual([])
})

it('says what was answered and solved this month, and how many lie where; a visitor names the community', async () => {
  const { status, body } = await app.visitor.get(`/opinions/board/overview?communityId=${communityA}`)
  expect(status).toBe(200)
  expect(body).toMatchObject({
    ...{ answeredThisMonth: 2, solvedThisMonth: 1, grids: [{ id: gridA1, name: '第 2 网格', cases: 1 }] },
    groups: expect.arrayContaining([{ code: 'facilities', label: '公共设施与安全', cases: 2 }]) as object[],
  })
  expect((await app.visitor.get(`/opinions/board/overview?communityId=${communityB}`)).body).toMatchObject({
    answeredThisMonth: 0,
  })
  expect((await app.visitor.get('/opinions/board/overview')).status).toBe(404)
})

it('refuses a text with a door, a phone or a plate, and names what has to go', async () => {
  const opinion = await submitted(author, { wantsPublic: true })
  await happen(staff, opinion.id, 'accept', { version: 1 })
  const answer = await happen(staff, opinion.id, 'make-public', {
    version: 2,
    text: '2单元501门口，浙A12345',
  })
  expect([answer.status, answer.body['errors']]).toEqual([
    400,
    [{ path: 'body.text', message: '公开的文字里有门牌号“2单元501”、车牌号“浙A12345”，请先去掉' }],
  ])
})

it('blots doors out of answers that everybody reads', async () => {
  const answer = await app.visitor.get(`/opinions/${lamp}`)
  expect(answer.text).toContain('已经办好')
  expect(answer.text).not.toContain('501')
})

describe('the public board', () => {
  it('shows only what staff let pass: their text, the building, the answer without numbers, no author', async () => {
    const opinion = await submitted(author, { text: '孤立的词语甲乙丙，住 501 的周玉兰反映，打 13800000001' })
    await happen(staff, opinion.id, 'accept', { version: 1 })
    const published = caseIn(
      await happen(staff, opinion.id, 'make-public', { version: 2, text: '楼道堆了旧柜子，通行不便' }),
    )
    expect(published['board']).toMatchObject({ text: '楼道堆了旧柜子，通行不便' })
    const reply = { version: 3, text: '周五上午搬走，有事打 13800000002', photoIds: [] }
    await happen(staff, opinion.id, 'reply', reply)
    const board = await app.visitor.get(`/opinions/board?communityId=${communityA}`)
    const item = (board.body['items'] as Record<string, unknown>[]).find(({ id }) => id === opinion.id)
    expect(item).toMatchObject({
      text: '楼道堆了旧柜子，通行不便',
      placeLabel: '锦和苑 3 号楼',
      status: 'answered',
      answer: { by: '青禾社区', text: '周五上午搬走，有事打（号码已隐去）' },
    })
    const page = await app.visitor.get(`/opinions/${opinion.id}`)
    for (const secret of ['周玉兰', '周**', '501', '13800000', '陈立新', '2 单元', '甲乙丙']) {
      expect(JSON.stringify(item)).not.toContain(secret)
      expect(page.text).not.toContain(secret)
    }
    expect(caseIn(page)).toMatchObject({ mine: false, abilities: { supplement: false, rate: false } })
  })

  it('searches the moderated text and never the author’s own words', async () => {
    const opinion = await submitted(author, { text: '只有作者写过的词：青花瓷瓶' })
    await happen(staff, opinion.id, 'accept', { version: 1 })
    await happen(staff, opinion.id, 'make-public', { version: 2, text: '单元门口的水仙花盆挡路' })
    const find = async (q: string) => {
      const query = `communityId=${communityA}&q=${encodeURIComponent(q)}`
      return (await app.visitor.get(`/opinions/board?${query}`)).body['items']
    }
    expect(await find('水仙花盆')).toHaveLength(1)
    expect(await find('青花瓷')).toEqual([])
  })

  it('takes nothing its author did not offer, and no text with a phone number in it', async () => {
    const closed = await submitted(author, { wantsPublic: false })
    await happen(staff, closed.id, 'accept', { version: 1 })
    const refused = await happen(staff, closed.id, 'make-public', { version: 2, text: '楼道堆了旧柜子' })
    expect(refused.status).toBe(403)
    const offered = await submitted(author)
    await happen(staff, offered.id, 'accept', { version: 1 })
    const numbered = { version: 2, text: '请打 13800000001 联系' }
    const named = await happen(staff, offered.id, 'make-public', numbered)
    expect([named.status, paths(named.body)]).toEqual([400, ['body.text']])
  })

  it('is left at once, and asks for a community', async () => {
    const opinion = await submitted(author)
    await happen(staff, opinion.id, 'accept', { version: 1 })
    await happen(staff, opinion.id, 'make-public', { version: 2, text: '楼道堆了旧柜子' })
    expect((await happen(staff, opinion.id, 'make-private', { version: 3 })).status).toBe(200)
    expect((await app.visitor.get(`/opinions/${opinion.id}`)).status).toBe(404)
    expect((await app.visitor.get('/opinions/board')).status).toBe(404)
    const nowhere = 'nod_1BoxkVZLBjFjeN8D7r'
    expect((await app.visitor.get(`/opinions/board?communityId=${nowhere}`)).status).toBe(404)
  })
})
