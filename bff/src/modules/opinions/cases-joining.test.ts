import type { Client } from '../../../test/http-client'
import {
  answered,
  caseIn,
  happen,
  lasting,
  neighbour,
  startOpinionTown,
  submitted,
  type Case,
} from '../../../test/opinion-town'
import { communityA } from '../../../test/personas'
import type { TestApp } from '../../../test/test-app'

let app: TestApp
let author: Client
let other: Client
let third: Client
let staff: Client

beforeAll(async () => {
  ;({ app, author, staff } = await startOpinionTown())
  other = lasting(app, neighbour('One'))
  third = lasting(app, neighbour('Two'))
})
beforeEach(() => app.clock.set('2026-11-23T02:00:00.000Z'))
afterAll(() => app.close())

const read = async (id: string): Promise<Case> => caseIn(await staff.get(`/staff/opinions/${id}`))
const titles = async (who: Client): Promise<string[]> => {
  await app.deps.outbox.drain()
  const { items } = (await who.get('/messages?limit=50')).body as { items: { title: string }[] }
  return items.map(({ title }) => title)
}
const merge = (one: Case, into: Case) =>
  happen(staff, one.id, 'merge', { version: one.version, intoId: into.id })

describe('merging', () => {
  it('proposes the same matter with its reason, ends one case, and keeps everybody who stood behind it', async () => {
    const kept = await submitted(author)
    const same = await submitted(other, { text: '三号楼楼道又堆了旧柜子和纸箱，轮椅过不去' })
    await app.deps.outbox.drain()
    expect((await happen(third, same.id, 'support', {})).status).toBeLessThan(300)
    // Who stands behind both is one voice.
    expect((await happen(third, kept.id, 'support', {})).status).toBeLessThan(300)
    const { items } = (await staff.get(`/staff/opinions/${same.id}/similar`)).body as {
      items: { id: string; reason: string }[]
    }
    expect(items[0]).toMatchObject({ id: kept.id })
    expect(items[0]?.reason).toContain('同一个地方')

    const merged = caseIn(await merge(await read(same.id), await read(kept.id)))
    expect(merged).toMatchObject({ status: 'merged', mergedInto: { id: kept.id }, deadline: null })
    expect((await read(kept.id))['mergedFrom']).toEqual([{ id: same.id, number: same['number'] }])
    expect(await titles(other)).toContain('您的意见和同样的意见一起办')
    await app.deps.outbox.drain()
    const behind = (await app.rows('opinion_supports')).filter((row) => row['opinionId'] === kept.id)
    expect(behind).toHaveLength(2)
    const [row] = (await app.rows('opinions')).filter((one) => one['_id'] === kept.id)
    expect(row?.['supporters']).toBe(2)

    const accepted = caseIn(
      await happen(staff, kept.id, 'accept', { version: (await read(kept.id)).version }),
    )
    await happen(staff, kept.id, 'reply', { version: accepted.version, text: '周五上午搬走', photoIds: [] })
    expect(await titles(other)).toContain('一起办的意见有了答复')
    const own = caseIn(await other.get(`/opinions/${same.id}`))
    expect(own).toMatchObject({
      statusLabel: '合并办理',
      timeline: [{ kind: 'reply', text: '周五上午搬走' }, {}, {}],
    })
    expect(JSON.stringify(own)).not.toContain('周玉兰')
  })

  it('refuses itself, what has ended and what is not there', async () => {
    const one = await submitted(author)
    const gone = await submitted(author)
    await happen(author, gone.id, 'withdraw', { version: 1 })
    for (const into of [one.id, gone.id, 'opn_1BoxkVZLBjFjeN8D7r']) {
      const answer = await happen(staff, one.id, 'merge', { version: 1, intoId: into })
      expect([answer.status, (answer.body['errors'] as { path: string }[])[0]?.path]).toEqual([
        400,
        'body.intoId',
      ])
    }
    expect(
      (await happen(lasting(app, 'gridWorker'), one.id, 'merge', { version: 1, intoId: gone.id })).status,
    ).toBe(403)
  })

  it('two who merge the same two into each other at once: one case goes on', async () => {
    const [one, two] = [await submitted(author), await submitted(other)]
    const answers = await Promise.all([merge(one, two), merge(two, one)])
    expect(answers.map(({ status }) => status).filter((status) => status === 200)).toHaveLength(1)
    const after = [(await read(one.id)).status, (await read(two.id)).status]
    expect(after.toSorted()).toEqual(['merged', 'submitted'])
  })
})

