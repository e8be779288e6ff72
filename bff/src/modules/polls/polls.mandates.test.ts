import type { PollSetup } from '@linli/shared/polls/setup.rules'
import { bodyOf, outcome } from '../../../test/http-client'
import { mergeDesk } from '../../../test/merge-desk'
import { cardIn } from '../../../test/people-town'
import {
  startPollTown,
  CLOSES,
  namedStraw,
  type PollHandle,
  type PollTown,
  type Voter,
} from '../../../test/poll-town'
import type { TestApp } from '../../../test/test-app'

// Who has given a mandate stays master of it until somebody has voted with it.

let app: TestApp
let town: PollTown
beforeAll(async () => {
  ;({ app, town } = await startPollTown(24))
  await town.withAccounts(0, 1)
})
afterAll(() => app.close())

const mandated: Partial<PollSetup> = {
  ...{ packId: 'residents_meeting', secrecy: 'named', electorate: 'household' },
  proxiesPerHolder: 1,
}
const holder = (): Voter => town.voterAt(0)

interface Given {
  readonly poll: PollHandle
  readonly rowId: string
  readonly principal: Voter
}
const give = (poll: PollHandle, rowId: string, to: Voter) =>
  town.staff.post(`/staff/polls/${poll.id}/proxies`, { rowId, holderId: to.personId, mandateRef: '委托书 1' })
/** An open poll in which the second voter has named the first. */
async function given(): Promise<Given> {
  const poll = await town.opened(mandated)
  const principal = town.voterAt(1)
  const rowId = await town.rowOf(poll, principal)
  bodyOf(await give(poll, rowId, holder()))
  return { poll, rowId, principal }
}
const takeBack = ({ poll, rowId }: Given, who: Voter) =>
  who.client.post(`/polls/${poll.id}/withdraw-mandate`, { rowId })
const takeBackAtDesk = ({ poll, rowId }: Given) =>
  town.staff.post(`/staff/polls/${poll.id}/withdraw-proxy`, { rowId, reference: '字条 12月20日' })
const vote = ({ poll, rowId }: Given, who: Voter) =>
  who.client.post(`/polls/${poll.id}/vote`, { rowId, answers: ['A'], othersAgree: true })
const mine = async ({ poll, rowId }: Given, who: Voter) =>
  bodyOf<{ rows: Record<string, unknown>[] }>(await who.client.get(`/polls/${poll.id}/mine`)).rows.find(
    (row) => row['rowId'] === rowId,
  )
const stored = async ({ rowId }: Given) =>
  (await app.rows('poll_rolls')).find((row) => row['_id'] === rowId) ?? {}
const places = async ({ poll }: Given) =>
  (await app.rows('poll_mandates')).filter((row) => row['pollId'] === poll.id)
const told = async ({ poll }: Given, who: Voter) =>
  (await app.told(poll.id, who.actor.accountId)).map(({ title }) => title)

test('a child is never named to cast for a neighbour', async () => {
  const one = await given()
  const empty = town.tree.rooms().filter(({ communityId }) => communityId === town.own)[24]
  const [child] = await town.enrol({
    ...{ name: '周小满', birthDate: '2008-12-21' },
    home: { roomId: empty?._id ?? '', relation: 'family', share: null, livesIn: true },
  })
  const third = await town.rowOf(one.poll, town.voterAt(2))
  const refused = await town.staff.post(`/staff/polls/${one.poll.id}/proxies`, {
    ...{ rowId: third, holderId: child, mandateRef: '委托书 2' },
  })
  expect([refused.status, refused.body['details']]).toEqual([409, { reason: 'minor' }])
})

test('who has given it takes it back on the phone; the holder votes no more, and has a hand free for another', async () => {
  const one = await given()
  expect(await mine(one, one.principal)).toMatchObject({ mandate: '周**', mayTakeBack: true })
  expect(await mine(one, holder())).toMatchObject({ mandate: null, mayTakeBack: false, asProxy: true })
  expect(outcome(await takeBack(one, holder()))).toBe('not_on_roll')
  expect(outcome(await takeBack(one, town.voterAt(2)))).toBe('not_on_roll')
  expect(outcome(await takeBack(one, one.principal))).toBe(200)
  // Sent again after a lost answer.
  expect(outcome(await takeBack(one, one.principal))).toBe(200)
  expect(outcome(await vote(one, holder()))).toBe('not_on_roll')
  expect(await mine(one, one.principal)).toMatchObject({ mandate: null, mayTakeBack: false, voted: false })
  expect(await stored(one)).toMatchObject({
    proxy: null,
    takenBack: [{ holderId: holder().personId, mandateRef: '委托书 1', reference: null }],
  })
  expect(await places(one)).toEqual([])
  const third = await town.rowOf(one.poll, town.voterAt(2))
  expect(outcome(await give(one.poll, third, holder()))).toBe(200)
  expect(outcome(await vote(one, one.principal))).toBe(200)
})

