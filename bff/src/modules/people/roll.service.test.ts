import fc from 'fast-check'
import type { Share } from '@linli/shared/people/shares.rules'
import { startTestApp, type TestApp } from '../../../test/test-app'
import { scopeOf } from '../../platform/scope'
import { planTree, type DemoTree } from '../demo/demo-tree'
import { createSpaceRepository } from '../space/space.repository'
import type { RollEntry, UpsertOutcome } from './roll.service'

let app: TestApp
let tree: DemoTree
let communityId: string
const BY = 'acc_testImporter'

beforeAll(async () => {
  app = await startTestApp()
  tree = planTree(app.deps.ids, app.clock.now())
  communityId = tree.community('青禾社区')
  await createSpaceRepository(app.connection).insertMany(tree.rows)
})
afterAll(() => app.close())

const scope = () => scopeOf([communityId])
const roll = () => app.deps.services.roll
const inUnit = <T>(work: () => Promise<T>): Promise<T> => app.deps.uow.run(work)
const room = (label: string): string => tree.at('青禾社区', label)._id

const entry = (name: string, more: Partial<RollEntry> = {}): RollEntry => ({
  name,
  phone: null,
  birthDate: null,
  identity: null,
  home: null,
  tags: [],
  ...more,
})
const owner = (label: string, share: Share | null = null) => ({
  home: { roomId: room(label), relation: 'owner' as const, share, livesIn: true },
})
const upsert = (rows: readonly RollEntry[]): Promise<UpsertOutcome[]> =>
  inUnit(() => roll().upsertPeople(scope(), rows, BY))
const results = (outcomes: readonly UpsertOutcome[]) =>
  outcomes.map((outcome) => (outcome.result === 'refused' ? outcome.reason : outcome.result))
const idIn = (outcome: UpsertOutcome | undefined): string => {
  if (!outcome || outcome.result === 'refused') throw new Error('the row was refused')
  return outcome.personId
}

