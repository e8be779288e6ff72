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
    [{ path: 'body.text', message: '公开的文字里有门牌号“501”、车牌号“浙A12345”，请先去掉' }],
  ])
})

it('blots doors out of answers that everybody reads', async () => {
  const answer = await app.visitor.get(`/opinions/${lamp}`)
  expect(answer.text).toContain('已经办好')
  expect(answer.text).not.toContain('501')
})