test('the desk takes it back on her written word, and the trail has it', async () => {
  const one = await given()
  expect(outcome(await takeBackAtDesk(one))).toBe(200)
  expect(await stored(one)).toMatchObject({ proxy: null, takenBack: [{ reference: '字条 12月20日' }] })
  const acts = (await app.rows('audit_rows')).filter(
    (row) => row['targetId'] === one.poll.id && row['action'] === 'poll.withdraw_mandate',
  )
  expect(acts.map(({ detail }) => detail)).toEqual([
    { rowId: one.rowId, holderId: holder().personId, taken: true },
  ])
  expect(JSON.stringify(acts)).not.toContain('字条')
})

test('a desk that learns in this way that somebody has voted has looked, and the trail says so', async () => {
  const one = await given()
  bodyOf(await vote(one, holder()))
  expect(outcome(await takeBackAtDesk(one))).toBe('mandate_used')
  const acts = (await app.rows('audit_rows')).filter(
    (row) => row['targetId'] === one.poll.id && row['action'] === 'poll.withdraw_mandate',
  )
  expect(acts.map(({ detail }) => (detail as { taken: boolean }).taken)).toEqual([false])
})

test('once a ballot is cast under it, it stays; her own vote takes the place of that ballot', async () => {
  const one = await given()
  bodyOf(await vote(one, holder()))
  expect(await mine(one, one.principal)).toMatchObject({ mandate: '周**', mayTakeBack: false })
  expect(outcome(await takeBack(one, one.principal))).toBe('mandate_used')
  expect(await stored(one)).toMatchObject({ via: 'proxy', proxy: { holderId: holder().personId } })
  expect(outcome(await vote(one, one.principal))).toBe(200)
  expect(outcome(await vote(one, holder()))).toBe('already_voted')
})

test('cast and taken back in one moment: exactly one of them is done', async () => {
  for (let round = 0; round < 6; round += 1) {
    const one = await given()
    const [cast, back] = await Promise.all([
      vote(one, holder()),
      round % 2 === 0 ? takeBack(one, one.principal) : takeBackAtDesk(one),
    ])
    const isCast = cast.status === 200
    expect([outcome(cast), outcome(back)]).toEqual(isCast ? [200, 'mandate_used'] : ['not_on_roll', 200])
    const row = await stored(one)
    expect([row['voted'], row['proxy'] !== null, (await places(one)).length]).toEqual(
      isCast ? [true, true, 1] : [false, false, 0],
    )
  }
})

test('those whose vote it is are told of every mandate, and both sides when it is taken back', async () => {
  const one = await given()
  expect(await told(one, one.principal)).toEqual(['社区登记了您的投票委托'])
  bodyOf(await takeBackAtDesk(one))
  expect(await told(one, one.principal)).toEqual(['社区登记了您的投票委托', '您这一票的委托收回了'])
  expect(await told(one, holder())).toEqual(['有人委托您代投一票', '有一份委托收回了，您不用代投了'])
})

test('nothing is taken back when voting is over, and no other community knows the row', async () => {
  const one = await given()
  const elsewhere = town.as('community_staff', { community: 'other' })
  const strange = await elsewhere.post(`/staff/polls/${one.poll.id}/withdraw-proxy`, {
    ...{ rowId: one.rowId, reference: '字条' },
  })
  expect(outcome(strange)).toBe('not_found')
  app.clock.set(CLOSES)
  expect(outcome(await takeBack(one, one.principal))).toBe('invalid_status')
  expect(outcome(await takeBackAtDesk(one))).toBe('invalid_status')
})

