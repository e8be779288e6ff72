import type { Answer } from '../../../test/http-client'
import { bodyOf, buildPollTown, type PollTown } from '../../../test/poll-town'
import { startTestApp, type TestApp } from '../../../test/test-app'
import { scopeOf } from '../../platform/scope'

const START = '2026-11-23T02:00:00.000Z'
const DAY_BEFORE = '2026-12-02T02:00:00.000Z'
const BEGINS = '2026-12-03T11:00:00.000Z'

let app: TestApp
let town: PollTown
let topicId: string

interface Meeting extends Record<string, unknown> {
  readonly id: string
  readonly version: number
  readonly status: string
  readonly items: readonly {
    readonly id: string
    readonly outcome: string | null
    readonly decision: string
  }[]
  readonly figures: { readonly invited: number; readonly coming: number; readonly came: number }
  readonly abilities: Record<string, boolean>
}
const meetingIn = (answer: Answer): Meeting => bodyOf(answer) as unknown as Meeting
const voter = (index: number) => town.voterAt(index)
const person = (index: number) => voter(index).client

beforeAll(async () => {
  app = await startTestApp()
  town = await buildPollTown(app, 6)
  const residencies = app.connection.getClient().db(app.database).collection('residencies')
  for (const { personId, actor } of town.voters)
    await residencies.updateMany(
      { communityId: town.own, personId, to: null },
      { $set: { accountId: actor.accountId } },
    )
  await app.deps.services.council.settings.decide(scopeOf([town.own]), { supportersNeeded: 3 })
  const made = bodyOf(
    await town.staff.post('/staff/topics', {
      ...{ communityId: town.own, title: '加装充电车棚', why: '楼道里充电不安全', wish: '建一个车棚' },
      opinionIds: [],
    }),
  )
  topicId = String(made['id'])
  for (const index of [0, 1]) bodyOf(await person(index).post(`/topics/${topicId}/support`))
  const { version } = bodyOf(await town.staff.get(`/staff/topics/${topicId}`)) as { version: number }
  bodyOf(await town.staff.post(`/staff/topics/${topicId}/adopt`, { version, reason: '涉及全体居民' }))
})
beforeEach(() => app.clock.set(START))
afterAll(() => app.close())

const draft = (more: Record<string, unknown> = {}) => ({
  ...{ title: '充电车棚议事会', about: '', place: '二楼议事厅', isPublic: true },
  ...{ startsAt: BEGINS, endsAt: '2026-12-03T12:30:00.000Z' },
  items: [
    { id: null, title: '车棚建在哪里', topicId, pollId: null },
    { id: null, title: '年底工作通报', topicId: null, pollId: null },
  ],
  audience: { representatives: false, supporters: true, personIds: [voter(2).personId] },
  ...more,
})
const planned = async (more: Record<string, unknown> = {}): Promise<Meeting> =>
  meetingIn(await town.staff.post('/staff/meetings', { communityId: town.own, ...draft(more) }))
const act = async (who: PollTown['staff'], { id }: { id: string }, event: string, body: object) =>
  who.post(`/staff/meetings/${id}/${event}`, body)
const invited = async (more: Record<string, unknown> = {}): Promise<Meeting> => {
  const meeting = await planned(more)
  meetingIn(await act(town.staff, meeting, 'invite', { version: meeting.version }))
  await app.drainOutbox()
  return deskOf(meeting.id)
}
const deskOf = async (id: string): Promise<Meeting> =>
  meetingIn(await town.staff.get(`/staff/meetings/${id}`))
const told = async (id: string, index: number): Promise<string[]> => {
  await app.drainOutbox()
  return (await app.rows('messages'))
    .filter((row) => row['targetId'] === id && row['accountId'] === voter(index).actor.accountId)
    .map((row) => String(row['title']))
}
/** What the first page says of the meeting to one person. */
const onHome = async (id: string, index: number): Promise<string | undefined> => {
  const { matters } = bodyOf(await person(index).get('/home')) as {
    matters: { targetId: string; sentence: string }[]
  }
  return matters.find(({ targetId }) => targetId === id)?.sentence
}
const doorCode = async (id: string): Promise<string> =>
  String(bodyOf(await town.staff.get(`/staff/meetings/${id}/door`))['doorCode'])
