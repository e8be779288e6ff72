import { bodyOf, codeOf, outcome, type Client } from '../../../test/http-client'
import {
  startPollTown,
  drawCode,
  namedStraw,
  type PollHandle,
  type PollTown,
  type Voter,
} from '../../../test/poll-town'
import type { TestApp } from '../../../test/test-app'

// 「不是我投的」: it reaches the desk with what the roll knows, never with the choice, and comes back with what was found.

let app: TestApp
let town: PollTown
const accountOf = (role: 'community_staff' | 'supervisor') => town.actor(role).accountId
beforeAll(async () => {
  ;({ app, town } = await startPollTown(16))
  await town.withAccounts(0, 1, 2, 3, 4, 5, 9)
  await town.appoint('community_staff', '李敏')
  await town.appoint('community_staff', '陈立新', 'acc_testStaffTwo')
  await town.appoint('community_staff', '赵第三', 'acc_testStaffThree')
  await town.appoint('supervisor', '钱监督')
})
afterAll(() => app.close())

interface Said {
  readonly poll: PollHandle
  readonly rowId: string
  readonly her: Voter
}
const text = '我没有交过纸票，请查一查'
const say = ({ poll, rowId, her }: Said, words = text) =>
  her.client.post(`/polls/${poll.id}/not-me`, { rowId, text: words })
const answer = ({ poll, rowId }: Said, upheld: boolean, by: Client = town.third) =>
  by.post(`/staff/polls/${poll.id}/answer-not-me`, { rowId, upheld, reason: '签名不是本人的' })
const vote = ({ poll, rowId, her }: Said, choice = 'B') =>
  her.client.post(`/polls/${poll.id}/vote`, { rowId, answers: [choice], othersAgree: true })
const stored = async ({ rowId }: Said) =>
  (await app.rows('poll_rolls')).find(({ _id }) => _id === rowId) ?? {}
const listed = async ({ poll }: Said, who: Client = town.staff) =>
  bodyOf<{ items: Record<string, unknown>[] }>(await who.get(`/staff/polls/${poll.id}/not-me`)).items
const mine = async ({ poll, rowId, her }: Said) =>
  bodyOf<{ rows: Record<string, unknown>[] }>(await her.client.get(`/polls/${poll.id}/mine`)).rows.find(
    (row) => row['rowId'] === rowId,
  )
const told = async ({ poll }: Said, accountId: string) =>
  (await app.told(poll.id, accountId)).map(({ title, needsAct }) => [title, needsAct])

/** Their posts end now. */
const end = (accountId: string) =>
  app
    .collection<{ _id: string; accountId: string; expiresAt: Date }>('role_grants')
    .updateMany({ accountId }, { $set: { expiresAt: app.clock.now() } })

/** A paper that two of the desk have entered for a voter, who did not write it. */
async function forged(index: number): Promise<Said> {
  const poll = await town.opened(namedStraw)
  const her = town.voterAt(index)
  const rowId = await town.rowOf(poll, her)
  for (const client of [town.staff, town.second])
    bodyOf(await client.post(`/staff/polls/${poll.id}/papers`, { rowId, answers: ['A'], channel: 'paper' }))
  return { poll, rowId, her }
}

