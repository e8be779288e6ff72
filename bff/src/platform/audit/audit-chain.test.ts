import { openTestDatabase, type TestDatabase } from '../../../test/test-database'
import { personas } from '../../../test/personas'
import { createAuditRepository } from '../../modules/audit/audit.repository'
import { judgeEnd, verifyChain } from '../../modules/audit/audit-verifier'
import { createIds } from '../ids'
import { createOutbox } from '../outbox'
import { scopeOf } from '../scope'
import { createAudit, type Audit } from './audit'
import { createAuditChain, type AuditChain } from './audit-chain'
import { auditHeadModel, auditRowModel } from './audit-row.model'

let database: TestDatabase
let audit: Audit
let chain: AuditChain
const [communityA, communityB] = ['nod_a', 'nod_b']

const chainOn = (connection: TestDatabase['connection'], uow: TestDatabase['uow']): AuditChain =>
  createAuditChain({
    connection,
    uow,
    clock: database.clock,
    outbox: createOutbox({ ...database, connection, uow, ids: createIds(database.clock) }),
  })
const act = (communityId: string | null, n: number) =>
  audit.record({
    actor: personas.staff,
    action: 'notice.publish',
    communityId,
    targetType: 'notice',
    targetId: `ntc_${n}`,
    detail: { n },
  })
const rows = () => auditRowModel(database.connection)
const verify = async (communityId: string) => {
  const repository = createAuditRepository(database.connection)
  const scope = scopeOf([communityId])
  const heads = await repository.heads(scope)
  return judgeEnd(await verifyChain(repository.chained(scope, { after: 0, limit: 1_000 }), heads), heads)
}

beforeEach(async () => {
  database = await openTestDatabase()
  audit = createAudit(database)
  chain = chainOn(database.connection, database.uow)
  await database.createIndexes()
})
afterEach(() => database.close())

it('an act that was rolled back leaves no row', async () => {
  const failing = database.uow.run(async () => {
    await act(communityA, 1)
    throw new Error('refused')
  })
  await expect(failing).rejects.toThrow('refused')
  expect(await rows().countDocuments()).toBe(0)
})

it('rows of each community are numbered without gaps and verify', async () => {
  for (let n = 0; n < 10; n += 1) await act(n % 3 === 0 ? communityB : communityA, n)
  await act(null, 10)
  expect(await chain.chainPending()).toBe(11)
  expect(await chain.chainPending()).toBe(0)
  expect(await verify(communityA)).toMatchObject({ intact: true, checked: 6, head: { seq: 6 } })
  expect(await verify(communityB)).toMatchObject({ intact: true, checked: 4 })
})

it('later rows go on where the chain ended', async () => {
  await act(communityA, 1)
  await chain.chainPending()
  await act(communityA, 2)
  await chain.chainPending()
  const linked = await rows().find({ communityId: communityA }).sort({ seq: 1 }).lean()
  expect(linked.map(({ seq }) => seq)).toEqual([1, 2])
  expect(linked[1]?.prevHash).toBe(linked[0]?.hash)
})

it('two workers at once cannot fork a chain or leave a gap', async () => {
  for (let n = 0; n < 60; n += 1) await act(communityA, n)
  const other = await database.another()
  const linked = await Promise.all([
    chain.chainPending(),
    chainOn(other.connection, other.uow).chainPending(),
  ])
  expect(linked.reduce((a, b) => a + b)).toBe(60)
  expect(await verify(communityA)).toMatchObject({ intact: true, checked: 60 })
})

describe('tampering shows', () => {
  beforeEach(async () => {
    for (let n = 0; n < 5; n += 1) await act(communityA, n)
    await chain.chainPending()
    database.clock.advance(86_400_000)
    await chain.sealYesterday()
  })

  it('a changed row', async () => {
    await rows().updateOne({ communityId: communityA, seq: 3 }, { $set: { targetId: 'ntc_other' } })
    expect(await verify(communityA)).toMatchObject({
      intact: false,
      brokenAt: { seq: 3, reason: 'row_changed' },
    })
  })

  it('a removed row', async () => {
    await rows().deleteOne({ communityId: communityA, seq: 2 })
    expect(await verify(communityA)).toMatchObject({ intact: false, brokenAt: { seq: 2, reason: 'gap' } })
  })

  it('a row linked to something else', async () => {
    await rows().updateOne({ communityId: communityA, seq: 3 }, { $set: { prevHash: '0'.repeat(64) } })
    expect(await verify(communityA)).toMatchObject({
      intact: false,
      brokenAt: { seq: 3, reason: 'link_broken' },
    })
  })

  it('an end that was cut off, because a head was told', async () => {
    await rows().deleteMany({ communityId: communityA, seq: { $gte: 4 } })
    expect(await verify(communityA)).toMatchObject({
      intact: false,
      brokenAt: { seq: 5, reason: 'head_changed' },
    })
  })

  it('a head that was told differs from the row it names', async () => {
    await auditHeadModel(database.connection).updateOne({}, { $set: { hash: 'f'.repeat(64) } })
    expect(await verify(communityA)).toMatchObject({
      intact: false,
      brokenAt: { seq: 5, reason: 'head_changed' },
    })
  })
})

describe('the head of a day', () => {
  const heads = () => auditHeadModel(database.connection).find().sort({ day: 1 }).lean()
  const events = () =>
    database.connection.getClient().db(database.connection.name).collection('outbox_events').find().toArray()

  it('is sealed once, by one of two workers, and told once', async () => {
    await act(communityA, 1)
    await chain.chainPending()
    const other = await database.another()
    database.clock.set('2026-11-23T16:00:30Z')
    const sealed = await Promise.all([
      chain.sealYesterday(),
      chainOn(other.connection, other.uow).sealYesterday(),
    ])
    expect(sealed.reduce((a, b) => a + b)).toBe(1)
    expect(await heads()).toMatchObject([{ communityId: communityA, day: '2026-11-23', seq: 1 }])
    expect(await events()).toMatchObject([
      { type: 'audit.head_sealed', communityId: communityA, payload: { day: '2026-11-23', seq: 1 } },
    ])
  })

  it('is not told again for a day without acts', async () => {
    await act(communityA, 1)
    await chain.chainPending()
    for (const day of ['24', '25', '26']) {
      database.clock.set(`2026-11-${day}T02:00:00Z`)
      await chain.sealYesterday()
    }
    await act(communityA, 2)
    await chain.chainPending()
    database.clock.set('2026-11-27T02:00:00Z')
    await chain.sealYesterday()
    expect((await heads()).map(({ day, seq }) => [day, seq])).toEqual([
      ['2026-11-23', 1],
      ['2026-11-26', 2],
    ])
  })
})

it('the row names the role the person acted in, over this community', async () => {
  const record = (actor: (typeof personas)[keyof typeof personas], communityId: string | null) =>
    audit.record({ actor, action: 'notice.pin', communityId, targetType: 't', targetId: 'x' })
  await record(personas.staff, personas.staff.communityId)
  await record(personas.staff, 'nod_elsewhere')
  await record(personas.operator, null)
  await record(personas.resident, personas.resident.communityId)
  const written = await rows().find().sort({ _id: 1 }).lean()
  expect(written.map(({ actorRole }) => actorRole)).toEqual([
    'community_staff',
    null,
    'district_operator',
    null,
  ])
})