it('makes a case of its own of what is another matter, for the same author and under its own number', async () => {
  const opinion = await submitted(author, { text: '楼道堆了柜子。还有一楼的灯也不亮' })
  const body = { version: 1, text: '一楼的灯不亮', categoryCode: 'facilities.lights' }
  const key = { idempotencyKey: 'split-key-one' }
  const first = caseIn(await staff.post(`/opinions/${opinion.id}/split`, body, key))
  await staff.post(`/opinions/${opinion.id}/split`, body, key)
  const parts = (await app.rows('opinions')).filter((row) => row['text'] === '一楼的灯不亮')
  expect(parts).toHaveLength(1)
  expect(parts[0]).toMatchObject({ status: 'accepted', clock: { kind: 'answer', amount: 3 } })
  expect(parts[0]?.['authorAccountId']).toBe(
    (await app.rows('opinions')).find(({ _id }) => _id === opinion.id)?.['authorAccountId'],
  )
  expect(first.timeline[0]?.['title']).toContain(String(parts[0]?.['number']))
  const own = caseIn(await author.get(`/opinions/${String(parts[0]?.['_id'])}`))
  expect(own.timeline[0]?.['title']).toContain('分出来单独办')
})

describe('what a community answers often', () => {
  const address = `/staff/reply-templates?communityId=${communityA}`
  const save = (who: Client, version: unknown, items: readonly { title: string; text: string }[]) =>
    who.put('/staff/reply-templates', { communityId: communityA, version, items })

  it('is kept by the community; others of the house use it, and strangers do not see it', async () => {
    const { items: first, version } = (await staff.get(address)).body as { items: unknown[]; version: number }
    expect(first.length).toBeGreaterThan(3)
    const items = [{ title: '已约时间', text: '已约好周五上午' }]
    const saved = await save(staff, version, items)
    expect(saved).toMatchObject({ status: 200, body: { items } })
    expect((await lasting(app, 'organisation').get(address)).body).toEqual(saved.body)
    expect((await save(lasting(app, 'organisation'), saved.body['version'], items)).status).toBe(403)
    expect((await lasting(app, 'staffB').get(address)).status).toBe(404)
  })

  it('is changed by one of many who read the same list; the others hear that they were not first', async () => {
    const { version } = (await staff.get(address)).body
    const audits = async (): Promise<number> =>
      (await app.rows('audit_rows')).filter((row) => row['action'] === 'opinion.set_templates').length
    const before = await audits()
    const tries = await Promise.all(
      [staff, lasting(app, 'admin'), staff, lasting(app, 'admin'), staff].map((who, at) =>
        save(who, version, [{ title: `第 ${at} 条`, text: '已经约好了时间' }]),
      ),
    )
    expect(tries.map(({ status }) => status).toSorted()).toEqual([200, 409, 409, 409, 409])
    const winner = tries.find(({ status }) => status === 200)
    expect((await staff.get(address)).body).toEqual(winner?.body)
    for (const { status, body } of tries)
      if (status === 409) expect(body).toMatchObject({ code: 'version_conflict' })
    expect(await audits()).toBe(before + 1)
  })
})

it('the author asks about the answer and is answered, while the case stays answered', async () => {
  const opinion = await answered(author, staff)
  const asked = caseIn(
    await author.post(`/opinions/${opinion.id}/ask`, {
      version: opinion.version,
      text: '上午还是下午',
      photoIds: [],
    }),
  )
  expect(asked).toMatchObject({ status: 'answered', abilities: { ask: true } })
  expect(await titles(staff)).toContain('居民追问了一句')
  expect((await read(opinion.id)).abilities['respond']).toBe(true)
  const said = caseIn(
    await staff.post(`/opinions/${opinion.id}/respond`, {
      version: asked.version,
      text: '上午九点',
      photoIds: [],
    }),
  )
  expect(said).toMatchObject({
    status: 'answered',
    timeline: [{ kind: 'reply', text: '上午九点' }, {}, {}, {}, {}],
  })
  expect(await titles(author)).toContain('社区答复了您的追问')
  const late = await submitted(author)
  expect(
    (await author.post(`/opinions/${late.id}/ask`, { version: 1, text: '怎么样了', photoIds: [] })).status,
  ).toBe(409)
})
