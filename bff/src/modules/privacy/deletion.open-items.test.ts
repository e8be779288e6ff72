import { deskInput } from '../../../test/booking-hall'
import { TEST_START } from '../../../test/fake-clock'
import { bodyOf, outcome, type Client } from '../../../test/http-client'
import { createSmsBox, signInByPhone } from '../../../test/own-account'
import { createResidents, phonesFrom, type SignedInResident } from '../../../test/own-resident'
import {
  always,
  namedStraw,
  startPollTown,
  type PollHandle,
  type PollTown,
  type Voter,
} from '../../../test/poll-town'
import type { TestApp } from '../../../test/test-app'
import { deletedAccount } from '../../platform/personal-data'

// Whoever deletes the account while something of theirs is open: it goes on without them, or ends with a word to others.

const NAME = '欧阳拾穗'
const box = createSmsBox()
let app: TestApp
let town: PollTown
let resident: () => Promise<SignedInResident & Voter>
beforeAll(async () => {
  ;({ app, town } = await startPollTown(24, { overrides: { sms: box.sms } }))
  const residents = createResidents(app, town, box, phonesFrom('1380004'), 24)
  resident = async () => {
    const me = await residents.resident('owner', { name: NAME })
    // A poll lasts for weeks, a token for ten minutes.
    const actor = { ...town.voterAt(0).actor, accountId: me.accountId, personId: me.personId }
    const own = { ...actor, sessionId: `ses_test${me.accountId.slice(4)}` }
    return { ...me, actor: own, client: always(app, own) }
  }
  await town.withAccounts(0, 1)
  await town.appoint('community_staff', '李敏')
  await town.appoint('community_staff', '陈立新', 'acc_testStaffTwo')
  await town.appoint('community_admin', '孙主任')
  await town.appoint('supervisor', '钱监督')
})
beforeEach(() => app.clock.set(TEST_START))
afterAll(() => app.close())

/** What is left open, where it is read by whom, and what is to be found once the account is gone. */
interface Open {
  readonly reads: readonly (readonly [Client, string])[]
  readonly goesOn: () => Promise<void>
}
const mandated = { packId: 'residents_meeting', secrecy: 'named', electorate: 'household' } as const

/** Enters a mandate at the desk. @returns where it is read afterwards, by the other of its two people and by the desk */
async function mandateReads(
  poll: PollHandle,
  rowId: string,
  holderId: string,
  other: Voter,
): Promise<Open['reads']> {
  const mandate = { rowId, holderId, mandateRef: '委托书 1' }
  bodyOf(await town.staff.post(`/staff/polls/${poll.id}/proxies`, mandate))
  return [
    [other.client, `/polls/${poll.id}/mine`],
    [town.staff, `/staff/polls/${poll.id}/roll`],
  ]
}