describe('people of a list', () => {
  it('are created once, changed where they differ, and left alone where they do not', async () => {
    const rows = [
      entry('钱一', { phone: '13900000001', birthDate: '1970-01-01', ...owner('锦和苑 1 号楼 1 单元 101') }),
      entry('钱二', { ...owner('锦和苑 1 号楼 1 单元 101') }),
      entry('钱三', { identity: { kind: 'resident_id', number: '11010519491231002X' } }),
    ]
    expect(results(await upsert(rows))).toEqual(['created', 'created', 'created'])
    const before = [await app.rows('persons'), await app.rows('residencies')]
    expect(results(await upsert(rows))).toEqual(['same', 'same', 'same'])
    expect([await app.rows('persons'), await app.rows('residencies')]).toEqual(before)

    const moved = [
      entry('钱一', { phone: '13900000001', ...owner('锦和苑 1 号楼 1 单元 102') }),
      // The same room and name: the phone is new. The identity finds the person under another name.
      entry('钱二', { phone: '13900000002', ...owner('锦和苑 1 号楼 1 单元 101') }),
      entry('钱叁', { identity: { kind: 'resident_id', number: '11010519491231002X' } }),
    ]
    expect(results(await upsert(moved))).toEqual(['changed', 'changed', 'changed'])
    expect((await roll().personsByPhone(scope(), '13900000002')).map((person) => person.name)).toEqual([
      '钱二',
    ])
    expect(results(await upsert(moved))).toEqual(['same', 'same', 'same'])
  })

  it('are one person within one list too', async () => {
    const [first, second] = await upsert([
      entry('孙一', { phone: '13900000011', ...owner('锦和苑 1 号楼 1 单元 201') }),
      entry('孙一', { phone: '13900000011', ...owner('锦和苑 1 号楼 1 单元 202') }),
    ])
    expect(idIn(second)).toBe(idIn(first))
    const homes = (await app.rows('residencies')).filter((row) => row['personId'] === idIn(first))
    expect(homes).toHaveLength(2)
  })

  it('are refused with the reason, row by row, and the rest is entered', async () => {
    const label = '锦和苑 1 号楼 1 单元 301'
    const half = { n: 1, d: 2 }
    const answers = await upsert([
      entry('李一', owner(label, half)),
      entry('李二', owner(label, half)),
      entry('李三', owner(label, half)),
      entry('李四', { home: { roomId: 'nod_nowhere', relation: 'tenant', share: null, livesIn: true } }),
      entry('李五', {
        phone: '13900000022',
        tags: [{ code: 'rich', source: 'staff', sourceRef: null, expiresAt: null }],
      }),
      entry('李六', {
        phone: '13900000023',
        tags: [{ code: 'subsistence', source: 'staff', sourceRef: null, expiresAt: null }],
      }),
      entry('李七', { phone: '13900000021' }),
      entry('李九'),
    ])
    expect(results(answers)).toEqual([
      ...['shares_exceed', 'shares_exceed', 'shares_exceed'],
      ...['room_unknown', 'tag_refused', 'tag_refused', 'created', 'unfindable'],
    ])
    expect(
      results(await upsert([entry('李一', owner(label, half)), entry('李二', owner(label, half))])),
    ).toEqual(['created', 'created'])
    expect(results(await upsert([entry('李八', owner(label))]))).toEqual(['shares_nothing_left'])
  })

  it('of another identity or with another record’s phone and name are not mixed up', async () => {
    await upsert([
      entry('周一', {
        phone: '13900000031',
        identity: { kind: 'resident_id', number: '440524188001010014' },
      }),
      entry('周二', { phone: '13900000032', identity: { kind: 'passport', number: 'E12345678' } }),
    ])
    expect(
      results(
        await upsert([
          entry('周一', { phone: '13900000031', identity: { kind: 'passport', number: 'E99999999' } }),
          entry('周一', { phone: '13900000031', identity: { kind: 'passport', number: 'E12345678' } }),
        ]),
      ),
    ).toEqual(['identity_differs', 'phone_of_other'])
  })

  it('carry an official result for the year it holds, and the same result again changes nothing', async () => {
    const row = entry('吴一', {
      ...owner('锦和苑 1 号楼 1 单元 401'),
      tags: [
        { code: 'subsistence', source: 'official', sourceRef: '滨民 2026-118', expiresAt: null },
        { code: 'dog', source: 'self', sourceRef: null, expiresAt: null },
      ],
    })
    const [answer] = await upsert([row])
    const person = (await app.rows('persons')).find((found) => String(found._id) === idIn(answer))
    expect(person?.['tags']).toMatchObject([
      { code: 'subsistence', setBy: BY, expiresAt: new Date(app.clock.now().getTime() + 365 * 86_400_000) },
      { code: 'dog', expiresAt: null },
    ])
    // What audiences may ask for is copied to the home; the sensitive mark never is.
    const home = (await app.rows('residencies')).find((found) => found['personId'] === idIn(answer))
    expect(home?.['tags']).toEqual([{ code: 'dog', until: null }])
    expect(results(await upsert([row]))).toEqual(['same'])
  })

  it('whatever the list says, saying it twice changes nothing the second time', async () => {
    const rooms = ['501', '502', '601'].map((number) => room(`锦和苑 1 号楼 1 单元 ${number}`))
    const row = fc.record({
      name: fc.constantFrom('郑甲', '郑乙', '郑丙', '郑丁'),
      withIdentity: fc.boolean(),
      phone: fc.constantFrom(null, '13900000041', '13900000042'),
      birthDate: fc.constantFrom(null, '1960-02-29', '2015-06-01'),
      home: fc.option(
        fc.record({
          roomId: fc.constantFrom(...rooms),
          relation: fc.constantFrom('owner' as const, 'tenant' as const, 'family' as const),
          share: fc.constantFrom(null, { n: 1, d: 2 }, { n: 1, d: 3 }),
          livesIn: fc.boolean(),
        }),
      ),
      tags: fc.constantFrom(
        [],
        [{ code: 'dog', source: 'staff' as const, sourceRef: null, expiresAt: null }],
      ),
    })
    await fc.assert(
      fc.asyncProperty(fc.uniqueArray(row, { selector: (one) => one.name, maxLength: 4 }), async (drawn) => {
        // One human per name: two rows with one number and two names would contradict each other for ever.
        const rows = drawn.map(({ withIdentity, ...one }) => ({
          ...one,
          identity: withIdentity
            ? { kind: 'passport' as const, number: `G11${one.name.charCodeAt(1)}` }
            : null,
        }))
        const first = await upsert(rows)
        const before = [await app.rows('persons'), await app.rows('residencies')]
        const second = await upsert(rows)
        const changed = second.filter((_, index) => first[index]?.result !== 'refused')
        expect(new Set(changed.map(({ result }) => result))).toEqual(
          new Set(changed.length > 0 ? ['same'] : []),
        )
        expect([await app.rows('persons'), await app.rows('residencies')]).toEqual(before)
      }),
      { numRuns: 40 },
    )
  })
})