const attend = (index: number, id: string, code: string) =>
  person(index).post(`/meetings/${id}/attend`, { doorCode: code })
const minutesOf = (meeting: Meeting, decision = '建在 6 号楼北侧空地') => ({
  version: meeting.version,
  text: '到会的邻居商量了车棚的位置',
  items: meeting.items.map(({ id }, at) => ({
    ...{ id, outcome: at === 0 ? 'agreed' : 'heard', decision: at === 0 ? decision : '' },
  })),
})

describe('planning', () => {
  it('is the desk’s alone until it is announced, and nobody’s of another community', async () => {
    const meeting = await planned()
    expect(meeting).toMatchObject({
      status: 'planned',
      abilities: { change: true, invite: true, begin: false },
    })
    expect((await person(0).get(`/meetings/${meeting.id}`)).status).toBe(404)
    expect((await app.visitor.get(`/meetings/${meeting.id}`)).status).toBe(404)
    expect((await app.visitor.get(`/staff/meetings/${meeting.id}`)).status).toBe(401)
    expect((await person(0).get(`/staff/meetings/${meeting.id}`)).status).toBe(403)
    expect((await town.supervisor.get(`/staff/meetings/${meeting.id}`)).body['abilities']).toMatchObject({
      change: false,
      invite: false,
    })
    expect((await act(town.supervisor, meeting, 'invite', { version: 1 })).status).toBe(403)
    const elsewhere = town.as('community_staff', { community: 'other' })
    expect((await elsewhere.get(`/staff/meetings/${meeting.id}`)).status).toBe(404)
    expect((await act(elsewhere, meeting, 'invite', { version: 1 })).status).toBe(404)
    expect((await elsewhere.post('/staff/meetings', { communityId: town.own, ...draft() })).status).toBe(404)
  })
  it('names everything that cannot be at once, and keeps nothing', async () => {
    const answer = await town.staff.post('/staff/meetings', {
      communityId: town.own,
      ...draft({
        ...{ startsAt: '2026-11-22T11:00:00.000Z', endsAt: '2026-11-22T11:00:00.000Z' },
        items: [{ id: null, title: '不在这里的', topicId: 'top_1BoxkVZLBjFjeN8D7r', pollId: null }],
        audience: { representatives: false, supporters: false, personIds: ['per_1BoxkVZLBjFjeN8D7r'] },
      }),
    })
    expect(answer.status).toBe(400)
    expect((answer.body['errors'] as { path: string }[]).map(({ path }) => path)).toEqual([
      'body.startsAt',
      'body.endsAt',
      'body.items.0.topicId',
      'body.audience.personIds',
    ])
  })
  it('of two who change it at once one is told so, whatever they change', async () => {
    const meeting = await planned()
    const both = await Promise.all(
      [town.staff, town.second].map((client, at) =>
        client.put(`/staff/meetings/${meeting.id}`, { version: 1, ...draft({ title: `会议改名 ${at}` }) }),
      ),
    )
    expect(both.map(({ status }) => status).sort()).toEqual([200, 409])
  })
})