describe('two records that turn out to be one human', () => {
  const { merge, undo } = mergeDesk(() => town.staff)
  const two: Partial<PollSetup> = { ...mandated, proxiesPerHolder: 2 }
  const held = async (poll: PollHandle, { personId }: Voter) =>
    (await town.rollRows(poll))
      .filter((row) => (row['proxy'] as { holderId: string } | null)?.holderId === personId)
      .map((row) => String(row['_id']))
      .toSorted()
  const taken = async ({ id }: PollHandle, { personId }: Voter) =>
    (await app.rows('poll_mandates'))
      .filter((row) => String(row['_id']).startsWith(`${id}:${personId}:`))
      .map((row) => String(row['rowId']))
      .toSorted()

  /** Two papers are two humans: that of the second record turned out to be none. */
  const withoutPaper = ({ personId }: Voter) =>
    app
      .collection('persons')
      .updateOne({ _id: personId }, { $set: { identityIndex: null, identityConfirmedAt: null } })

  /** Rows of these voters, each given to somebody a second after the one before. */
  async function oneAfterAnother(
    poll: PollHandle,
    mandates: readonly (readonly [principal: number, to: Voter])[],
  ): Promise<string[]> {
    const rows: string[] = []
    for (const [index, to] of mandates) {
      const rowId = await town.rowOf(poll, town.voterAt(index))
      bodyOf(await give(poll, rowId, to))
      app.clock.advance(1000)
      rows.push(rowId)
    }
    return rows
  }

  test('hold as many mandates as one: those that have voted stay, then the oldest, and the desk and the others are told', async () => {
    const [kept, gone] = [town.voterAt(10), town.voterAt(11)]
    await town.withAccounts(12, 14, 15)
    await town.appoint('community_staff', '李敏')
    const poll = await town.opened(two)
    const [first = '', second = '', third = '', fourth = ''] = await oneAfterAnother(poll, [
      [14, kept],
      [15, kept],
      [12, gone],
      [13, gone],
    ])
    const as = (rowId: string): Given => ({ poll, rowId, principal: kept })
    bodyOf(await vote(as(fourth), gone))
    await withoutPaper(gone)

    // Before it is done the desk reads in which polls a vote changes hands.
    const url = `/people/merge-preview?keepId=${kept.personId}&dropId=${gone.personId}`
    const { polls } = bodyOf<{ polls: { id: string }[] }>(await town.staff.get(url))
    expect(polls.find(({ id }) => id === poll.id)).toEqual({
      ...{ id: poll.id, title: '中心花园空地怎么用', effects: ['row', 'mandates'] },
    })
    const merged = cardIn(await merge(kept.personId, gone.personId))
    expect(await held(poll, kept)).toEqual([first, fourth].toSorted())
    expect(await taken(poll, kept)).toEqual([first, fourth].toSorted())
    expect(outcome(await vote(as(second), kept))).toBe('not_on_roll')
    expect(outcome(await vote(as(third), kept))).toBe('not_on_roll')
    expect(outcome(await vote(as(fourth), kept))).toBe(200)
    const fifth = await town.rowOf(poll, town.voterAt(16))
    expect((await give(poll, fifth, kept)).body['details']).toEqual({ reason: 'too_many' })
    for (const index of [12, 15])
      expect(await told(as(second), town.voterAt(index))).toContain('您的投票委托不能用了')
    expect(await told(as(second), town.voterAt(14))).not.toContain('您的投票委托不能用了')
    const desk = (await app.rows('messages')).filter((row) => row['topic'] === 'poll_desk')
    expect(desk.filter((row) => row['targetId'] === poll.id).map(({ title }) => title)).toEqual([
      '合并档案后，有 2 份委托不能用了',
    ])
    // Who gave one that is laid aside is free to take it back and to name somebody else.
    expect(outcome(await takeBack(as(third), town.voterAt(12)))).toBe(200)
    expect(outcome(await give(poll, third, town.voterAt(17)))).toBe(200)

    cardIn(await undo(merged))
    expect(await held(poll, kept)).toEqual([first, second].toSorted())
    expect(await taken(poll, kept)).toEqual([first, second].toSorted())
    expect(await held(poll, gone)).toEqual([fourth])
    expect(await taken(poll, gone)).toEqual([fourth])
    expect(outcome(await vote(as(second), kept))).toBe(200)
  })

  test('parted again hold no more than the cap either, whatever was given meanwhile', async () => {
    const [kept, gone] = [town.voterAt(18), town.voterAt(19)]
    const poll = await town.opened(two)
    const [first = '', second = '', third = '', fourth = ''] = await oneAfterAnother(poll, [
      [12, gone],
      [13, gone],
      [14, kept],
      [15, kept],
    ])
    await withoutPaper(gone)
    const merged = cardIn(await merge(kept.personId, gone.personId))
    expect(await held(poll, kept)).toEqual([first, second].toSorted())
    // One of those that came first is taken back, and its place goes to a new one.
    bodyOf(await takeBack({ poll, rowId: first, principal: kept }, town.voterAt(12)))
    const fifth = await town.rowOf(poll, town.voterAt(16))
    bodyOf(await give(poll, fifth, kept))
    cardIn(await undo(merged))
    expect(await held(poll, gone)).toEqual([second])
    expect(await held(poll, kept)).toEqual([third, fifth].toSorted())
    expect(await taken(poll, kept)).toEqual([third, fifth].toSorted())
    expect((await stored({ poll, rowId: fourth, principal: kept }))['proxy']).toBeNull()
  })
})

