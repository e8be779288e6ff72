import {
  bodyOf,
  startPollTown,
  CLOSES,
  namedResidents,
  type PollHandle,
  type PollTown,
} from '../../../test/poll-town'
import type { TestApp } from '../../../test/test-app'

// 居民委员会组织法 art. 31: a charter that passed is filed with the street, and that it was is written down.

let app: TestApp
let town: PollTown
beforeAll(async () => {
  ;({ app, town } = await startPollTown(12))
})
afterAll(() => app.close())

/** A charter on which everybody has voted like this, published. */
async function decided(answer: 'A' | 'B'): Promise<PollHandle> {
  const poll = await town.opened({ ...namedResidents, electorate: 'household', matter: 'charter' })
  for (const voter of town.voters)
    bodyOf(
      await voter.client.post(`/polls/${poll.id}/vote`, {
        ...{ rowId: await town.rowOf(poll, voter), answers: [answer], othersAgree: true },
      }),
    )
  await town.close()
  await town.publish(poll)
  poll.version = Number((await town.desk(poll))['version'])
  return poll
}
const send = (poll: PollHandle, more: object = {}, client = town.staff) =>
  client.post(`/staff/polls/${poll.id}/record-filing`, {
    ...{ version: poll.version, filedOn: CLOSES.slice(0, 10), reference: '街备〔2026〕12 号' },
    ...more,
  })

test('a charter that passed: day and number are written down once, can be mended, and everybody reads them', async () => {
  const poll = await decided('A')
  const before = await town.desk(poll)
  expect(before).toMatchObject({ abilities: { record_filing: true } })
  expect(before).not.toHaveProperty('filing')
  const read = async () => bodyOf(await town.voterAt(0).client.get(`/polls/${poll.id}`))['result']
  // Residents see that it is outstanding.
  expect(await read()).toMatchObject({ awaitsFiling: true })
  for (const filedOn of ['2026-12-25', '2026-12-27'])
    expect((await send(poll, { filedOn })).body['errors']).toMatchObject([{ path: 'body.filedOn' }])
  const both = await Promise.all([send(poll), send(poll, {}, town.second)])
  expect(both.map(({ status }) => status).sort()).toEqual([200, 409])
  const filing = { filedOn: '2026-12-26', reference: '街备〔2026〕12 号' }
  expect(await town.desk(poll)).toMatchObject({ phase: 'published', filing })
  expect(await read()).toMatchObject({ filing })
  expect(await read()).not.toHaveProperty('awaitsFiling')
  poll.version = Number((await town.desk(poll))['version'])
  // Sent again after a lost answer: it stands there, and is written down no second time.
  for (let time = 0; time < 2; time += 1) expect((await send(poll, { reference: '' })).status).toBe(200)
  expect(await town.desk(poll)).toMatchObject({ filing: { ...filing, reference: '' } })
  const acts = (await app.rows('audit_rows')).filter((row) => row['action'] === 'poll.record_filing')
  expect(acts.map((row) => (row['detail'] as { reference: string }).reference)).toEqual([
    filing.reference,
    '',
  ])
})

test('nobody but the staff of the community writes it down, and only of a charter that passed', async () => {
  const poll = await decided('B')
  expect(await town.desk(poll)).toMatchObject({ abilities: { record_filing: false } })
  expect(bodyOf(await town.voterAt(0).client.get(`/polls/${poll.id}`))['result']).not.toHaveProperty(
    'awaitsFiling',
  )
  expect((await send(poll)).status).toBe(409)
  expect((await send(poll, {}, town.supervisor)).status).toBe(403)
  expect((await send(poll, {}, town.voterAt(0).client)).status).toBe(403)
  expect((await send(poll, {}, town.as('community_staff', { community: 'other' }))).status).toBe(404)
})
