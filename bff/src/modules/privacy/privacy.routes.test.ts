import { Buffer } from 'node:buffer'
import { buildPeopleTown, cardIn, type PeopleTown } from '../../../test/people-town'
import { uploadProof } from '../../../test/home-steps'
import { createSmsBox, signInByPhone, type OwnAccount } from '../../../test/own-account'
import {
  createResidents,
  findOnRoll,
  phonesFrom,
  type Residents,
  type SignedInResident,
} from '../../../test/own-resident'
import { startTestApp, type TestApp } from '../../../test/test-app'
import { unzip } from '../../platform/unzip'
import { bodyOf, outcome, type Answer } from '../../../test/http-client'
import { scopeOf } from '../../platform/scope'

const box = createSmsBox()
let app: TestApp
let town: PeopleTown
let resident: Residents['resident']
let nextRoom: Residents['nextRoom']
const phones = phonesFrom('1380002')

beforeAll(async () => {
  app = await startTestApp({ overrides: { sms: box.sms } })
  town = await buildPeopleTown(app)
  ;({ resident, nextRoom } = createResidents(app, town, box, phones))
})
afterAll(() => app.close())

const codes = (answers: readonly Answer[]): (string | number)[] => answers.map(outcome)
const items = <T = Record<string, unknown>>(answer: Answer): T[] => bodyOf(answer)['items'] as T[]

/** Long enough after the sign-in that a proof is asked for. */
const later = async (who: SignedInResident): Promise<OwnAccount> => {
  app.clock.advance(16 * 60_000)
  const answer = await app.visitor.post('/session/refresh', { refreshToken: who.refreshToken })
  return { ...who, client: app.withToken(String(bodyOf(answer)['accessToken'])) }
}

