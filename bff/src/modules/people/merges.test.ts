import fc from 'fast-check'
import { mergeDesk } from '../../../test/merge-desk'
import { buildPeopleTown, cardIn, type PeopleTown } from '../../../test/people-town'
import type { Client } from '../../../test/http-client'
import { startTestApp, type TestApp } from '../../../test/test-app'
import { scopeOf } from '../../platform/scope'
import type { RollEntry } from './roll.service'

let app: TestApp
let town: PeopleTown
let staff: Client

beforeAll(async () => {
  app = await startTestApp()
  town = await buildPeopleTown(app)
  staff = town.as('community_staff')
})
afterAll(() => app.close())

const { card: get, merge, undo } = mergeDesk(() => staff)
const DAY_MS = 86_400_000
let phones = 0
const phone = (): string => `1370000${String(++phones).padStart(4, '0')}`

/** Everything stored about people, without the counters that only ever grow. */
async function stored() {
  const names = ['persons', 'residencies', 'guardians', 'delegates', 'bindings', 'notice_receipts']
  const all = await Promise.all(names.map((name) => app.rows(name)))
  return all.map((rows) =>
    rows.map(({ version: _, ...row }) => row).sort((a, b) => (String(a._id) < String(b._id) ? -1 : 1)),
  )
}

async function bind(personId: string, accountId: string): Promise<void> {
  const db = app.connection.getClient().db(app.connection.name)
  await db.collection<{ _id: string }>('bindings').insertOne({
    _id: app.deps.ids.next('bnd'),
    ...{ accountId, communityId: town.own, personId, method: 'roll', from: app.clock.now(), to: null },
  })
}

