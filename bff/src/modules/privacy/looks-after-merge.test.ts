import { startHomeTown, type HomeTown } from '../../../test/home-town'
import { bodyOf } from '../../../test/http-client'

let town: HomeTown
beforeAll(async () => {
  town = await startHomeTown()
})
afterAll(() => town.app.close())

test('who looked before two communities became one stays in sight of the person, under the name of then', async () => {
  const label = '锦和苑 3 号楼 2 单元 501'
  const { client, personId } = await town.bound('周一', label)
  const look = { field: 'phone', purpose: 'visit' }
  bodyOf(await town.office.post(`/people/${personId}/unmask`, look))
  const looks = async () => bodyOf(await client.get('/privacy/looks'))['items']
  const before = await looks()
  expect(before).toMatchObject([{ what: 'phone', communityName: '青禾社区' }])

  const operator = town.as('district_operator')
  const { version } = bodyOf(await operator.get(`/space/nodes/${town.own}`))
  bodyOf(await operator.post(`/space/communities/${town.own}/merge`, { version, intoId: town.other }))
  expect(await looks()).toEqual(before)
  type MyData = { kinds: { kind: string; count: number }[] }
  const { kinds } = bodyOf<MyData>(await client.get('/privacy/my-data'))
  expect(kinds.find(({ kind }) => kind === 'looks')?.count).toBe(1)
})