describe('my data', () => {
  it('asks for a sign-in and for consent', async () => {
    const stranger = await signInByPhone(app, box, phones(), null)
    expect(codes([await app.visitor.get('/privacy/my-data')])).toEqual(['unauthenticated'])
    expect(codes([await stranger.client.get('/privacy/my-data')])).toEqual(['consent_required'])
  })

  it('says kind by kind what is kept, what for, on which ground, how long and who sees it', async () => {
    const me = await resident('owner', { tags: ['dog'] })
    const { kinds, records, proof } = bodyOf<{
      kinds: { kind: string; count: number; law: string }[]
      records: Record<string, unknown>[]
      proof: unknown
    }>(await me.client.get('/privacy/my-data'))
    expect(kinds.map((kind) => [kind.kind, kind.count])).toEqual([
      ['account', 1],
      ['sign_ins', 1],
      ['consents', 1],
      ['roll', 1],
      ['homes', 1],
      ['marks', 1],
    ])
    expect(kinds.every((kind) => kind.law.includes('法'))).toBe(true)
    expect(records).toEqual([
      {
        personId: me.personId,
        communityName: '青禾社区',
        maskedName: '周**',
        homes: [{ roomId: me.roomId, label: me.room, relation: '业主' }],
        ownMarks: [{ code: 'dog', label: '养犬户' }],
      },
    ])
    expect(proof).toEqual({ needed: false, maskedPhone: `138****${me.phone.slice(-4)}` })
  })

  it('shows numbers masked on the page', async () => {
    const me = await resident('owner', { identity: { kind: 'resident_id', number: '11010519491231002X' } })
    const answer = await me.client.get('/privacy/my-data/roll')
    expect(bodyOf(answer)['items']).toEqual([
      {
        facts: expect.arrayContaining([
          { name: '姓名', value: '周玉兰' },
          { name: '手机号', value: `138****${me.phone.slice(-4)}` },
          { name: '证件号码', value: '1****************X' },
        ]) as unknown,
      },
    ])
    expect(answer.text).not.toContain(me.phone)
    expect(codes([await me.client.get('/privacy/my-data/everything')])).toEqual(['validation_failed'])
  })

  it('takes off a mark the person gave, at once, and none that somebody else set', async () => {
    const me = await resident('tenant', { tags: ['dog'] })
    const body = { personId: me.personId, code: 'dog' }
    const other = await resident()
    expect(codes([await other.client.post('/privacy/marks/remove', body)])).toEqual(['not_found'])
    expect(codes([await me.client.post('/privacy/marks/remove', { ...body, code: 'car' })])).toEqual([
      'not_found',
    ])
    expect((await me.client.post('/privacy/marks/remove', body)).status).toBe(204)
    const [row] = (await app.rows('persons')).filter(({ _id }) => _id === me.personId)
    expect(row?.['tags']).toEqual([])
  })

  it('tells who read a number in full: when, in which role, what for; and nobody else of it', async () => {
    const me = await resident('owner')
    const staff = town.as('community_staff')
    bodyOf(await staff.post(`/people/${me.personId}/unmask`, { field: 'phone', purpose: 'visit' }))
    app.clock.advance(60_000)
    bodyOf(await staff.post(`/people/${me.personId}/tags/look`, { purpose: 'emergency' }))
    const looks = items(await me.client.get('/privacy/looks'))
    expect(looks).toMatchObject([
      { what: 'sensitive_marks', purpose: 'emergency', role: 'community_staff', communityName: '青禾社区' },
      { what: 'phone', purpose: 'visit', role: 'community_staff' },
    ])
    const first = await me.client.get('/privacy/looks?limit=1')
    const rest = await me.client.get(`/privacy/looks?cursor=${String(bodyOf(first)['nextCursor'])}`)
    expect([...items(first), ...items(rest)]).toEqual(looks)
    expect(items(await (await resident()).client.get('/privacy/looks'))).toEqual([])
  })

  it('tells who is not on the roll yet who looked at the photo sent in, and counts it among the looks', async () => {
    const guest = await signInByPhone(app, box, phones())
    bodyOf(await guest.client.post('/session/community', { communityId: town.own }))
    const proofId = await uploadProof(guest.client)
    const body = { roomId: town.room(nextRoom()), relation: 'tenant', subject: 'self', name: '陈一', proofId }
    const { id } = bodyOf(await guest.client.post('/homes/requests', body))
    expect((await town.as('community_admin').get(`/homes/requests/${String(id)}/proof`)).status).toBe(200)
    expect(items(await guest.client.get('/privacy/looks'))).toMatchObject([
      { what: 'proof', purpose: 'verify', role: 'community_admin', communityName: '青禾社区' },
    ])
    const { kinds } = bodyOf<{ kinds: { kind: string; count: number }[] }>(
      await guest.client.get('/privacy/my-data'),
    )
    expect(kinds.find(({ kind }) => kind === 'looks')?.count).toBe(1)
    const { items: told } = bodyOf<{ items: object[] }>(await guest.client.get('/privacy/my-data/looks'))
    expect(JSON.stringify(told)).toContain('绑定房屋的证件照片')
    expect(items(await (await resident()).client.get('/privacy/looks'))).toEqual([])
  })
})