describe('invitations', () => {
  it('go to who stands behind the topics and to who is named, once each, and are answered by them alone', async () => {
    const meeting = await invited()
    expect(meeting).toMatchObject({ status: 'invited', figures: { invited: 3, coming: 0 } })
    expect(await told(meeting.id, 0)).toEqual(['请您来开会'])
    expect(await told(meeting.id, 3)).toEqual([])
    expect(await onHome(meeting.id, 0)).toBe('请您来开会，12月3日 19:00。来不来请告诉社区')
    expect(await onHome(meeting.id, 3)).toBeUndefined()
    const answered = bodyOf(await person(0).post(`/meetings/${meeting.id}/answer`, { coming: true }))
    expect(answered).toMatchObject({
      invited: true,
      coming: true,
      abilities: { answer: true, attend: false },
    })
    bodyOf(await person(1).post(`/meetings/${meeting.id}/answer`, { coming: false }))
    expect((await person(3).post(`/meetings/${meeting.id}/answer`, { coming: true })).status).toBe(403)
    expect((await town.as('resident').post(`/meetings/${meeting.id}/answer`, { coming: true })).status).toBe(
      403,
    )
    expect((await deskOf(meeting.id)).figures).toMatchObject({ invited: 3, coming: 1, notComing: 1 })
    const { items } = bodyOf(await person(0).get('/meetings')) as { items: { id: string; coming: unknown }[] }
    expect(items.find(({ id }) => id === meeting.id)?.coming).toBe(true)
    expect(await onHome(meeting.id, 0)).toBeUndefined()
    app.clock.set(DAY_BEFORE)
    expect(await onHome(meeting.id, 0)).toBe('明天 19:00 开会，二楼议事厅')
    expect(await onHome(meeting.id, 1)).toBeUndefined()
  })
  it('are followed by what is another: a new hour to all, a new guest invited, nothing for a mended word', async () => {
    const meeting = await invited()
    const change = async (more: Record<string, unknown>) => {
      const { version, items } = await deskOf(meeting.id)
      const kept = items.map(({ id }, at) => ({ ...draft().items[at], id }))
      meetingIn(
        await town.staff.put(`/staff/meetings/${meeting.id}`, {
          version,
          ...draft({ items: kept, ...more }),
        }),
      )
    }
    await change({ about: '请带上您的想法' })
    expect(await told(meeting.id, 0)).toEqual(['请您来开会'])
    const personIds = [voter(2).personId, voter(3).personId]
    await change({ place: '中心花园', audience: { representatives: false, supporters: true, personIds } })
    expect(await told(meeting.id, 0)).toEqual(['请您来开会', '会议的时间或者地点改了'])
    expect(await told(meeting.id, 3)).toEqual(['请您来开会'])
    const { version } = await deskOf(meeting.id)
    expect((await act(town.staff, meeting, 'cancel', { version, reason: '当天停电' })).status).toBe(200)
    expect(await told(meeting.id, 3)).toContain('会议取消了')
    expect(bodyOf(await person(5).get(`/meetings/${meeting.id}`))).toMatchObject({ cancelReason: '当天停电' })
    expect((await act(town.staff, meeting, 'begin', { version: version + 1 })).status).toBe(409)
  })
  it('reach nobody whose meeting was called off before it was announced: only the desk reads that it was', async () => {
    const meeting = await planned({ title: '还没定的会' })
    bodyOf(await act(town.staff, meeting, 'cancel', { version: meeting.version, reason: '人不齐' }))
    for (const who of [person(0), app.visitor]) {
      expect((await who.get(`/meetings/${meeting.id}`)).status).toBe(404)
      for (const filter of ['coming', 'past'])
        expect((await who.get(`/meetings?communityId=${town.own}&filter=${filter}`)).text).not.toContain(
          '还没定的会',
        )
    }
    expect(await deskOf(meeting.id)).toMatchObject({ status: 'cancelled', cancelReason: '人不齐' })
    expect((await town.staff.get(`/staff/meetings?communityId=${town.own}`)).text).toContain('还没定的会')
  })
  it('that go out while the meeting is called off are taken back from everybody', async () => {
    const meeting = await planned()
    bodyOf(await act(town.staff, meeting, 'invite', { version: meeting.version }))
    const { messages } = app.deps.services
    const { deliver } = messages
    const held = jest.spyOn(messages, 'deliver').mockImplementationOnce(async (message) => {
      // Between the look at the meeting and the message it is called off, and another worker has told the first guests.
      const { version } = await deskOf(meeting.id)
      bodyOf(await act(town.staff, meeting, 'cancel', { version, reason: '当天停电' }))
      const event = (await app.rows('outbox_events')).find(
        (row) => row['type'] === 'meeting.cancelled' && row['aggregateId'] === meeting.id,
      )
      await app.connection
        .getClient()
        .db(app.database)
        .collection('outbox_events')
        .updateOne(
          { _id: event?.['_id'] as never },
          { $set: { dispatchedAt: app.clock.now() }, $unset: { availableAt: 1 } },
        )
      await deliver({
        ...{ ...message, title: '会议取消了', needsAct: false, dedupeKey: `meeting.cancelled:${meeting.id}` },
        recipients: message.recipients.slice(0, 1),
      })
      return deliver(message)
    })
    await app.drainOutbox()
    held.mockRestore()
    const rows = (await app.rows('messages')).filter((row) => row['targetId'] === meeting.id)
    expect(rows.filter(({ needsAct }) => needsAct)).toEqual([])
    for (const index of [0, 1, 2]) expect(await told(meeting.id, index)).toContain('会议取消了')
  })
  it('that were not answered ask for the new hour, and no longer than until then', async () => {
    const meeting = await invited()
    bodyOf(await person(1).post(`/meetings/${meeting.id}/answer`, { coming: true }))
    const { version, items } = await deskOf(meeting.id)
    const kept = items.map(({ id }, at) => ({ ...draft().items[at], id }))
    const times = { startsAt: '2026-12-05T11:00:00.000Z', endsAt: '2026-12-05T12:30:00.000Z' }
    bodyOf(
      await town.staff.put(`/staff/meetings/${meeting.id}`, { version, ...draft({ items: kept, ...times }) }),
    )
    await app.drainOutbox()
    const asking = (await app.rows('messages')).filter(
      (row) => row['targetId'] === meeting.id && row['needsAct'] === true,
    )
    expect(asking.map(({ accountId, title, actUntil }) => [accountId, title, actUntil]).toSorted()).toEqual(
      [0, 2]
        .map((index) => [voter(index).actor.accountId, '会议的时间或者地点改了', new Date(times.startsAt)])
        .toSorted(),
    )
    expect(await told(meeting.id, 1)).toContain('会议的时间或者地点改了')
  })
  it('are recalled once, on the day before, to who has not said no', async () => {
    const meeting = await invited()
    bodyOf(await person(1).post(`/meetings/${meeting.id}/answer`, { coming: false }))
    await app.deps.jobs.runNow('council.remind_guests')
    expect(await told(meeting.id, 0)).not.toContain('12月3日开会，请别忘了')
    app.clock.set(DAY_BEFORE)
    for (let i = 0; i < 2; i += 1) await app.deps.jobs.runNow('council.remind_guests')
    expect((await told(meeting.id, 0)).filter((title) => title === '12月3日开会，请别忘了')).toHaveLength(1)
    expect(await told(meeting.id, 1)).not.toContain('12月3日开会，请别忘了')
  })
})