describe('a merge', () => {
  it('keeps what both records said, and every trace', async () => {
    const [keepId = '', dropId = ''] = await town.enrol(
      {
        ...{
          name: '秦一',
          birthDate: '1950-05-05',
          ...town.home('锦和苑 2 号楼 1 单元 101', { relation: 'family' }),
        },
        tags: [{ code: 'dog', source: 'self', sourceRef: null, expiresAt: null }],
      },
      {
        ...{ name: '秦壹', phone: phone(), ...town.home('锦和苑 2 号楼 1 单元 102') },
        identity: { kind: 'passport', number: 'M1000001' },
        tags: [{ code: 'volunteer', source: 'self', sourceRef: null, expiresAt: null }],
      },
    )
    const preview = await staff.get(`/people/merge-preview?keepId=${keepId}&dropId=${dropId}`)
    expect(preview.body).toMatchObject({
      keep: { maskedName: '秦*', maskedPhone: null, tags: ['养犬户'] },
      drop: { maskedName: '秦*', identity: '护照 M******1' },
      same: { name: false, phone: false, birthDate: false },
      refused: null,
    })
    const card = cardIn(await merge(keepId, dropId, { name: true }))
    expect(card).toMatchObject({
      ...{ id: keepId, age: 76, identity: { kindLabel: '护照' } },
      tags: [{ code: 'dog' }, { code: 'volunteer' }],
      merges: [{ maskedName: '秦*', canUndo: true }],
    })
    expect(card['maskedPhone']).toEqual(expect.any(String))
    expect(card.homes.map((home) => home.relation).sort()).toEqual(['family', 'owner'])
    // The other record is a trace: found by nobody, and still there.
    expect((await staff.get(`/people/${dropId}`)).status).toBe(404)
    expect((await app.rows('persons')).find((row) => String(row._id) === dropId)).toMatchObject({
      ...{ name: '秦壹', mergedInto: keepId },
    })
    // Audiences count one human.
    const counted = await app.deps.services.people.countAudience(scopeOf([town.own]), {
      ...{
        nodeIds: [town.room('锦和苑 2 号楼 1 单元 101'), town.room('锦和苑 2 号楼 1 单元 102')],
        tags: ['volunteer'],
      },
    })
    expect(counted).toMatchObject({ persons: 1, households: 2 })
  })

  it('of many at once has one winner', async () => {
    const [keepId = '', dropId = '', thirdId = ''] = await town.enrol(
      { name: '尤一', phone: phone() },
      { name: '尤二', phone: phone() },
      { name: '尤三', phone: phone() },
    )
    const body = (keep: string, drop: string) => ({
      ...{ keepId: keep, keepVersion: 0, dropId: drop, dropVersion: 0, take: {} },
    })
    const answers = await Promise.all(
      [
        body(keepId, dropId),
        body(keepId, dropId),
        body(dropId, keepId),
        body(keepId, thirdId),
        body(thirdId, dropId),
      ].map((one) => staff.post('/people/merges', one)),
    )
    const statuses = answers.map((answer) => answer.status)
    expect(statuses.filter((status) => status === 200)).toHaveLength(1)
    expect(statuses.filter((status) => status === 404 || status === 409)).toHaveLength(4)
    expect(
      (await app.rows('person_merges')).filter((row) =>
        [keepId, dropId, thirdId].includes(String(row['keptId'])),
      ),
    ).toHaveLength(1)
  })

  it('is refused for two humans: two identities, or two accounts', async () => {
    const [one = '', two = '', three = '', four = ''] = await town.enrol(
      { name: '吕一', identity: { kind: 'passport', number: 'M2000001' } },
      { name: '吕二', identity: { kind: 'passport', number: 'M2000002' } },
      { name: '吕三', phone: phone() },
      { name: '吕四', phone: phone() },
    )
    expect((await merge(one, two)).body).toMatchObject({
      code: 'merge_refused',
      details: { reason: 'two_identities' },
    })
    await bind(three, 'acc_testLvThree')
    await bind(four, 'acc_testLvFour')
    expect((await merge(three, four)).body).toMatchObject({
      code: 'merge_refused',
      details: { reason: 'both_bound' },
    })
    const before = await stored()
    expect((await merge(one, one)).status).toBe(404)
    expect(await stored()).toEqual(before)
  })

  it('brings the account along: who was told through the one record is told as the other', async () => {
    const [keepId = '', dropId = ''] = await town.enrol(
      { name: '施一', ...town.home('锦和苑 2 号楼 1 单元 201') },
      { name: '施二', phone: phone(), ...town.home('锦和苑 2 号楼 1 单元 202', { relation: 'family' }) },
    )
    await bind(dropId, 'acc_testShi')
    cardIn(await merge(keepId, dropId))
    expect((await app.rows('bindings')).find((row) => row['accountId'] === 'acc_testShi')).toMatchObject({
      personId: keepId,
    })
  })

  it('ends the weaker of two relations with one room, so that shares still fit', async () => {
    const label = '锦和苑 2 号楼 1 单元 301'
    const [keepId = '', dropId = ''] = await town.enrol(
      { name: '孔一', phone: phone(), ...town.home(label, { relation: 'tenant' }) },
      { name: '孔二', phone: phone(), ...town.home(label, { share: { n: 1, d: 1 } }) },
    )
    const card = cardIn(await merge(keepId, dropId))
    expect(card.homes).toMatchObject([{ relation: 'owner', share: { n: 1, d: 1 } }])
    expect(card.formerHomes).toMatchObject([{ endLabel: '合并重复档案' }])
  })

  it('keeps a guardian once, whoever of the two was named', async () => {
    const [keepId = '', dropId = '', childId = ''] = await town.enrol(
      { name: '严一', phone: phone() },
      { name: '严二', phone: phone() },
      {
        name: '严小',
        birthDate: '2020-01-01',
        ...town.home('锦和苑 2 号楼 1 单元 302', { relation: 'family' }),
      },
    )
    for (const guardianId of [keepId, dropId])
      cardIn(await staff.post(`/people/${childId}/guardians`, { guardianId, basis: 'parent' }))
    const merged = cardIn(await merge(keepId, dropId))
    expect((await get(childId))['guardians']).toMatchObject([{ personId: keepId }])
    cardIn(await undo(merged))
    expect((await get(childId))['guardians']).toHaveLength(2)
  })
})