describe('an export', () => {
  const fetchFile = async (url: string) => {
    const answer = await fetch(`${app.url}${url}`)
    return { answer, bytes: Buffer.from(await answer.arrayBuffer()) }
  }

  it('puts everything into one file, numbers in full, fetched by a signed address for three days', async () => {
    const me = await resident('owner', { tags: ['dog'] })
    const asked = bodyOf(await me.client.post('/privacy/exports', {}))
    expect(asked).toMatchObject({ status: 'waiting', url: null })
    await app.drainOutbox()
    const [ready] = items(await me.client.get('/privacy/exports'))
    expect(ready).toMatchObject({ id: asked['id'], status: 'ready' })
    const { answer, bytes } = await fetchFile(String(ready?.['url']))
    expect(answer.headers.get('content-type')).toBe('application/zip')
    expect(answer.headers.get('content-disposition')).toContain('attachment')
    expect(bytes.length).toBe(ready?.['bytes'])
    const files = await unzip(bytes)
    const workbook = files.get('我的数据.xlsx') ?? Buffer.alloc(0)
    expect(String((await unzip(workbook)).get('xl/worksheets/sheet1.xml'))).toContain(me.phone)
    const json = JSON.parse(String(files.get('我的数据.json'))) as {
      类别: { 代码: string; 条目: object[] }[]
    }
    const roll = json.类别.find((kind) => kind.代码 === 'roll')
    expect(roll?.条目).toMatchObject([{ 姓名: '周玉兰', 手机号: me.phone }])
    expect(json.类别.map((kind) => kind.代码)).toEqual(expect.arrayContaining(['account', 'homes', 'marks']))
    expect((await fetch(`${app.url}${String(ready?.['url']).replace(/s=.*/, 's=abc')}`)).status).toBe(404)

    app.clock.advance(3 * 86_400_000 + 1)
    await app.deps.jobs.runNow('retention.daily')
    expect((await app.rows('data_exports')).filter((row) => row['accountId'] === me.accountId)).toEqual([])
  })

  it('is made once however many ask at once, three times a day, and leaves its trace', async () => {
    const me = await resident()
    const ask = () => me.client.post('/privacy/exports', {})
    const answers = await Promise.all([ask(), ask(), ask(), ask()])
    expect(new Set(answers.map((answer) => bodyOf(answer)['id'])).size).toBe(1)
    for (let n = 0; n < 2; n += 1) {
      await app.drainOutbox()
      bodyOf(await ask())
    }
    await app.drainOutbox()
    expect(codes([await ask()])).toEqual(['rate_limited'])
    const trail = (await app.rows('audit_rows')).filter((row) => row['actorId'] === me.accountId)
    expect(trail.map((row) => row['action'])).toEqual(['privacy.export', 'privacy.export', 'privacy.export'])
  })

  it('asks an older sign-in for a code to the own phone, and counts wrong ones', async () => {
    const me = await resident()
    const old = await later(me)
    const refused = await old.client.post('/privacy/exports', {})
    expect(codes([refused])).toEqual(['own_proof_required'])
    expect(refused.body['details']).toEqual({ maskedPhone: `138****${me.phone.slice(-4)}` })
    bodyOf(await old.client.post('/privacy/codes'))
    const code = box.lastCode(me.phone)
    const wrong = String((Number(code) + 1) % 1_000_000).padStart(6, '0')
    expect(codes([await old.client.post('/privacy/exports', { code: wrong })])).toEqual(['code_wrong'])
    expect((await old.client.post('/privacy/exports', { code })).status).toBe(202)
    await app.drainOutbox()
  })
})

describe('consent by purpose', () => {
  it('turns one purpose off at once, where it is used, and keeps the history', async () => {
    const me = await resident()
    const homes = async () =>
      (await app.rows('residencies')).find((row) => row['personId'] === me.personId)?.['personalisedPush']
    expect(await homes()).toBe(true)
    app.clock.advance(1_000)
    const view = bodyOf(await me.client.post('/privacy/purposes', { purpose: 'personalisedPush', on: false }))
    expect(await homes()).toBe(false)
    expect(view['current']).toEqual({ wechatMessages: false, personalisedPush: false })
    expect((view['history'] as { decision: string }[]).map((row) => row.decision)).toEqual([
      'switched',
      'accepted',
    ])
    const push = await app.deps.services.session.withPersonalisedPush([me.accountId])
    expect(push.size).toBe(0)
    expect((await me.client.get('/session')).body['optionalPurposes']).toMatchObject({
      personalisedPush: false,
    })
  })

  it('two switches at once both hold', async () => {
    const me = await resident()
    await Promise.all([
      me.client.post('/privacy/purposes', { purpose: 'personalisedPush', on: false }),
      me.client.post('/privacy/purposes', { purpose: 'wechatMessages', on: true }),
    ])
    expect(bodyOf(await me.client.get('/privacy/consents'))['current']).toEqual({
      wechatMessages: true,
      personalisedPush: false,
    })
    expect(codes([await me.client.post('/privacy/purposes', { purpose: 'service', on: false })])).toEqual([
      'validation_failed',
    ])
  })

  it('taking the consent itself back ends every session', async () => {
    const me = await resident()
    expect((await me.client.post('/session/consents/withdraw')).status).toBe(204)
    expect(codes([await me.client.get('/session')])).toEqual(['session_ended'])
  })
})

