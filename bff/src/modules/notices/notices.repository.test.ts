import { COUNTED_AT_MOST } from '@linli/shared/contract'
import { noticeMachine, noticeStages } from '@linli/shared/notices/notices.machine'
import { noticeStage } from '@linli/shared/notices/notices.rules'
import { statusesOf } from '@linli/shared/machine'
import type { CommandStartedEvent, Document } from 'mongodb'
import { openTestDatabase, type TestDatabase } from '../../../test/test-database'
import { communityA, communityB } from '../../../test/personas'
import { scopeOf } from '../../platform/scope'
import { noticeModel, type NoticeRow } from './notice.model'
import { createNoticesRepository } from './notices.repository'

let database: TestDatabase
beforeAll(async () => {
  database = await openTestDatabase({ watched: true })
  noticeModel(database.connection)
  await database.createIndexes()
})
afterAll(() => database.close())

const now = new Date('2026-11-23T02:00:00Z')
const times = [null, new Date(now.getTime() - 1), now, new Date(now.getTime() + 1)]

/** Every status with every order of appearing, ending and now. */
const rows = statusesOf(noticeMachine).flatMap((status, s) =>
  times.flatMap((publishAt, p) =>
    times.map((expiresAt, e): NoticeRow => ({
      _id: `ntc_${s}${p}${e}`,
      communityId: communityA,
      status,
      version: 0,
      title: 't',
      summary: '',
      html: '',
      links: [],
      imageIds: [],
      facts: [],
      category: 'other',
      disclosureClass: null,
      cover: null,
      attachments: [],
      audience: { visibility: 'public', nodeIds: [communityA], tags: [] },
      mustConfirm: false,
      issuer: '居委会',
      authorId: 'acc_a',
      authorName: 'a',
      // A published notice has a time; the machine knows no other.
      publishAt: status === 'published' ? (publishAt ?? times[1] ?? now) : publishAt,
      expiresAt,
      pinnedUntil: null,
      withdrawal: null,
      lastRemindedAt: null,
      snapshot: null,
      tokens: [],
      history: [],
      createdAt: now,
      updatedAt: now,
    })),
  ),
)

it('counts and lists exactly the notices the rule calls by that stage, for every order of times', async () => {
  await noticeModel(database.connection).insertMany(rows)
  const notices = createNoticesRepository(database.connection)
  const scope = scopeOf([communityA])
  // What is scheduled or published has a time, and nothing is published before it: such rows do not exist.
  const real = rows.filter(({ status, publishAt }) => {
    if (status === 'scheduled') return publishAt !== null
    return status !== 'published' || (publishAt !== null && publishAt <= now)
  })
  await noticeModel(database.connection).deleteMany({ _id: { $nin: real.map((row) => row._id) } })
  const byStage = Object.fromEntries(
    noticeStages.map((stage) => [
      stage,
      real
        .filter((row) => noticeStage(row, now) === stage)
        .map((row) => row._id)
        .sort(),
    ]),
  )
  for (const stage of noticeStages) {
    const listed = await notices.listDesk(scope, now, { stages: [stage], q: '', before: null, limit: 500 })
    expect([stage, listed.map((row) => row._id).sort()]).toEqual([stage, byStage[stage]])
  }
  const counts = await notices.countStages(scope, now)
  for (const [stage, count] of Object.entries(counts))
    expect([stage, count]).toEqual([stage, byStage[stage]?.length])
  const live = await notices.listLive(scope, { audience: 'public' }, now, { after: null, limit: 500 })
  expect(live.map((row) => row._id).sort()).toEqual(byStage['live'])
})

it('counts no further than a person reads', async () => {
  const [any] = rows
  if (!any) throw new Error('no row')
  const drafts = Array.from({ length: COUNTED_AT_MOST + 5 }, (_, index) => ({
    ...any,
    _id: `ntc_many${index}`,
    communityId: communityB,
    status: 'draft' as const,
  }))
  const live = drafts.map((row) => ({
    ...row,
    _id: `${row._id}live`,
    status: 'published' as const,
    publishAt: now,
    expiresAt: null,
  }))
  await noticeModel(database.connection).insertMany([...drafts, ...live])
  const notices = createNoticesRepository(database.connection)
  const counts = await notices.countStages(scopeOf([communityB]), now)
  expect(counts).toEqual({ draft: 500, scheduled: 0, live: 500, ended: 0, withdrawn: 0 })
  expect(await notices.countLive(scopeOf([communityB]), { audience: 'public' }, now)).toBe(500)
})

it('what is disclosed is asked for in the words of its index, which MongoDB takes for nothing less', async () => {
  const asked: Document[] = []
  const client = database.connection.getClient()
  const hear = ({ command }: CommandStartedEvent) => asked.push(command)
  client.on('commandStarted', hear)
  await createNoticesRepository(database.connection).listDisclosed(scopeOf([communityA]), now, 5)
  client.off('commandStarted', hear)
  const { filter, sort } = asked.find((command) => command['find'] === 'notices') as {
    filter: Document
    sort: Document
  }
  const plan = await client
    .db(database.connection.name)
    .command({ explain: { find: 'notices', filter, sort } })
  expect(JSON.stringify(plan['queryPlanner'])).toContain('"indexName":"notice_disclosure"')
})

it('reaches nothing without a community in scope', async () => {
  const notices = createNoticesRepository(database.connection)
  const [any] = rows
  expect(await notices.find(scopeOf([]), any?._id ?? '')).toBeNull()
  expect(
    await notices.listDesk(scopeOf([]), now, { stages: noticeStages, q: '', before: null, limit: 5 }),
  ).toEqual([])
})
