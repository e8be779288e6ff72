import { createDemoAccounts } from '../demo/demo-accounts'
import { createDemoRandom } from '../demo/demo-random'
import { drawRoll } from '../demo/demo-roll'
import { planTree, type DemoTree } from '../demo/demo-tree'
import { startTestApp, type TestApp } from '../../../test/test-app'
import type { Actor } from '../../platform/actor'
import { scopeOf } from '../../platform/scope'
import { createSpaceRepository } from '../space/space.repository'
import type { Audience } from './audience'
import { createResidenciesRepository } from './residencies.repository'
import type { ResidencyRow } from './residency.model'

let app: TestApp
let tree: DemoTree
let rows: ResidencyRow[]

beforeAll(async () => {
  app = await startTestApp()
  const { ids, crypto, clock, connection } = app.deps
  const random = createDemoRandom(7)
  tree = planTree(ids, clock.now())
  rows = createDemoAccounts({ ids, crypto, now: clock.now() }).settle(
    drawRoll(tree, random, clock.now()),
  ).residencies
  // One who moved out, one whose tag has run out, and an owner of two rooms: what a naive count gets wrong.
  const [gone, late, owner] = rows
  if (!gone || !late || !owner) throw new Error('the roll is empty')
  gone.to = clock.now()
  late.tags = [{ code: 'dog', until: new Date(clock.now().getTime() - 1) }]
  const second = tree.at('青禾社区', '锦和苑 4 号楼 1 单元 101')
  rows.push({ ...owner, _id: ids.next('res'), roomId: second._id, path: second.path.slice(2) })
  await createSpaceRepository(connection).insertMany(tree.rows)
  await createResidenciesRepository(connection).insertMany(rows)
})
afterAll(() => app.close())

const yearsBefore = (years: number): string => `${2026 - years}-11-23`

/** The same question answered the slow way, from all rows. */
function naive(communityId: string, { nodeIds, tags }: Audience) {
  const carries = (row: ResidencyRow, tag: string): boolean => {
    if (tag === 'age60') return row.birthDate !== null && row.birthDate <= yearsBefore(60)
    if (tag === 'age80') return row.birthDate !== null && row.birthDate <= yearsBefore(80)
    return row.tags.some(({ code, until }) => code === tag && (until === null || until > app.clock.now()))
  }
  const hit = rows.filter(
    (row) =>
      row.communityId === communityId &&
      row.to === null &&
      row.path.some((id) => nodeIds.includes(id)) &&
      (tags.length === 0 || tags.some((tag) => carries(row, tag))),
  )
  const rooms = [...new Set(hit.map((row) => row.roomId))].map((id) => hit.filter((row) => row.roomId === id))
  const visit = rooms.filter((room) => room.every((row) => row.accountId === null))
  const wechat = rooms.filter((room) => room.some((row) => row.wechat))
  return {
    households: rooms.length,
    persons: new Set(hit.map((row) => row.personId)).size,
    byWechat: wechat.length,
    byInbox: rooms.length - wechat.length - visit.length,
    byVisit: visit.length,
    visitAged80: visit.filter((room) => room.some((row) => carries(row, 'age80'))).length,
  }
}

it.each([
  ['a community', ['青禾社区'], []],
  ['two buildings', ['锦和苑 3 号楼', '锦和苑 4 号楼'], []],
  ['a grid', ['第 3 网格'], []],
  ['a unit inside a building named too', ['锦和苑 1 号楼', '锦和苑 1 号楼 2 单元'], []],
  ['those of 60 and over', ['青禾社区'], ['age60']],
  ['those of 80 and over in a grid', ['第 2 网格'], ['age80']],
  ['keepers of dogs', ['禾苗里'], ['dog']],
  ['several tags, one of age', ['青禾社区'], ['car', 'volunteer', 'age80']],
])('counts %s as somebody with a pencil would', async (_, labels, tags) => {
  const communityId = tree.community('青禾社区')
  const nodeIds = labels.map((label) => (label === '青禾社区' ? communityId : tree.at('青禾社区', label)._id))
  const counted = await app.deps.services.people.countAudience(scopeOf([communityId]), { nodeIds, tags })
  expect(counted).toEqual(naive(communityId, { nodeIds, tags }))
  expect(counted.byWechat + counted.byInbox + counted.byVisit).toBe(counted.households)
})

