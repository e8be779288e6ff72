import { startHomeTown, type HomeTown } from '../../../test/home-town'
import type { Answer } from '../../../test/http-client'

let town: HomeTown
beforeAll(async () => {
  town = await startHomeTown()
})
afterAll(() => town.app.close())

const ok = (answer: Answer): Record<string, unknown> => {
  if (answer.status >= 300) throw new Error(`answered ${answer.status}: ${answer.text}`)
  return answer.body
}

test('who looked before two communities became one stays in sight of the person, under the name of then', async () => {
  const label = '锦和苑 3 号楼 2 单元 501'
  const phone = '13920010001'
  const [personId] = await town.enrol({ name: '周一', phone, birthDate: '1970-01-01', ...town.home(label) })
  const { client } = await town.arrive(phone)
  ok(await client.post('/homes/match', { roomId: town.room(label), name: '周一' }))
  const look = { field: 'phone', purpose: 'visit' }
  ok(await town.as('community_staff').post(`/people/${String(personId)}/unmask`, look))
  const looks = async () => ok(await client.get('/privacy/looks'))['items']
  const before = await looks()
  expect(before).toMatchObject([{ what: 'phone', communityName: '青禾社区' }])

  const operator = town.as('district_operator')
  const { version } = ok(await operator.get(`/space/nodes/${town.own}`))
  ok(await operator.post(`/space/communities/${town.own}/merge`, { version, intoId: town.other }))
  expect(await looks()).toEqual(before)
  const { kinds } = ok(await client.get('/privacy/my-data')) as { kinds: { kind: string; count: number }[] }
  expect(kinds.find(({ kind }) => kind === 'looks')?.count).toBe(1)
})
