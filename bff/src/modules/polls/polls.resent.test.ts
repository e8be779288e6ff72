import type { PollSetup } from '@linli/shared/polls/setup.rules'
import { bodyOf, codeOf, outcome, type Answer, type Client } from '../../../test/http-client'
import {
  startPollTown,
  CLOSES,
  namedResidents,
  namedStraw,
  type PollHandle,
  type PollTown,
} from '../../../test/poll-town'
import type { TestApp } from '../../../test/test-app'

// An answer can be lost after the act was done. Whoever sends the same again gets the first answer, and nothing is done
// twice; whoever else does the same a moment later is told that somebody was faster.

let app: TestApp
let town: PollTown
beforeEach(async () => {
  ;({ app, town } = await startPollTown(12))
})
afterEach(() => app.close())

interface Act {
  readonly who: Client
  readonly path: string
  readonly body: object
  readonly method?: 'put'
}
const versioned = async (who: Client, poll: PollHandle, event: string, more: object = {}): Promise<Act> => ({
  ...{ who, path: `/staff/polls/${poll.id}/${event}` },
  body: { version: (await town.desk(poll))['version'], ...more },
})
const counted = async (setup: Partial<PollSetup> = namedStraw): Promise<PollHandle> => {
  const poll = await town.opened(setup)
  await town.close()
  return poll
}
const drafted = async (): Promise<PollHandle> => {
  app.clock.set('2026-11-23T02:00:00.000Z')
  return bodyOf<{ id: string; version: number }>(
    await town.staff.post('/staff/polls', town.draft(namedStraw)),
  )
}
/** A poll that the city's own system has counted, and what is entered of it. */
const countedElsewhere = async (): Promise<{ poll: PollHandle; record: object }> => {
  const poll = await town.announced({
    ...{ packId: 'owners_decision', cityId: 'beijing', matter: 'owners_item', ownerItem: 4 },
    ...{ secrecy: 'named', electorate: 'owner' },
  })
  const { votes, area } = (await town.desk(poll))['roll'] as { votes: number; area: number }
  app.clock.set(CLOSES)
  const questions = [
    {
      cast: { votes, area },
      options: [
        { votes, area },
        { votes: 0, area: 0 },
      ],
    },
  ]
  const source = { system: '业主电子投票系统', reference: 'BJ-2026-118', decidedOn: '2026-12-26' }
  return { poll, record: { ...source, questions, fileIds: [] } }
}
const facts = {
  ...{ noticeDay: '2026-11-23', partyStudyOn: null, committeeMembers: null, attendanceRule: '' },
  authorisation: '',
  ...{ willBeFiled: false, paperPlace: '社区服务中心一楼', deliveryKept: false },
}
/** What was done, without the key that keeps its answer and what counts requests. */
async function deeds(): Promise<object> {
  const { idempotency_keys: _keys, rate_limits: _limits, ...rest } = await app.census()
  return rest
}