it('walks the same households in pages that it counts', async () => {
  const communityId = tree.community('青禾社区')
  const scope = scopeOf([communityId])
  const audience = { nodeIds: [communityId], tags: [] }
  const seen: string[] = []
  let persons = 0
  for await (const page of app.deps.services.people.iterateHouseholds(scope, audience, 17)) {
    expect(page.length).toBeLessThanOrEqual(17)
    seen.push(...page.map((household) => household.roomId))
    persons += page.reduce((sum, household) => sum + household.persons, 0)
  }
  expect(new Set(seen).size).toBe(seen.length)
  expect(seen).toHaveLength(naive(communityId, audience).households)
  expect(persons).toBe(rows.filter((row) => row.communityId === communityId && row.to === null).length)
})

it('reaches nobody of another community, whatever nodes are named', async () => {
  const other = tree.community('知春社区')
  const audience = { nodeIds: [other, tree.at('知春社区', '知春园')._id], tags: [] }
  const { people } = app.deps.services
  const scope = scopeOf([tree.community('青禾社区')])
  expect(await people.countAudience(scope, audience)).toMatchObject({ households: 0, persons: 0 })
  expect(await people.householdPage(scope, audience, { after: null, limit: 10 })).toEqual([])
  expect(await people.memberPage(scope, audience, { after: null, limit: 10 })).toEqual([])
  expect(await people.countAudience(scopeOf([]), audience)).toMatchObject({ households: 0 })
})

describe('the tree over HTTP', () => {
  const actor = (communityId: string, role: Actor['grants'][number]['role']): Actor => ({
    accountId: `acc_testTreeReader${role.slice(0, 4)}`.replace(/[_0OIl]/g, 'x').replace('accx', 'acc_'),
    sessionId: `ses_tree${role}${communityId}`,
    personId: null,
    communityId,
    grants: [{ role, nodeId: communityId, communityIds: [communityId] }],
    consentVersion: '2026-11',
  })

  it('lists both communities with their street to anybody', async () => {
    const { items } = (await app.visitor.get('/space/communities')).body as unknown as { items: unknown[] }
    expect(items).toMatchObject([
      { name: '青禾社区', streetName: '禾苗街道' },
      { name: '知春社区', streetName: '禾苗街道' },
    ])
  })

  it('shows staff the tree of the own community with its households, and 404 for the other', async () => {
    const own = tree.community('青禾社区')
    const staff = app.as(actor(own, 'community_staff'))
    const answer = await staff.get('/space/audience-tree')
    const { items, tags } = answer.body as unknown as {
      items: { id: string; kind: string; households: number }[]
      tags: { code: string; persons: number }[]
    }
    expect(items.find((item) => item.id === own)?.households).toBe(
      naive(own, { nodeIds: [own], tags: [] }).households,
    )
    expect(items.some((item) => item.kind === 'room')).toBe(false)
    expect(tags.find((tag) => tag.code === 'age60')?.persons).toBe(
      naive(own, { nodeIds: [own], tags: ['age60'] }).persons,
    )
    const other = await staff.get(`/space/audience-tree?communityId=${tree.community('知春社区')}`)
    expect(other.status).toBe(404)
    expect((await app.as(actor(own, 'resident')).get('/space/audience-tree')).status).toBe(403)
    expect((await app.visitor.get('/space/audience-tree')).status).toBe(401)
  })

  it('opens places of the own community only', async () => {
    const resident = app.as(actor(tree.community('青禾社区'), 'resident'))
    const top = (await resident.get('/space/places')).body as unknown as { items: { name: string }[] }
    expect(top.items.map((item) => item.name)).toEqual(['锦和苑', '禾苗里', '清河新村'])
    const building = tree.at('青禾社区', '锦和苑 3 号楼')._id
    const units = (await resident.get(`/space/places?parentId=${building}`)).body as unknown as {
      items: unknown[]
    }
    expect(units.items).toMatchObject([{ label: '锦和苑 3 号楼 1 单元' }, { label: '锦和苑 3 号楼 2 单元' }])
    const foreign = await resident.get(`/space/places?parentId=${tree.at('知春社区', '知春园')._id}`)
    expect(foreign.status).toBe(404)
  })
})