const kinds: Readonly<Record<string, (me: SignedInResident & Voter) => Promise<Open>>> = {
  async 'a case that waits for its author'(me) {
    const made = bodyOf<{ id: string; version: number }>(
      await me.client.post('/opinions', {
        ...{ categoryCode: 'sanitation.corridor', text: '楼道堆了旧柜子和纸箱，轮椅过不去', photoIds: [] },
        ...{ placeId: me.roomId, placeDetail: '', hideName: false, wantsPublic: false, notifyMe: true },
      }),
    )
    const question = { version: made.version, question: '请说一下是几楼，方便我们去看' }
    bodyOf(await town.staff.post(`/opinions/${made.id}/request-info`, question))
    return {
      reads: [
        [town.staff, `/staff/opinions/${made.id}`],
        [town.staff, '/staff/opinions'],
      ],
      async goesOn() {
        const atDesk = await app.told(made.id, town.actor('community_staff').accountId)
        expect(atDesk.filter(({ title }) => title === '等补充的居民注销了账号')).toHaveLength(1)
        const { version } = bodyOf(await town.staff.get(`/staff/opinions/${made.id}`))
        bodyOf(await town.staff.post(`/opinions/${made.id}/accept`, { version }))
      },
    }
  },
  async 'a booking'(me) {
    const desk = bodyOf<{ id: string }>(
      await town.staff.post('/staff/desks', { communityId: town.own, ...deskInput }),
    )
    const { days } = bodyOf<{ days: { slots: { id: string; free: number }[] }[] }>(
      await app.visitor.get(`/slots?deskId=${desk.id}&from=2026-11-24&days=1`),
    )
    const slotId = days[0]?.slots[0]?.id ?? ''
    bodyOf(await me.client.post('/bookings', { slotId, serviceCode: 'elder-card' }))
    return {
      reads: [[town.staff, `/staff/desks/${desk.id}/day?day=2026-11-24`]],
      async goesOn() {
        const [slot] = (await app.rows('slots')).filter(({ _id }) => _id === slotId)
        expect(slot).toMatchObject({ seats: [] })
      },
    }
  },
  async 'a mandate held'(me) {
    const poll = await town.opened({ ...mandated, proxiesPerHolder: 1 })
    const principal = town.voterAt(0)
    const rowId = await town.rowOf(poll, principal)
    return {
      reads: await mandateReads(poll, rowId, me.personId, principal),
      async goesOn() {
        const word = '您委托的人注销了账号，不能替您投票了'
        const told = await app.told(poll.id, principal.actor.accountId)
        expect(told.filter(({ title }) => title === word)).toHaveLength(1)
        const atDesk = await app.told(poll.id, 'acc_testStaffTwo')
        expect(atDesk.map(({ title }) => title)).toEqual(['接受投票委托的居民注销了账号'])
        const vote = { rowId, answers: ['A'], othersAgree: true }
        expect(outcome(await principal.client.post(`/polls/${poll.id}/vote`, vote))).toBe(200)
      },
    }
  },
  async 'a mandate given'(me) {
    await town.showPapers([me.personId])
    const poll = await town.opened({ ...mandated, proxiesPerHolder: 1 })
    const [holder, rowId] = [town.voterAt(0), await town.rowOf(poll, me)]
    return {
      reads: await mandateReads(poll, rowId, holder.personId, holder),
      // It was given in writing by a human who is on the frozen roll.
      async goesOn() {
        const vote = { rowId, answers: ['A'], othersAgree: true }
        expect(outcome(await holder.client.post(`/polls/${poll.id}/vote`, vote))).toBe(200)
      },
    }
  },
  async 'an objection to a roll'(me) {
    const poll = await town.announced()
    bodyOf(await me.client.post(`/polls/${poll.id}/objections`, { text: '名册上没有我的母亲' }))
    return {
      reads: [
        [town.staff, `/staff/polls/${poll.id}/objections`],
        [town.staff, `/staff/polls/${poll.id}`],
      ],
      async goesOn() {
        const { items } = bodyOf<{ items: { id: string }[] }>(
          await town.staff.get(`/staff/polls/${poll.id}/objections`),
        )
        const answer = { objectionId: items[0]?.id, accepted: false, reason: '她登记在另一个社区' }
        bodyOf(await town.staff.post(`/staff/polls/${poll.id}/decide-objection`, answer))
      },
    }
  },
  async 'a doubt about a ballot'(me) {
    const poll = await town.opened(namedStraw)
    const rowId = await town.rowOf(poll, me)
    const path = `/staff/polls/${poll.id}`
    for (const desk of [town.staff, town.second])
      bodyOf(await desk.post(`${path}/papers`, { rowId, answers: ['A'], channel: 'paper' }))
    bodyOf(await me.client.post(`/polls/${poll.id}/not-me`, { rowId, text: '我没有交过纸票，请查一查' }))
    return {
      reads: [
        [town.admin, `${path}/not-me`],
        [town.admin, path],
      ],
      async goesOn() {
        const finding = { rowId, upheld: true, reason: '签名不是本人的' }
        bodyOf(await town.admin.post(`${path}/answer-not-me`, finding))
        expect(await town.rollRows(poll)).toContainEqual(
          expect.objectContaining({ _id: rowId, voted: false }),
        )
      },
    }
  },
  async 'a topic screened out with an objection'(me) {
    const topic = bodyOf<{ id: string }>(
      await me.client.post('/topics', {
        ...{ title: '在 6 号楼北侧加装充电车棚', why: '电动车停在楼道里充电，不安全' },
        wish: '在北侧空地建一个带充电的车棚',
      }),
    )
    const refused = { version: 1, reason: 'case', words: '已派给物业' }
    bodyOf(await town.staff.post(`/staff/topics/${topic.id}/screen-out`, refused))
    const objection = { version: 2, text: '物业说不归他们管，请再看一看' }
    bodyOf(await me.client.post(`/topics/${topic.id}/object`, objection))
    return {
      reads: [
        [town.staff, `/staff/topics/${topic.id}`],
        [town.staff, '/staff/topics'],
      ],
      async goesOn() {
        const { version } = bodyOf(await town.staff.get(`/staff/topics/${topic.id}`))
        const decision = { version, upheld: true, words: '确实已派给物业' }
        bodyOf(await town.admin.post(`/staff/topics/${topic.id}/decide`, decision))
      },
    }
  },
}