describe('undoing', () => {
  it('by many at once happens once', async () => {
    const [keepId = '', dropId = ''] = await town.enrol(
      { name: '魏一', phone: phone() },
      { name: '魏二', phone: phone() },
    )
    const card = cardIn(await merge(keepId, dropId))
    const answers = await Promise.all([undo(card), undo(card), undo(card)])
    expect(answers.map((answer) => answer.status).sort()).toEqual([200, 409, 409])
    expect((await get(dropId)).id).toBe(dropId)
  })

  it('leaves alone what somebody corrected since', async () => {
    const [keepId = '', dropId = ''] = await town.enrol(
      { name: '陶一', ...town.home('锦和苑 2 号楼 1 单元 401') },
      { name: '陶二', phone: phone(), birthDate: '1970-01-01' },
    )
    const card = cardIn(await merge(keepId, dropId))
    const corrected = cardIn(
      await staff.post(`/people/${keepId}/correct`, { version: card.version, birthDate: '1971-01-01' }),
    )
    const after = cardIn(await undo(corrected))
    expect(after).toMatchObject({ age: 55, maskedPhone: null })
    expect(await get(dropId)).toMatchObject({ age: 56 })
  })

  it('of a record that was merged on waits for the later merge', async () => {
    const [a = '', b = '', c = ''] = await town.enrol(
      { name: '姜一', phone: phone() },
      { name: '姜二', phone: phone() },
      { name: '姜三', phone: phone() },
    )
    const first = cardIn(await merge(a, b))
    const second = cardIn(await merge(c, a))
    expect((await undo(first)).body).toMatchObject({
      code: 'merge_refused',
      details: { reason: 'merged_again' },
    })
    cardIn(await undo(second))
    expect(cardIn(await undo(await get(a))).id).toBe(a)
    for (const id of [a, b, c]) expect((await get(id)).id).toBe(id)
  })

  it('is another community’s to ask for in vain', async () => {
    const [keepId = '', dropId = ''] = await town.enrol(
      { name: '戚一', phone: phone() },
      { name: '戚二', phone: phone() },
    )
    const card = cardIn(await merge(keepId, dropId))
    const path = `/people/merges/${card.merges[0]?.id}/undo`
    expect((await town.as('community_admin', { community: 'other' }).post(path, {})).status).toBe(404)
    expect((await town.as('grid_worker', { grid: '第 1 网格' }).post(path, {})).status).toBe(403)
  })

  it('restores exactly what was, whatever was merged', async () => {
    const labels = ['501', '502', '601'].map((number) => `锦和苑 2 号楼 1 单元 ${number}`)
    const tag = (code: string, until: number | null) => ({
      ...{ code, source: 'self' as const, sourceRef: null },
      expiresAt: until === null ? null : new Date(app.clock.now().getTime() + until * DAY_MS),
    })
    const side = fc.record({
      withPhone: fc.boolean(),
      birthDate: fc.constantFrom(null, '1944-02-29', '1990-09-09'),
      home: fc.option(
        fc.record({
          label: fc.constantFrom(...labels),
          relation: fc.constantFrom('owner' as const, 'tenant' as const, 'family' as const, 'carer' as const),
          share: fc.constantFrom(null, { n: 1, d: 20 }),
        }),
      ),
      tags: fc.uniqueArray(
        fc.constantFrom(tag('dog', null), tag('dog', 9), tag('car', 30), tag('living-alone', 90)),
        {
          selector: (one) => one.code,
        },
      ),
    })
    const take = fc.record({ name: fc.boolean(), phone: fc.boolean(), birthDate: fc.boolean() })
    let runs = 0
    await fc.assert(
      fc.asyncProperty(
        side,
        side,
        take,
        fc.constantFrom(null, 'keep', 'drop'),
        async (one, two, choice, known) => {
          runs += 1
          const entries = [one, two].map(
            ({ withPhone, birthDate, home, tags }, index): Partial<RollEntry> => ({
              ...{
                name: `合${runs}${'甲乙'[index]}`,
                phone: withPhone || !home ? phone() : null,
                birthDate,
                tags,
              },
              ...(home && town.home(home.label, { relation: home.relation, share: home.share })),
              ...(known === ['keep', 'drop'][index] && {
                identity: { kind: 'passport' as const, number: `P${100_000 + runs}` },
              }),
            }),
          )
          const [keepId = '', dropId = ''] = await town.enrol(...entries)
          const before = await stored()
          const merged = cardIn(await merge(keepId, dropId, choice))
          expect(await stored()).not.toEqual(before)
          cardIn(await undo(merged))
          expect(await stored()).toEqual(before)
        },
      ),
      { numRuns: 12 },
    )
  })

  it('is possible for thirty days, and then what was before is forgotten', async () => {
    const [keepId = '', dropId = ''] = await town.enrol(
      { name: '谢一', phone: phone() },
      { name: '谢二', phone: phone() },
    )
    const card = cardIn(await merge(keepId, dropId))
    app.clock.advance(30 * DAY_MS + 1)
    staff = town.as('community_staff')
    expect((await get(keepId)).merges).toMatchObject([{ canUndo: false }])
    expect((await undo(card)).body).toMatchObject({ code: 'undo_too_late' })
    const traces = async () =>
      (await app.rows('persons')).filter((row) => row['mergedInto'] === keepId).map((row) => String(row._id))
    expect(await traces()).toHaveLength(2)
    await app.deps.jobs.runNow('retention.daily')
    expect(await traces()).toEqual([dropId])
  })
})