test('while a named poll is open the desk sees way, time and who entered it, and who did not enter it annuls it', async () => {
  const one = await forged(0)
  expect(await mine(one)).toMatchObject({ mayDoubt: true, doubt: null })
  expect(outcome(await say(one))).toBe(200)
  // Sent again it is the same; other words wait for the answer.
  expect(outcome(await say(one))).toBe(200)
  expect(outcome(await say(one, '还有一件事要说'))).toBe('conflict')
  const [item] = await listed(one)
  expect(item).toMatchObject({
    ...{ rowId: one.rowId, voted: true, text, finding: null },
    cast: { via: 'paper', by: ['李敏', '陈立新'] },
    abilities: { answer: false, annuls: true },
  })
  expect(JSON.stringify(item)).not.toMatch(/answers|"A"/)
  expect((await listed(one, town.third))[0]).toMatchObject({ abilities: { answer: true } })
  expect((await listed(one, town.supervisor))[0]).toMatchObject({ abilities: { answer: false } })
  expect(outcome(await one.her.client.get(`/staff/polls/${one.poll.id}/not-me`))).toBe('forbidden')
  const elsewhere = town.as('community_staff', { community: 'other' })
  expect(outcome(await answer(one, true, elsewhere))).toBe('not_found')
  expect(outcome(await answer(one, true, town.supervisor))).toBe('forbidden')
  for (const client of [town.staff, town.second])
    expect(outcome(await answer(one, true, client))).toBe('other_person_required')

  expect(bodyOf(await answer(one, true))).toMatchObject({ finding: { upheld: true, annulled: true } })
  expect(await stored(one)).toMatchObject({ voted: false, via: null, answers: [], papers: [] })
  expect(await mine(one)).toMatchObject({
    ...{ voted: false, answers: [], mayDoubt: false },
    doubt: { text, finding: { upheld: true, annulled: true, reason: '签名不是本人的' } },
  })
  expect(await told(one, one.her.actor.accountId)).toEqual([
    ['社区录入了您的纸质票', false],
    ['查实了，投票记录确实不对', true],
  ])
  const acts = (await app.rows('audit_rows')).filter(({ targetId }) => targetId === one.poll.id)
  expect(acts.filter(({ action }) => action === 'poll.answer_not_me').map(({ detail }) => detail)).toEqual([
    { rowId: one.rowId, upheld: true, annulled: true },
  ])

  expect(outcome(await vote(one))).toBe(200)
  expect((await told(one, one.her.actor.accountId)).every(([, needsAct]) => needsAct === false)).toBe(true)
  await town.close()
  expect(await town.desk(one.poll)).toMatchObject({
    outcomes: [{ count: { options: [{ votes: 0 }, { votes: 1 }] } }],
  })
})

test('the desk is asked until it has answered the last one', async () => {
  const one = await forged(1)
  bodyOf(await say(one))
  const ask = '有人说投票记录不对，等您查清楚答复'
  const desk = 'acc_testStaffThree'
  expect(await told(one, desk)).toEqual([[ask, true]])
  expect(bodyOf(await town.staff.get(`/staff/polls/${one.poll.id}`))).toMatchObject({
    notMe: 1,
    openNotMe: 1,
  })
  // Who entered the paper could do nothing about it.
  expect(await told(one, accountOf('community_staff'))).toEqual([])
  bodyOf(await answer(one, false))
  expect(await told(one, desk)).toEqual([[ask, false]])
  expect(bodyOf(await town.staff.get(`/staff/polls/${one.poll.id}`))).toMatchObject({
    notMe: 1,
    openNotMe: 0,
  })
  expect(await stored(one)).toMatchObject({ voted: true, via: 'paper' })
  expect(await told(one, one.her.actor.accountId)).toContainEqual(['您说的投票记录，查过了没有查实', false])
})

test('a vote of her own that came after the doubt is never taken away', async () => {
  const one = await forged(2)
  bodyOf(await say(one))
  bodyOf(await vote(one))
  expect((await listed(one, town.third))[0]).toMatchObject({
    ...{ cast: { via: 'paper' }, abilities: { annuls: false } },
  })
  expect(bodyOf(await answer(one, true))).toMatchObject({ finding: { upheld: true, annulled: false } })
  expect(await stored(one)).toMatchObject({ voted: true, via: 'phone', answers: ['B'] })
})

test('annulled and cast anew in one moment: her vote stands, whichever comes first', async () => {
  for (let round = 0; round < 4; round += 1) {
    const one = await forged(3)
    bodyOf(await say(one))
    const [found, cast] = await Promise.all([answer(one, true), vote(one)])
    expect([found.status, cast.status]).toEqual([200, 200])
    expect(await stored(one)).toMatchObject({ voted: true, via: 'phone', answers: ['B'] })
  }
})

test('of two who answer at once one is heard', async () => {
  const one = await forged(4)
  bodyOf(await say(one))
  const both = await Promise.all([answer(one, true), answer(one, false)])
  expect(both.map(outcome).toSorted()).toEqual([200, 'conflict'])
})

test('what the own phone has cast is changed and not doubted, until it is counted', async () => {
  const poll = await town.opened(namedStraw)
  const one = { poll, her: town.voterAt(5), rowId: await town.rowOf(poll, town.voterAt(5)) }
  expect(outcome(await say(one))).toBe('invalid_status')
  bodyOf(await vote(one))
  expect(await mine(one)).toMatchObject({ mayDoubt: false })
  expect(outcome(await say(one))).toBe('invalid_status')
  await town.close()
  expect(await mine(one)).toMatchObject({ mayDoubt: true })
  expect(outcome(await say(one))).toBe(200)
})