const acts: Readonly<Record<string, () => Promise<Act>>> = {
  'saving a draft': async () => {
    const { id, version } = await drafted()
    const { communityId: _own, ...draft } = town.draft(namedStraw, { title: '空地做花园还是做车位' })
    return { who: town.staff, path: `/staff/polls/${id}`, body: { ...draft, version }, method: 'put' }
  },
  'saving what was prepared': async () => {
    const { id, version } = await town.announced(namedStraw)
    return {
      who: town.staff,
      path: `/staff/polls/${id}/preparation`,
      body: { ...facts, version },
      method: 'put',
    }
  },
  'record-official': async () => {
    const { poll, record } = await countedElsewhere()
    return versioned(town.admin, poll, 'record-official', record)
  },
  'correct-official': async () => {
    const { poll, record } = await countedElsewhere()
    bodyOf(
      await town.admin.post(`/staff/polls/${poll.id}/record-official`, { ...record, version: poll.version }),
    )
    return versioned(town.admin, poll, 'correct-official', {
      ...record,
      reference: 'BJ-2026-119',
      reason: '文号录错了',
    })
  },
  'record-filing': async () => {
    const poll = await town.opened({ ...namedResidents, electorate: 'household', matter: 'charter' })
    for (const voter of town.voters)
      bodyOf(
        await voter.client.post(`/polls/${poll.id}/vote`, {
          ...{ rowId: await town.rowOf(poll, voter), answers: ['A'], othersAgree: true },
        }),
      )
    await town.close()
    await town.publish(poll)
    return versioned(town.staff, poll, 'record-filing', {
      filedOn: CLOSES.slice(0, 10),
      reference: '街备 12 号',
    })
  },
  prepare: async () => versioned(town.staff, await drafted(), 'prepare'),
  revise: async () => {
    const poll = await drafted()
    bodyOf(await town.staff.post(`/staff/polls/${poll.id}/prepare`, { version: poll.version }))
    return versioned(town.staff, poll, 'revise')
  },
  'publish-roll': async () => {
    const poll = await drafted()
    bodyOf(await town.staff.post(`/staff/polls/${poll.id}/prepare`, { version: poll.version }))
    return versioned(town.staff, poll, 'publish-roll')
  },
  'withdraw-roll': async () => versioned(town.staff, await town.announced(namedStraw), 'withdraw-roll'),
  discard: async () => versioned(town.staff, await town.announced(namedStraw), 'discard'),
  freeze: async () => {
    const poll = await town.announced(namedStraw)
    town.afterObjections()
    return versioned(town.admin, poll, 'freeze')
  },
  cancel: async () =>
    versioned(town.admin, await town.opened(namedStraw), 'cancel', { reason: '选项写错了' }),
  'decide-objection': async () => {
    const poll = await town.announced(namedStraw)
    const said = await town.voterAt(0).client.post(`/polls/${poll.id}/objections`, { text: '名册上没有我家' })
    const body = { objectionId: bodyOf(said)['id'], accepted: false, reason: '在第 3 行' }
    return { who: town.staff, path: `/staff/polls/${poll.id}/decide-objection`, body }
  },
  paper: async () => {
    const poll = await town.opened(namedStraw)
    const body = { rowId: await town.rowOf(poll, town.voterAt(0)), answers: ['A'], channel: 'paper' }
    return { who: town.staff, path: `/staff/polls/${poll.id}/papers`, body }
  },
  'paper, the second reading': async () => {
    const act = await acts['paper']?.()
    if (!act) throw new Error('no paper')
    bodyOf(await act.who.post(act.path, act.body))
    return { ...act, who: town.second }
  },
  'void-papers': async () => {
    const poll = await town.opened()
    bodyOf(await town.staff.post(`/staff/polls/${poll.id}/print-papers`, { count: 5 }))
    const body = { from: 1, to: 3, reason: '打印机卡纸' }
    return { who: town.staff, path: `/staff/polls/${poll.id}/void-papers`, body }
  },
  batch: async () => {
    const poll = await town.opened()
    bodyOf(await town.staff.post(`/staff/polls/${poll.id}/print-papers`, { count: 5 }))
    for (let index = 0; index < 5; index += 1) {
      const rowId = await town.rowOf(poll, town.voterAt(index))
      bodyOf(await town.staff.post(`/staff/polls/${poll.id}/marks`, { rowId }))
    }
    await town.close()
    const papers = Array.from({ length: 5 }, (_, at) => ({ serial: at + 1, answers: ['A'] }))
    return { who: town.staff, path: `/staff/polls/${poll.id}/batches`, body: { papers } }
  },
  count: async () => {
    const act = await acts['batch']?.()
    if (!act) throw new Error('no batch')
    bodyOf(await act.who.post(act.path, act.body))
    const poll = { id: act.path.split('/')[3] ?? '', version: 0 }
    return versioned(town.staff, poll, 'count')
  },
  publish: async () => versioned(town.admin, await counted(), 'publish'),
  'refuse-signature': async () => {
    const poll = await counted()
    await town.publish(poll)
    const { root } = await town.desk(poll)
    return {
      ...{ who: town.supervisor, path: `/staff/polls/${poll.id}/refuse-signature` },
      body: { root, reason: '和领票登记对不上' },
    }
  },
  sign: async () => {
    const poll = await counted()
    await town.publish(poll)
    const { root } = await town.desk(poll)
    return { who: town.supervisor, path: `/staff/polls/${poll.id}/sign`, body: { root } }
  },
  'answer-not-me': async () => {
    const poll = await counted()
    const her = town.voterAt(0)
    const rowId = await town.rowOf(poll, her)
    bodyOf(await her.client.post(`/polls/${poll.id}/not-me`, { rowId, text: '我投过票的' }))
    const body = { rowId, upheld: false, reason: '没有查到' }
    return { who: town.staff, path: `/staff/polls/${poll.id}/answer-not-me`, body }
  },
  'not-me': async () => {
    const poll = await counted()
    const { client } = town.voterAt(0)
    const rowId = await town.rowOf(poll, town.voterAt(0))
    return { who: client, path: `/polls/${poll.id}/not-me`, body: { rowId, text: '我投过票的' } }
  },
  vote: async () => {
    const poll = await town.opened(namedStraw)
    const rowId = await town.rowOf(poll, town.voterAt(0))
    const body = { rowId, answers: ['A'], othersAgree: true }
    return { who: town.voterAt(0).client, path: `/polls/${poll.id}/vote`, body }
  },
}

test.each(Object.keys(acts))(
  '%s, sent again by the same person, is answered as the first time and done once',
  async (name) => {
    const act = await acts[name]?.()
    if (!act) throw new Error('no such act')
    const send = (): Promise<Answer> =>
      act.who[act.method ?? 'post'](act.path, act.body, {
        idempotencyKey: `resent-${name.replaceAll(/[^a-z]/g, '')}-1`,
      })
    const first = bodyOf(await send())
    const before = await deeds()
    expect(bodyOf(await send())).toEqual(first)
    expect(await deeds()).toEqual(before)
  },
)

test('a release that sends no key is told as before that the act is done', async () => {
  const act = await acts['cancel']?.()
  if (!act) throw new Error('no such act')
  const { path, body } = act
  const raw = () =>
    town.admin.raw(path, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    })
  expect(outcome(await raw())).toBe(200)
  expect(outcome(await raw())).toBe('invalid_status')
})

test('the same act of another of the staff is refused: somebody was faster', async () => {
  const act = await acts['withdraw-roll']?.()
  if (!act) throw new Error('no such act')
  expect(outcome(await act.who.post(act.path, act.body))).toBe(200)
  expect(outcome(await town.second.post(act.path, act.body))).toBe('invalid_status')
})

test('another draft under the version that was read before is refused, and what stands there stays', async () => {
  const act = await acts['saving a draft']?.()
  if (!act) throw new Error('no such act')
  const first = bodyOf(await act.who.put(act.path, act.body))
  expect(codeOf(await act.who.put(act.path, { ...act.body, title: '空地怎么用' }))).toBe('version_conflict')
  expect(bodyOf(await act.who.get(act.path))).toEqual(first)
})