describe('at the door', () => {
  it('the code of this minute notes a neighbour once, however often it is sent, invited or not', async () => {
    const { id } = await invited()
    app.clock.set('2026-12-03T09:59:00.000Z')
    expect((await town.staff.get(`/staff/meetings/${id}/door`)).status).toBe(409)
    app.clock.set('2026-12-03T10:30:00.000Z')
    const code = await doorCode(id)
    expect((await attend(0, id, '1234567')).status).toBe(400)
    const wrong = await attend(0, id, code === '000000' ? '000001' : '000000')
    expect([wrong.status, wrong.body['code']]).toEqual([400, 'door_code_wrong'])
    const answers = await Promise.all(Array.from({ length: 8 }, () => attend(0, id, code)))
    expect(answers.map(({ status }) => status)).toEqual(Array.from({ length: 8 }, () => 200))
    expect(
      (await app.rows('meeting_guests')).filter((row) => row['meetingId'] === id && row['via']),
    ).toHaveLength(1)
    app.clock.advance(60_000)
    expect(bodyOf(await attend(4, id, code))).toMatchObject({ came: true, invited: false })
    app.clock.advance(60_000)
    expect((await attend(1, id, code)).body['code']).toBe('door_code_wrong')
    expect((await town.as('resident').post(`/meetings/${id}/attend`, { doorCode: code })).status).toBe(403)
    expect((await deskOf(id)).figures).toMatchObject({ invited: 3, came: 2 })
  })
  it('staff tick who has no phone, take a tick back, and never what the code has noted', async () => {
    const meeting = await invited()
    expect((await act(town.staff, meeting, 'begin', { version: meeting.version })).status).toBe(400)
    app.clock.set('2026-12-03T11:05:00.000Z')
    const { version } = await deskOf(meeting.id)
    meetingIn(await act(town.staff, meeting, 'begin', { version }))
    bodyOf(await attend(0, meeting.id, await doorCode(meeting.id)))
    const tick = (index: number, came: boolean) =>
      act(town.staff, meeting, 'tick', { personId: voter(index).personId, came })
    await Promise.all([tick(1, true), tick(1, true)])
    expect(meetingIn(await tick(2, true)).figures.came).toBe(3)
    expect(meetingIn(await tick(1, false)).figures.came).toBe(2)
    expect(meetingIn(await tick(0, false)).figures.came).toBe(2)
    expect(
      (await act(town.staff, meeting, 'tick', { personId: 'per_1BoxkVZLBjFjeN8D7r', came: true })).status,
    ).toBe(404)
    const { items } = bodyOf(await town.staff.get(`/staff/meetings/${meeting.id}/guests?limit=2`)) as {
      items: { label: string }[]
    }
    expect(items).toHaveLength(2)
    expect(items[0]?.label).toContain('周**')
    expect((await person(0).get(`/staff/meetings/${meeting.id}/guests`)).status).toBe(403)
  })
})