test('a second false paper after the first was annulled can be doubted as well, and neither is forgotten', async () => {
  const one = await forged(5)
  bodyOf(await say(one))
  bodyOf(await answer(one, true))
  const { poll, rowId } = one
  for (const client of [town.staff, town.second])
    bodyOf(
      await client.post(`/staff/polls/${poll.id}/papers`, { rowId, answers: ['A'], channel: 'doorstep' }),
    )
  expect(await mine(one)).toMatchObject({ mayDoubt: true })
  expect(outcome(await say(one))).toBe(200)
  expect((await listed(one, town.third))[0]).toMatchObject({ finding: null, cast: { via: 'doorstep' } })
  expect(await stored(one)).toMatchObject({ formerDoubts: [{ finding: { annulled: true } }] })
})

test('a mandate by which a false ballot was cast goes with it', async () => {
  const poll = await town.opened({
    ...{ packId: 'residents_meeting', secrecy: 'named', electorate: 'household', proxiesPerHolder: 1 },
  })
  const holder = town.voterAt(9)
  const her = town.voterAt(0)
  const one = { poll, her, rowId: await town.rowOf(poll, her) }
  const mandate = { rowId: one.rowId, holderId: holder.personId, mandateRef: '委托书 1' }
  bodyOf(await town.staff.post(`/staff/polls/${poll.id}/proxies`, mandate))
  bodyOf(await vote({ ...one, her: holder }, 'A'))
  bodyOf(await say(one))
  expect((await listed(one, town.third))[0]).toMatchObject({ cast: { via: 'proxy', by: ['周**'] } })
  bodyOf(await answer(one, true))
  expect(await stored(one)).toMatchObject({ proxy: null, voted: false })
  expect((await app.rows('poll_mandates')).filter(({ pollId }) => pollId === poll.id)).toEqual([])
  expect(codeOf(await vote({ ...one, her: holder }, 'A'))).toBe('not_on_roll')
  expect(await told(one, holder.actor.accountId)).toContainEqual(['您代投的一票作废了', false])
})

test('after the count a finding changes no figure: it is public, in the evidence, and told to the supervisors', async () => {
  const one = await forged(0)
  await town.close()
  bodyOf(await say(one))
  const before = await town.desk(one.poll)
  expect((await listed(one, town.third))[0]).toMatchObject({ abilities: { answer: true, annuls: false } })
  expect(bodyOf(await answer(one, true))).toMatchObject({ finding: { upheld: true, annulled: false } })
  const after = await town.desk(one.poll)
  expect([after['root'], after['outcomes']]).toEqual([before['root'], before['outcomes']])
  expect(await stored(one)).toMatchObject({ voted: true, sealed: true, answers: ['A'] })
  expect(await told(one, accountOf('supervisor'))).toContainEqual(['查实了一行投票记录不对', false])
  await town.publish(one.poll)
  expect(bodyOf(await one.her.client.get(`/polls/${one.poll.id}`))).toMatchObject({
    result: { doubts: { said: 1, upheld: 1 } },
  })
})

test('a secret poll is doubted when it is counted, and nothing of a ballot is told or undone', async () => {
  const poll = await town.opened()
  for (let index = 0; index < 12; index += 1) bodyOf(await town.cast(poll, index, 'A', drawCode()))
  const her = town.voterAt(1)
  const one = { poll, her, rowId: await town.rowOf(poll, her) }
  expect(await mine(one)).toMatchObject({ mayDoubt: false })
  expect(outcome(await say(one))).toBe('invalid_status')
  await town.close()
  bodyOf(await say(one))
  expect((await listed(one, town.third))[0]).toMatchObject({
    ...{ voted: true, cast: { via: 'phone', at: null, by: [] } },
    abilities: { answer: true, annuls: false },
  })
  expect(bodyOf(await answer(one, true))).toMatchObject({ finding: { annulled: false } })
  expect(await stored(one)).toMatchObject({ voted: true, via: 'phone', casts: [] })
})