describe('the council of two records that become one', () => {
  it('counts one human once, and both again when the merge is undone', async () => {
    const [keepId = '', dropId = ''] = await town.enrol(
      { name: '施一', ...town.home('锦和苑 2 号楼 1 单元 101', { relation: 'family' }) },
      { name: '施亦', ...town.home('锦和苑 2 号楼 1 单元 102', { relation: 'family' }) },
    )
    const { topics, deliberation, desk } = app.deps.services.council
    const office = town.actor('community_staff')
    const voter = (personId: string, name: string) => ({
      ...town.actor('verified_resident'),
      ...{
        accountId: `acc_testShi${name}`,
        sessionId: `ses_testShi${name}`,
        personId,
        communityId: town.own,
      },
    })
    const [kept, gone] = [voter(keepId, 'One'), voter(dropId, 'Two')]
    const proposal = { title: '加装充电车棚', why: '楼道里充电不安全', wish: '建一个车棚' }
    const made = await desk.create(office, town.own, proposal, [])
    for (const actor of [kept, gone]) await topics.support(actor, made.id)
    const { version } = await desk.get(office, made.id)
    await desk.adopt(office, made.id, { version, reason: '涉及全体居民' })
    const said = async (actor: typeof kept, text: string) =>
      (await deliberation.say(actor, made.id, { side: 'for', text })).statements.at(-1)?.id ?? ''
    const [first, second] = [await said(kept, '楼道里安静了'), await said(gone, '雨天也能停')]
    const react = (actor: typeof kept, statementId: string, stance: 'agree' | 'disagree') =>
      deliberation.react(actor, made.id, { statementId, stance })
    await react(kept, first, 'agree')
    await react(gone, first, 'disagree')
    await react(gone, second, 'agree')
    const rows = async (name: string) =>
      (await app.rows(name)).filter((row) => row['topicId'] === made.id || row['_id'] === made.id)
    const council = async () => {
      const names = ['topics', 'topic_supports', 'topic_voices', 'topic_statements']
      const all = await Promise.all(names.map(rows))
      return all.map((some) => some.toSorted((a, b) => (String(a._id) < String(b._id) ? -1 : 1)))
    }
    const before = await council()
    const merged = await merge(keepId, dropId)
    expect(merged.status).toBe(200)
    expect((await rows('topics'))[0]?.['supporters']).toBe(1)
    expect((await rows('topic_supports')).map((row) => row['personId'])).toEqual([keepId])
    const [voice] = await rows('topic_voices')
    expect(voice?.['stances']).toEqual({ [first]: 'agree', [second]: 'agree' })
    const figures = (await rows('topic_statements')).map(({ agree, disagree }) => [agree, disagree])
    expect(figures).toEqual([
      [1, 0],
      [1, 0],
    ])
    expect((await undo(cardIn(merged))).status).toBe(200)
    expect(await council()).toEqual(before)
    expect(await app.rows('council_merges')).toEqual([])
  })
})