describe('a correction', () => {
  const ask = (me: SignedInResident, body: Record<string, unknown>) =>
    me.client.post('/privacy/corrections', { personId: me.personId, ...body })

  it('waits for the office, which sees it in full only by a recorded look, and is written when it agrees', async () => {
    const me = await resident('owner')
    const asked = bodyOf(await ask(me, { field: 'name', value: '周玉岚', note: '身份证上是这个岚' }))
    // Fifteen working days from Monday 23 November 2026 and later, always told with its day.
    expect(asked).toMatchObject({ field: 'name', status: 'submitted', overdue: false })
    const staff = town.as('community_staff')
    const queued = items(await staff.get('/staff/corrections')).find((row) => row['id'] === asked['id'])
    expect(queued).toMatchObject({ maskedName: '周**', where: me.room, abilities: { decide: true } })
    const opened = bodyOf(await staff.post(`/staff/corrections/${String(asked['id'])}/open`))
    expect(opened).toMatchObject({
      name: '周玉兰',
      before: '周玉兰',
      after: '周玉岚',
      note: '身份证上是这个岚',
    })
    const looks = items(await me.client.get('/privacy/looks'))
    expect(looks).toMatchObject([{ what: 'correction', purpose: 'correct' }])

    expect(bodyOf(await staff.post(`/staff/corrections/${String(asked['id'])}/accept`))['status']).toBe(
      'accepted',
    )
    const [row] = (await app.rows('persons')).filter(({ _id }) => _id === me.personId)
    expect(row?.['name']).toBe('周玉岚')
    const [stored] = (await app.rows('data_corrections')).filter(({ _id }) => _id === asked['id'])
    expect(stored?.['sealed']).toBeNull()
    expect(items(await me.client.get('/privacy/corrections'))).toMatchObject([{ status: 'accepted' }])
    const told = items(await me.client.get('/messages'))
    expect(told).toMatchObject([{ title: '您申请的更正已办好' }])
  })

  it('keeps what it should say sealed, and nothing of it in the log', async () => {
    const me = await resident()
    bodyOf(await ask(me, { field: 'phone', value: '13800099999' }))
    const rows = JSON.stringify(await app.rows('data_corrections'))
    expect(rows).not.toContain('13800099999')
    const logged = JSON.stringify(app.logs)
    for (const secret of ['13800099999', me.phone, '周玉兰']) expect(logged).not.toContain(secret)
  })

  it('is refused with a reason the person reads, and may be taken back while it waits', async () => {
    const me = await resident()
    const one = bodyOf(await ask(me, { field: 'birth_date', value: '1959-03-04' }))
    const staff = town.as('community_admin')
    const id = String(one['id'])
    bodyOf(
      await staff.post(`/staff/corrections/${id}/refuse`, { reason: 'proof_missing', text: '请带身份证来' }),
    )
    expect(items(await me.client.get('/privacy/corrections'))[0]).toMatchObject({
      status: 'refused',
      refusal: { reason: 'proof_missing', text: '请带身份证来' },
    })
    expect(codes([await staff.post(`/staff/corrections/${id}/accept`)])).toEqual(['invalid_status'])
    const two = bodyOf(await ask(me, { field: 'relation', roomId: me.roomId, value: 'none' }))
    bodyOf(await me.client.post(`/privacy/corrections/${String(two['id'])}/withdraw`))
    expect(codes([await me.client.post(`/privacy/corrections/${String(two['id'])}/withdraw`)])).toEqual([
      'invalid_status',
    ])
  })

  it('ends a relation to a room when the office agrees', async () => {
    const me = await resident('family')
    const asked = bodyOf(await ask(me, { field: 'relation', roomId: me.roomId, value: 'none' }))
    bodyOf(await town.as('community_staff').post(`/staff/corrections/${String(asked['id'])}/accept`))
    expect(bodyOf(await me.client.get('/session'))['homes']).toEqual([])
  })

  it('one of many decisions at once counts, and one open wish for a field', async () => {
    const me = await resident()
    const answers = await Promise.all(
      Array.from({ length: 4 }, (_, n) => ask(me, { field: 'name', value: `周玉${'一二三四'[n] ?? ''}` })),
    )
    expect(codes(answers).filter((code) => code === 201)).toHaveLength(1)
    const asked = answers.find((answer) => answer.status === 201)
    const path = `/staff/corrections/${String(asked?.body['id'])}`
    const staff = town.as('community_staff')
    const decisions = await Promise.all([
      staff.post(`${path}/accept`),
      staff.post(`${path}/refuse`, { reason: 'other' }),
      staff.post(`${path}/accept`),
      staff.post(`${path}/refuse`, { reason: 'already_right' }),
    ])
    expect(codes(decisions).filter((code) => code === 200)).toHaveLength(1)
  })

  it('is nobody else’s: not another resident’s, not another community’s', async () => {
    const [me, other] = [await resident(), await resident()]
    expect(codes([await ask(other, { field: 'name', value: '别人', personId: me.personId })])).toEqual([
      'not_found',
    ])
    expect(codes([await ask(me, { field: 'relation', roomId: other.roomId, value: 'none' })])).toEqual([
      'not_found',
    ])
    expect(codes([await ask(me, { field: 'phone', value: '12' })])).toEqual(['validation_failed'])
    const asked = bodyOf(await ask(me, { field: 'other', value: '门牌号写错了' }))
    const path = `/staff/corrections/${String(asked['id'])}`
    const far = town.as('community_staff', { community: 'other' })
    expect(codes([await far.post(`${path}/open`), await far.post(`${path}/accept`)])).toEqual([
      'not_found',
      'not_found',
    ])
    expect(codes([await other.client.post(`/privacy/corrections/${String(asked['id'])}/withdraw`)])).toEqual([
      'not_found',
    ])
  })
})