test.each(Object.keys(kinds))(
  '%s',
  async (kind) => {
    const me = await resident()
    const { reads, goesOn } = (await kinds[kind]?.(me)) ?? { reads: [], goesOn: () => Promise.resolve() }
    await app.drainOutbox()
    const logged = app.logs.length

    app.clock.advance(60_000)
    const again = await signInByPhone(app, box, me.phone)
    expect(outcome(await again.client.post('/privacy/deletion', {}))).toBe(204)
    await app.drainOutbox()
    const messagesBefore = (await app.rows('messages')).length
    for (const [client, path] of reads) {
      const answer = await client.get(path)
      expect([path, answer.status]).toEqual([path, 200])
      for (const trace of [NAME, me.accountId, me.phone]) expect(answer.text).not.toContain(trace)
    }
    await goesOn()

    app.clock.advance(60 * 86_400_000)
    for (const job of app.deps.jobs.names()) await app.deps.jobs.runNow(job)
    await app.drainOutbox()
    const told = (await app.rows('messages')).slice(messagesBefore)
    expect(
      told.filter(({ accountId }) => [me.accountId, deletedAccount].includes(String(accountId))),
    ).toEqual([])
    expect(app.logs.slice(logged).filter(({ level }) => Number(level) >= 50)).toEqual([])
    expect((await app.rows('outbox_events')).filter((row) => row['deadAt'] != null)).toEqual([])
  },
  60_000,
)

test('who took a case and left: the resident’s question and the warnings reach the office, and the former worker nothing', async () => {
  const me = await resident()
  const made = bodyOf<{ id: string; version: number }>(
    await me.client.post('/opinions', {
      ...{ categoryCode: 'sanitation.corridor', text: '楼道堆了旧柜子和纸箱，轮椅过不去', photoIds: [] },
      ...{ placeId: me.roomId, placeDetail: '', hideName: false, wantsPublic: false, notifyMe: true },
    }),
  )
  bodyOf(await town.second.post(`/opinions/${made.id}/accept`, { version: made.version }))
  await app.drainOutbox()
  const left = 'acc_testStaffTwo'
  const [grant] = (await app.deps.services.people.grantsOf(left)) as { _id: string; version: number }[]
  await app.deps.services.roles.end(
    { id: grant?._id ?? '', version: grant?.version ?? 0 },
    { at: app.clock.now(), by: town.actor('community_admin').accountId, reason: 'left' },
  )
  const before = (await app.told(made.id, left)).length
  for (let day = 1; day <= 20; day += 1) {
    app.clock.advance(86_400_000)
    await app.deps.jobs.runNow('opinions.warn')
    await app.drainOutbox()
  }
  const version = async () => bodyOf(await town.staff.get(`/staff/opinions/${made.id}`))['version']
  const reply = { version: await version(), text: '周五上午清理', photoIds: [] }
  bodyOf(await town.staff.post(`/opinions/${made.id}/reply`, reply))
  const question = { version: await version(), text: '请问是几点来清理', photoIds: [] }
  bodyOf(await me.client.post(`/opinions/${made.id}/ask`, question))
  expect(await app.told(made.id, left)).toHaveLength(before)
  const office = (await app.told(made.id, town.actor('community_staff').accountId)).map(({ title }) => title)
  expect(office).toEqual(expect.arrayContaining(['居民追问了一句', '一件意见逾期了']))
})