test('where all of the desk have entered the ballot a supervisor is asked and answers, and nobody else', async () => {
  const one = await forged(2)
  bodyOf(await say(one))
  await app.drainOutbox()
  const { _id } =
    (await app.rows('role_grants')).find(({ accountId }) => accountId === 'acc_testStaffThree') ?? {}
  await app
    .collection('role_grants')
    .updateOne({ _id: String(_id) }, { $set: { expiresAt: app.clock.now() } })
  expect(await listed(one)).toMatchObject([{ answerer: 'supervisor', abilities: { answer: false } }])
  expect(await listed(one, town.supervisor)).toMatchObject([{ abilities: { answer: true, annuls: true } }])
  const two = await forged(3)
  bodyOf(await say(two))
  const ask = '有人说投票记录不对，等您查清楚答复'
  expect(await told(two, accountOf('supervisor'))).toEqual([[ask, true]])
  expect(await told(two, accountOf('community_staff'))).toEqual([])
  expect(outcome(await answer(two, true, town.staff))).toBe('other_person_required')
  const elsewhere = town.as('supervisor', { community: 'other' })
  expect(outcome(await answer(two, true, elsewhere))).toBe('not_found')
  expect(bodyOf(await answer(two, true, town.supervisor))).toMatchObject({
    finding: { upheld: true, annulled: true, byName: '钱监督' },
  })
  expect(await told(two, accountOf('supervisor'))).toEqual([[ask, false]])
})

test('where there is no supervisor either the street is asked, reads that one poll for it, and answers', async () => {
  await end('acc_testStaffThree')
  const street = town.as('street_admin')
  const { accountId } = town.actor('street_admin')
  const [streetId] = (await app.deps.services.space.paths([town.own])).get(town.own)?.slice(-2) ?? []
  await app.deps.services.roles.give({
    ...{ accountId, role: 'street_admin', nodeId: String(streetId), name: '高街道' },
    ...{ workPhone: null, organisation: null },
  })
  // As long as somebody watches over it in the community it is not the street's.
  const before = await forged(4)
  bodyOf(await say(before))
  await app.drainOutbox()
  expect(await told(before, accountId)).toEqual([])
  const at = (poll: PollHandle) => `/staff/polls/${poll.id}`
  expect(outcome(await street.get(at(before.poll)))).toBe('not_found')
  expect(outcome(await answer(before, true, street))).toBe('forbidden')

  await end(accountOf('supervisor'))
  const one = await forged(1)
  // Nothing to answer yet, and so nothing to read.
  expect(outcome(await street.get(at(one.poll)))).toBe('not_found')
  bodyOf(await say(one))
  const ask = '有人说投票记录不对，等您查清楚答复'
  expect(await told(one, accountId)).toEqual([[ask, true]])
  for (const other of [accountOf('community_staff'), accountOf('supervisor')])
    expect(await told(one, other)).toEqual([])
  expect(await listed(one)).toMatchObject([{ answerer: 'street', abilities: { answer: false } }])
  expect(await listed(one, street)).toMatchObject([
    { cast: { by: ['李敏', '陈立新'] }, abilities: { answer: true, annuls: true } },
  ])
  expect(bodyOf(await street.get(at(one.poll)))).toMatchObject({
    ...{ openNotMe: 1, people: [] },
    abilities: { inspect: false, desk: false, write: false, publish: false, sign: false, evidence: false },
  })
  for (const more of ['/roll', '/objections', '/reminders', '/evidence'])
    expect(outcome(await street.get(`${at(one.poll)}${more}`))).toBe('forbidden')
  expect(outcome(await street.get(`/polls/${one.poll.id}`))).toBe('not_found')
  for (const client of [town.staff, town.second])
    expect(outcome(await answer(one, true, client))).toBe('other_person_required')

  expect(bodyOf(await answer(one, true, street))).toMatchObject({
    finding: { upheld: true, annulled: true, byName: '高街道' },
  })
  expect(await told(one, accountId)).toEqual([[ask, false]])
  // What came of it is still read, though the ballot that made it the street's is gone.
  expect(await listed(one, street)).toMatchObject([{ finding: { byName: '高街道' } }])
})

test('when the one of the desk who had to answer leaves, the supervisor is asked at closing, and answers', async () => {
  const last = 'acc_testStaffLast'
  await town.appoint('supervisor', '钱监督')
  await town.appoint('community_staff', '赵最后', last)
  const one = await forged(3)
  bodyOf(await say(one))
  const ask = '有人说投票记录不对，等您查清楚答复'
  expect(await told(one, last)).toEqual([[ask, true]])
  expect(await told(one, accountOf('supervisor'))).toEqual([])
  await end(last)
  await town.close()
  expect(await told(one, accountOf('supervisor'))).toContainEqual([ask, true])
  expect((await told(one, last)).filter(([title]) => title === ask)).toHaveLength(1)
  expect(outcome(await answer(one, false, town.supervisor))).toBe(200)
})