describe('mandates', () => {
  test('are capped by an index, published with the row, and never held by staff', async () => {
    const poll = await town.opened({
      packId: 'residents_meeting',
      secrecy: 'named',
      electorate: 'household',
      proxiesPerHolder: 2,
    })
    const holder = town.voterAt(0)
    const give = async (index: number, holderId = holder.personId) =>
      town.staff.post(`/staff/polls/${poll.id}/proxies`, {
        rowId: await town.rowOf(poll, town.voterAt(index)),
        holderId,
        mandateRef: '委托书 1',
      })
    expect((await give(1)).status).toBe(200)
    // Two at once for the last place: one of them is refused, whichever it is.
    const both = await Promise.all([give(2), give(3)])
    expect(both.map(({ status }) => status).sort()).toEqual([200, 409])
    const third = await give(4)
    expect([third.status, third.body['code']]).toEqual([409, 'proxy_refused'])
    const own = await give(0)
    expect(own.body['details']).toEqual({ reason: 'on_row' })
    const rowId = await town.rowOf(poll, town.voterAt(1))
    const vote = { rowId, answers: ['A'], othersAgree: true }
    const post = { role: 'grid_worker' as const, nodeId: town.own, communityIds: [town.own] }
    const appointed = app.as({
      ...holder.actor,
      ...{ accountId: 'acc_testAppointed', sessionId: 'ses_testAppointed' },
      grants: [...holder.actor.grants, post],
    })
    const refused = await appointed.post(`/polls/${poll.id}/vote`, vote)
    expect([refused.status, refused.body['details']]).toEqual([409, { reason: 'staff' }])
    const cast = await holder.client.post(`/polls/${poll.id}/vote`, vote)
    expect(cast.status).toBe(200)
    const lines = bodyOf(await town.voterAt(9).client.get(`/polls/${poll.id}/roll?limit=50`))['items'] as {
      mandate: string | null
    }[]
    expect(lines.filter(({ mandate }) => mandate === '周**')).toHaveLength(2)
    // Changed by the holder as long as the neighbour has not voted in person; from then on by her alone.
    expect((await holder.client.post(`/polls/${poll.id}/vote`, { ...vote, answers: ['B'] })).status).toBe(200)
    expect((await town.voterAt(1).client.post(`/polls/${poll.id}/vote`, vote)).status).toBe(200)
    const late = await holder.client.post(`/polls/${poll.id}/vote`, { ...vote, answers: ['B'] })
    expect([late.status, late.body['code']]).toEqual([409, 'already_voted'])
    const held = bodyOf(await holder.client.get(`/polls/${poll.id}/mine`))['rows'] as object[]
    expect(held).toContainEqual(expect.objectContaining({ rowId, voted: true, isVoter: false }))
  })
  test('where nobody may vote for another that is the answer, whoever was to hold the mandate', async () => {
    for (const setup of [{}, namedStraw]) {
      const poll = await town.announced(setup)
      const rowId = await town.rowOf(poll, town.voterAt(1))
      const mandate = { rowId, holderId: town.voterAt(0).personId, mandateRef: '委托书 1' }
      const refused = await town.staff.post(`/staff/polls/${poll.id}/proxies`, mandate)
      expect([refused.status, refused.body['code'], refused.body['detail']]).toEqual([
        ...[409, 'no_proxies', '这次表决不能委托别人投票，要由本人投'],
      ])
    }
  })
})