describe('seats and wishes of two records that become one', () => {
  it('go over but for what one person cannot have twice, and come back when the merge is undone', async () => {
    const [keepId = '', dropId = '', otherId = ''] = await town.enrol(
      { name: '华一', phone: phone() },
      { name: '华二', phone: phone() },
      { name: '华三', phone: phone() },
    )
    const db = app.connection.getClient().db(app.connection.name)
    const put = (name: string, rows: readonly Readonly<Record<string, unknown> & { _id: string }>[]) =>
      db.collection<{ _id: string }>(name).insertMany(rows.map((row) => ({ ...row, communityId: town.own })))
    const seat = (_id: string, personKey: string, hour: number, code: string, nth?: number) => ({
      ...{ _id, personKey, service: { code }, day: `2026-12-0${hour}`, holds: true },
      startsAt: new Date(Date.UTC(2026, 11, hour)),
      ...(nth !== undefined && { nth: { person: nth } }),
    })
    await put('bookings', [
      seat('bok_kept', keepId, 1, 'stamp', 0),
      seat('bok_same', dropId, 1, 'other'),
      seat('bok_free', dropId, 2, 'stamp', 0),
      { ...seat('bok_visit', dropId, 3, 'visit'), series: { nth: 0 } },
      { ...seat('bok_weekly', keepId, 4, 'visit'), series: { nth: 0 } },
      { _id: 'bok_past', personKey: dropId, service: { code: 'stamp' }, day: '2026-12-01' },
    ])
    const wait = (_id: string, personKey: string, slotId: string) => ({ _id, personKey, slotId, open: true })
    await put('waits', [
      wait('wai_kept', keepId, 'slt_1'),
      wait('wai_same', dropId, 'slt_1'),
      wait('wai_free', dropId, 'slt_2'),
    ])
    const ask = (_id: string, principalPersonId: string, delegatePersonId: string) => ({
      ...{ _id, principalPersonId, delegatePersonId, askedAt: app.clock.now() },
    })
    await put('delegate_asks', [
      ask('dla_kept', keepId, otherId),
      ask('dla_same', dropId, otherId),
      ask('dla_self', keepId, dropId),
      ask('dla_free', otherId, dropId),
    ])
    const all = async () =>
      (await Promise.all(['bookings', 'waits', 'delegate_asks'].map((name) => app.rows(name)))).map((rows) =>
        rows.toSorted((a, b) => (String(a._id) < String(b._id) ? -1 : 1)),
      )
    const before = await all()
    const merged = cardIn(await merge(keepId, dropId))
    const [bookings = [], waits = [], asks = []] = await all()
    const of = (rows: typeof bookings, field: string) =>
      rows.filter((row) => row[field] === keepId).map((row) => String(row._id))
    expect(of(bookings, 'personKey')).toEqual([
      ...['bok_free', 'bok_kept', 'bok_past', 'bok_visit', 'bok_weekly'],
    ])
    expect(bookings.find((row) => String(row._id) === 'bok_visit')?.['series']).toEqual({ nth: 1 })
    expect(bookings.find((row) => String(row._id) === 'bok_free')?.['nth']).toEqual({ person: 1 })
    expect(of(waits, 'personKey')).toEqual(['wai_free', 'wai_kept'])
    expect(of(asks, 'principalPersonId')).toEqual(['dla_kept', 'dla_self'])
    expect(of(asks, 'delegatePersonId')).toEqual(['dla_free'])
    cardIn(await undo(merged))
    // The number among several of one matter stays; nobody is counted by it across persons.
    const numbers = (rows: typeof before) =>
      rows.map((some) =>
        some.map(({ nth, series, ...row }) => ({ ...row, isNumbered: [nth, series].some(Boolean) })),
      )
    expect(numbers(await all())).toEqual(numbers(before))
  })
})