describe('deleting the account', () => {
  const run = async (): Promise<void> => {
    await app.drainOutbox()
    await app.deps.jobs.runNow('privacy.erase')
  }
  const own = async (collection: string, me: SignedInResident) =>
    (await app.rows(collection)).filter((row) => JSON.stringify(row).includes(me.accountId))

  it('closes it at once, removes what consent carried, and freezes the record of who owns nothing', async () => {
    const me = await resident('tenant', { tags: ['dog'] })
    bodyOf(await me.client.post('/privacy/purposes', { purpose: 'wechatMessages', on: true }))
    expect((await me.client.post('/privacy/deletion', {})).status).toBe(204)
    expect(codes([await me.client.get('/session')])).toEqual(['session_ended'])
    const answer = await app.visitor.post('/session/refresh', { refreshToken: me.refreshToken })
    expect(codes([answer])).toEqual(['session_ended'])
    await run()
    for (const collection of ['identities', 'messages', 'second_factors', 'data_corrections', 'data_exports'])
      expect({ collection, left: await own(collection, me) }).toEqual({ collection, left: [] })
    const [person] = (await app.rows('persons')).filter(({ _id }) => _id === me.personId)
    expect(person).toMatchObject({ phone: null, phoneIndex: null, idNumber: null, tags: [] })
    expect(person?.['frozenAt']).toBeInstanceOf(Date)
    const staff = town.as('community_staff')
    expect((await staff.get(`/people/${me.personId}`)).status).toBe(404)
    const [deletion] = (await app.rows('account_deletions')).filter(
      (row) => row['accountId'] === me.accountId,
    )
    expect(deletion?.['finishedAt']).toBeInstanceOf(Date)
  })

  it('keeps an owner on the roll of owners, without what the person had said about the own self', async () => {
    const me = await resident('owner', { tags: ['dog'] })
    const plan = bodyOf(await me.client.get('/privacy/deletion'))
    expect(plan).toMatchObject({ ownerOf: [me.room], posts: [] })
    expect((await me.client.post('/privacy/deletion', {})).status).toBe(204)
    await run()
    const card = cardIn(await town.as('community_staff').get(`/people/${me.personId}`))
    expect(card).toMatchObject({ homes: [{ relation: 'owner' }], account: { bound: false } })
    const [person] = (await app.rows('persons')).filter(({ _id }) => _id === me.personId)
    expect(person?.['tags']).toEqual([])
    // The same phone is a new account, and the roll knows the owner again.
    app.clock.advance(60_000)
    const again = await signInByPhone(app, box, me.phone)
    expect(again.accountId).not.toBe(me.accountId)
    await findOnRoll(again, town.own, me.roomId, '周玉兰')
    expect((await again.client.get('/session')).body['homes']).toMatchObject([{ roomId: me.roomId }])
  })

  it('leaves opinions and receipts without the name', async () => {
    const me = await resident('tenant')
    const placeId = me.roomId
    const opinion = bodyOf(
      await me.client.post('/opinions', {
        categoryCode: 'sanitation.corridor',
        text: '楼道堆了旧柜子和纸箱，轮椅过不去',
        photoIds: [],
        placeId,
        placeDetail: '',
        hideName: false,
        wantsPublic: false,
        notifyMe: true,
      }),
    )
    expect((await me.client.post('/privacy/deletion', {})).status).toBe(204)
    await run()
    const [row] = (await app.rows('opinions')).filter(({ _id }) => _id === opinion['id'])
    expect(row).toMatchObject({
      ...{ authorAccountId: 'acc_deleted', authorPersonId: null, authorLabel: '已注销的居民' },
      ...{ hideName: true, status: 'submitted', text: '楼道堆了旧柜子和纸箱，轮椅过不去' },
    })
    expect(JSON.stringify(row)).not.toContain(me.accountId)
    // The case goes on, and nobody is told in the name of who left.
    const staff = town.as('community_staff')
    await app.deps.services.roles.give({
      ...{ accountId: town.actor('community_staff').accountId, role: 'community_staff', nodeId: town.own },
      ...{ name: '陈立新', workPhone: null, organisation: null },
    })
    bodyOf(await staff.post(`/opinions/${String(opinion['id'])}/accept`, { version: opinion['version'] }))
    await app.drainOutbox()
    expect((await app.rows('messages')).filter((row) => row['targetId'] === opinion['id'])).toEqual([])
  })

  it('is carried on after it was cut off anywhere, and repeating it changes nothing', async () => {
    const me = await resident('tenant')
    expect((await me.client.post('/privacy/deletion', {})).status).toBe(204)
    const { deletion } = app.deps.services.privacy
    await deletion.erase(me.accountId)
    const strip = (rows: Record<string, unknown>[]) => rows.map((row) => ({ ...row, version: 0 }))
    const before = [await app.rows('persons'), await app.rows('account_deletions')].map(strip)
    // As if it had died before it wrote down what it had done.
    await app.connection
      .getClient()
      .db(app.connection.name)
      .collection('account_deletions')
      .updateOne({ accountId: me.accountId }, { $set: { done: [], finishedAt: null } })
    await Promise.all([deletion.erase(me.accountId), deletion.sweep()])
    const done = (rows: Record<string, unknown>[] | undefined) =>
      rows?.map((row) => ({ ...row, finishedAt: null, done: [] }))
    const after = [await app.rows('persons'), await app.rows('account_deletions')].map(strip)
    expect(after[0]).toEqual(before[0])
    expect(done(after[1])).toEqual(done(before[1]))
    await app.drainOutbox()
  })

  it('happens once however many ask at once, and never to who still holds a post', async () => {
    const me = await resident()
    const answers = await Promise.all(
      Array.from({ length: 4 }, () => me.client.post('/privacy/deletion', {})),
    )
    expect(codes(answers).filter((code) => code === 204)).toHaveLength(1)
    await run()
    const clerk = await resident()
    await app.deps.services.roles.give({
      ...{ accountId: clerk.accountId, role: 'community_staff', nodeId: town.own, name: '陈立新' },
      ...{ workPhone: null, organisation: null },
    })
    expect(codes([await clerk.client.post('/privacy/deletion', {})])).toEqual(['still_on_duty'])
    expect(bodyOf(await clerk.client.get('/privacy/deletion'))['posts']).toEqual(['青禾社区社区工作者'])
  })

  it('and a post given in the same moment: one of the two sees the other', async () => {
    const me = await resident()
    const { people } = app.deps.services
    const asked = people.grantsOf
    let calls = 0
    await app.deps.services.roles.give({
      ...{ accountId: town.actor('community_admin').accountId, role: 'community_admin', nodeId: town.own },
      ...{ name: '王秀英', workPhone: null, organisation: null },
    })
    const post = { role: 'community_staff', nodeId: town.own, holder: { personId: me.personId } }
    const spy = jest.spyOn(people, 'grantsOf').mockImplementation(async (accountId) => {
      const held = await asked(accountId)
      // The second look is the one inside the transaction: the post is given right after it.
      if (++calls === 2) bodyOf(await town.as('community_admin').post('/role-grants', post))
      return held
    })
    const answer = await me.client.post('/privacy/deletion', {}).finally(() => spy.mockRestore())
    expect(codes([answer])).toEqual(['still_on_duty'])
    expect((await me.client.get('/privacy/deletion')).status).toBe(200)
  })

  it('needs no consent, but a proof', async () => {
    const phone = phones()
    const stranger = await signInByPhone(app, box, phone, null)
    expect((await stranger.client.get('/privacy/deletion')).status).toBe(200)
    expect((await stranger.client.post('/privacy/deletion', {})).status).toBe(204)
    const me = await later(await resident())
    expect(codes([await me.client.post('/privacy/deletion', {})])).toEqual(['own_proof_required'])
    await run()
  })

  it('a person who comes back is the same human: the fingerprint of the identity outlives the account', async () => {
    const identity = { kind: 'resident_id' as const, number: '110105195803042024' }
    const me = await resident('tenant', { identity })
    const { roll } = app.deps.services
    const scope = scopeOf([town.own])
    const staff = town.as('community_staff')
    const card = cardIn(await staff.get(`/people/${me.personId}`))
    const paper = { version: card.version, kind: identity.kind, number: identity.number }
    bodyOf(await staff.post(`/people/${me.personId}/confirm-identity`, paper))
    const before = await roll.identityOf(scope, me.personId)
    expect((await me.client.post('/privacy/deletion', {})).status).toBe(204)
    await run()
    app.clock.advance(4 * 365 * 86_400_000)
    await app.deps.jobs.runNow('retention.daily')
    const [gone] = (await app.rows('persons')).filter(({ _id }) => _id === me.personId)
    expect(gone).toMatchObject({ name: '', birthDate: null, idNumber: null })

    const [again = ''] = await town.enrol({
      ...{ name: '周玉兰', phone: phones(), identity },
      ...town.home(nextRoom(), { relation: 'tenant' }),
    })
    const fresh = cardIn(await town.as('community_staff').get(`/people/${again}`))
    const proof = { ...paper, version: fresh.version }
    bodyOf(await town.as('community_staff').post(`/people/${again}/confirm-identity`, proof))
    expect(again).not.toBe(me.personId)
    expect(before).not.toBeNull()
    expect(await roll.identityOf(scope, again)).toBe(before)
    expect(gone?.['identityIndex']).toBe(before)
  })
})