describe('minutes', () => {
  async function held(): Promise<Meeting> {
    const meeting = await invited()
    app.clock.set('2026-12-03T12:40:00.000Z')
    const begun = meetingIn(await act(town.staff, meeting, 'begin', { version: meeting.version }))
    return meetingIn(await act(town.staff, meeting, 'end', { version: begun.version }))
  }
  it('of two editors one wins; the other is told, and reads what changed', async () => {
    const meeting = await held()
    const save = (who: PollTown['staff'], decision: string) =>
      who.put(`/staff/meetings/${meeting.id}/minutes`, minutesOf(meeting, decision))
    const both = await Promise.all([save(town.staff, '建在北侧'), save(town.second, '建在南侧')])
    expect(both.map(({ status }) => status).sort()).toEqual([200, 409])
    const won = both.find(({ status }) => status === 200)
    expect(both.find(({ status }) => status === 409)?.body['code']).toBe('version_conflict')
    expect((await deskOf(meeting.id)).items[0]?.decision).toBe(meetingIn(won as Answer).items[0]?.decision)
    // Nobody else reads a draft.
    expect(bodyOf(await person(0).get(`/meetings/${meeting.id}`))).toMatchObject({
      minutes: null,
      items: [{ outcome: null, decision: '' }, {}],
    })
  })
  it('are published once, with what was decided of each item, for everybody, and stand on the chain', async () => {
    const meeting = await held()
    const early = await act(town.staff, meeting, 'publish', { version: meeting.version })
    expect((early.body['errors'] as { path: string }[]).map(({ path }) => path)).toEqual([
      'body.text',
      'body.items.0',
      'body.items.1',
    ])
    const written = meetingIn(
      await town.staff.put(`/staff/meetings/${meeting.id}/minutes`, minutesOf(meeting)),
    )
    const both = await Promise.all(
      [town.staff, town.second].map((who) => act(who, meeting, 'publish', { version: written.version })),
    )
    expect(both.map(({ status }) => status).sort()).toEqual([200, 409])
    expect(bodyOf(await app.visitor.get(`/meetings/${meeting.id}`))).toMatchObject({
      status: 'published',
      minutes: { text: '到会的邻居商量了车棚的位置' },
      cameCount: 0,
      items: [{ outcomeLabel: '同意', decision: '建在 6 号楼北侧空地' }, { outcomeLabel: '通报，不作决定' }],
    })
    const list = bodyOf(await app.visitor.get(`/meetings?filter=past&communityId=${town.own}`))
    expect(JSON.stringify(list)).toContain(meeting.id)
    expect((await app.visitor.get('/meetings')).status).toBe(400)
    const chain = bodyOf(await person(5).get(`/topics/${topicId}/chain`)) as unknown as {
      links: { key: string; state: string }[]
      meetings: { id: string }[]
    }
    expect(chain.meetings.map(({ id }) => id)).toContain(meeting.id)
    expect(chain.links.find(({ key }) => key === 'meeting')?.state).toBeDefined()
    expect(await told(meeting.id, 0)).toContain('会议纪要公布了')
    expect((await town.staff.put(`/staff/meetings/${meeting.id}/minutes`, minutesOf(written))).status).toBe(
      409,
    )
  })
  it('of a meeting that is not public are read by the community alone', async () => {
    const meeting = await invited({ isPublic: false })
    expect((await app.visitor.get(`/meetings/${meeting.id}`)).status).toBe(404)
    expect((await person(5).get(`/meetings/${meeting.id}`)).status).toBe(200)
    expect(
      (await town.as('verified_resident', { community: 'other' }).get(`/meetings/${meeting.id}`)).status,
    ).toBe(404)
    const { items } = bodyOf(await app.visitor.get(`/meetings?communityId=${town.own}`)) as {
      items: { id: string }[]
    }
    expect(items.map(({ id }) => id)).not.toContain(meeting.id)
  })
})