describe('a person and a room', () => {
  const label = '锦和苑 2 号楼 1 单元 101'

  it('are joined once, however often and by however many', async () => {
    const [answer] = await upsert([entry('王一', { phone: '13900000051' })])
    const home = {
      personId: idIn(answer),
      roomId: room(label),
      relation: 'tenant' as const,
      share: null,
      livesIn: true,
    }
    const joined = await Promise.all(
      Array.from({ length: 6 }, () => inUnit(() => roll().addResidency(scope(), home))),
    )
    expect(joined.filter(({ result }) => result === 'added')).toHaveLength(1)
    expect(new Set(joined.map(({ residencyId }) => residencyId)).size).toBe(1)
    expect(await roll().occupantsOf(scope(), room(label))).toMatchObject([
      { maskedName: '王*', relation: 'tenant', hasAccount: false },
    ])
  })

  it('keep what was: another relation ends the one before', async () => {
    const [person] = await roll().personsByPhone(scope(), '13900000051')
    const personId = person?.personId ?? ''
    await inUnit(() =>
      roll().addResidency(scope(), {
        personId,
        roomId: room(label),
        relation: 'owner',
        share: null,
        livesIn: true,
      }),
    )
    const rows = (await app.rows('residencies')).filter((row) => row['personId'] === personId)
    expect(rows.map((row) => [row['relation'], row['endReason']])).toEqual([
      ['tenant', 'relation_changed'],
      ['owner', null],
    ])
    const end = { personId, roomId: room(label), reason: 'sold' as const }
    const ended = await Promise.all(
      Array.from({ length: 4 }, () => inUnit(() => roll().endResidency(scope(), end))),
    )
    expect(ended.filter((result) => result === 'ended')).toHaveLength(1)
    expect(await roll().occupantsOf(scope(), room(label))).toEqual([])
  })

  it('match by name and phone in exactly that room, and nothing else is ever said', async () => {
    await upsert([entry('冯一', { phone: '13900000061', ...owner('锦和苑 2 号楼 1 单元 102') })])
    const ask = (name: string, phone: string, roomLabel = '锦和苑 2 号楼 1 单元 102') =>
      roll().matchOnRoll(communityId, room(roomLabel), name, phone)
    expect(await ask('冯一', '13900000061')).toMatchObject({ relation: 'owner' })
    expect(await ask(' 冯一 ', '13900000061')).toMatchObject({ relation: 'owner' })
    expect(await ask('冯二', '13900000061')).toBeNull()
    expect(await ask('冯一', '13900000062')).toBeNull()
    expect(await ask('冯一', '13900000061', label)).toBeNull()
    const other = tree.community('知春社区')
    expect(
      await roll().matchOnRoll(other, room('锦和苑 2 号楼 1 单元 102'), '冯一', '13900000061'),
    ).toBeNull()
  })

  it('two halves and a third half arriving at once leave one whole', async () => {
    const people = await upsert(
      ['陈一', '陈二', '陈三', '陈四'].map((name, index) => entry(name, { phone: `1390000010${index}` })),
    )
    const roomId = room('锦和苑 2 号楼 1 单元 201')
    const answers = await Promise.allSettled(
      people.map((person) =>
        inUnit(() =>
          roll().addResidency(scope(), {
            ...{ personId: idIn(person), roomId, relation: 'owner', livesIn: true },
            share: { n: 1, d: 2 },
          }),
        ),
      ),
    )
    expect(answers.filter(({ status }) => status === 'fulfilled')).toHaveLength(2)
    expect(await roll().occupantsOf(scope(), roomId)).toHaveLength(2)
  })

  it('a person of another community, and a room of another, are not there', async () => {
    const other = scopeOf([tree.community('知春社区')])
    const [person] = await roll().personsByPhone(scope(), '13900000061')
    const personId = person?.personId ?? ''
    expect(await roll().person(other, personId)).toBeNull()
    expect(await roll().occupantsOf(other, room('锦和苑 2 号楼 1 单元 102'))).toEqual([])
    const roomId = tree.at('知春社区', '知春园 1 号楼 1 单元 101')._id
    const home = { personId, roomId, relation: 'tenant' as const, share: null, livesIn: true }
    await expect(inUnit(() => roll().addResidency(scope(), home))).rejects.toMatchObject({
      code: 'not_found',
    })
    await expect(inUnit(() => roll().addResidency(other, home))).rejects.toMatchObject({ code: 'not_found' })
  })
})

it('takes a person off the roll and still counts the same human once', async () => {
  const [answer] = await upsert([
    entry('褚一', {
      phone: '13900000071',
      identity: { kind: 'passport', number: 'K7654321' },
      ...owner('锦和苑 2 号楼 1 单元 202'),
    }),
  ])
  const personId = idIn(answer)
  expect(await inUnit(() => roll().freezePerson(scope(), personId))).toBe(true)
  expect(await inUnit(() => roll().freezePerson(scope(), personId))).toBe(false)
  expect(await roll().person(scope(), personId)).toBeNull()
  expect(await roll().personsByPhone(scope(), '13900000071')).toEqual([])
  expect(await roll().occupantsOf(scope(), room('锦和苑 2 号楼 1 单元 202'))).toEqual([])
  const frozen = (await app.rows('persons')).find((row) => String(row._id) === personId)
  expect(frozen).toMatchObject({ phone: null, idNumber: null, idIndex: null, nameTokens: [] })
  expect(frozen?.['identityIndex']).toEqual(expect.any(String))
})