describe('retention', () => {
  it('runs by itself and tells the supervisor what was removed and what comes next', async () => {
    const me = await resident()
    bodyOf(await me.client.post('/privacy/exports', {}))
    await app.drainOutbox()
    for (const job of ['session.sweep', 'files.sweep', 'retention.daily']) await app.deps.jobs.runNow(job)
    const report = bodyOf(await town.as('supervisor').get('/staff/retention'))
    const rules = report['rules'] as {
      code: string
      source: string
      lastRunAt: string
      next: { count: number }
    }[]
    expect(rules.every((rule) => rule.lastRunAt !== null && rule.source !== '')).toBe(true)
    expect(rules.find((rule) => rule.code === 'exports')?.next.count).toBeGreaterThan(0)
    app.clock.advance(4 * 86_400_000)
    await app.deps.jobs.runNow('retention.daily')
    const after = bodyOf(await town.as('supervisor').get('/staff/retention'))
    expect((after['days'] as { code: string; removed: number }[]).some((day) => day.code === 'exports')).toBe(
      true,
    )
    expect(JSON.stringify(after)).not.toContain(me.accountId)
  })

  it('is for those who watch over it, of their own community', async () => {
    expect((await town.as('community_staff').get('/staff/retention')).status).toBe(403)
    expect((await town.as('supervisor').get(`/staff/retention?communityId=${town.other}`)).status).toBe(404)
    expect((await town.as('community_admin').get('/staff/retention')).status).toBe(200)
  })

  it('a rule that fails is named, and does not keep the others from running', async () => {
    const retention = app.deps.retention.works().find((work) => work.rule === 'inbox')
    if (!retention) throw new Error('nothing keeps the inbox')
    const remove = jest.spyOn(retention, 'remove').mockRejectedValueOnce(new Error('down'))
    app.clock.advance(86_400_000)
    await app.deps.jobs.runNow('retention.daily')
    remove.mockRestore()
    const rules = bodyOf(await town.as('supervisor').get('/staff/retention'))['rules'] as {
      code: string
      failedAt: string | null
    }[]
    expect(rules.filter((rule) => rule.failedAt !== null).map((rule) => rule.code)).toEqual(['inbox'])
  })
})