describe('the figures of a place', () => {
  const figures = {
    ...{ supportersNeeded: 12, supportDays: 20, deskDays: 3, objectionDays: 5 },
    ...{ statementsEach: 2, confirmationsNeeded: 2, doorMinutes: 30, fewestReactions: 18 },
  }
  const url = () => `/staff/council-figures?communityId=${town.own}`
  it('are decided by the administrator alone, within what can be, and hold from then on', async () => {
    const save = (who: PollTown['staff'], more: object = {}) =>
      who.put('/staff/council-figures', { communityId: town.own, version: 1, ...figures, ...more })
    expect((await save(town.staff)).status).toBe(403)
    expect((await save(town.as('community_admin', { community: 'other' }))).status).toBe(404)
    const wrong = await save(town.admin, { fewestReactions: 14, supportDays: 0 })
    expect((wrong.body['errors'] as { path: string }[]).map(({ path }) => path).sort()).toEqual([
      'body.fewestReactions',
      'body.supportDays',
    ])
    expect(bodyOf(await town.admin.get(url()))).toMatchObject({ version: 1 })
    const tries = await Promise.all(Array.from({ length: 4 }, () => save(town.admin)))
    expect(tries.map(({ status }) => status).sort()).toEqual([200, 409, 409, 409])
    expect(tries.find(({ status }) => status === 200)?.body).toMatchObject({
      ...{ version: 2, figures, defaults: { supportersNeeded: 30 } },
    })
    expect((await save(town.admin, { supportersNeeded: 99 })).body).toMatchObject({
      code: 'version_conflict',
    })
    expect(bodyOf(await town.admin.get(url()))).toMatchObject({ figures })
    const made = bodyOf(
      await town.staff.post('/staff/topics', {
        ...{
          communityId: town.own,
          title: '路灯换亮一点',
          why: '晚上太暗',
          wish: '换成更亮的',
          opinionIds: [],
        },
      }),
    )
    expect(made).toMatchObject({ needed: 12 })
  })
})
