import { openTestDatabase, type TestDatabase } from '../../../test/test-database'
import { createCrypto, createKeyRing } from '../../platform/crypto'
import { runMigrations } from '../../platform/migrations/migrations'
import { scopeOf } from '../../platform/scope'
import { personsAreFound } from './persons.migrations'
import { createPersonSeals, phoneField } from './person-seals'
import { createPersonsRepository } from './persons.repository'

let database: TestDatabase
beforeEach(async () => {
  database = await openTestDatabase()
})
afterEach(() => database.close())

const crypto = createCrypto(createKeyRing(['a secret']))
const createdAt = new Date('2025-10-01T00:00:00Z')
/** As the first release stored them. */
const oldPerson = (index: number) => ({
  ...{ _id: `per_${String(index).padStart(4, '0')}`, communityId: 'nod_c', name: `周玉兰${index}` },
  phone: index === 7 ? crypto.encrypt('13800001234', { field: phoneField, tenant: 'nod_c' }) : null,
  phoneIndex: index === 7 ? crypto.blindIndex('13800001234', phoneField) : null,
  ...{ birthDate: '1958-03-04', createdAt },
  tags: [{ code: 'dog', source: 'self', expiresAt: null }],
})
const oldRelation = {
  ...{ _id: 'rsd_0001', communityId: 'nod_c', personId: 'per_0007', roomId: 'nod_r', buildingId: 'nod_b' },
  ...{ path: ['nod_c', 'nod_b', 'nod_r'], roomLabel: '501', buildingLabel: '3 号楼', relation: 'owner' },
  ...{ birthDate: null, tags: [], accountId: null, wechat: false, personalisedPush: false },
  ...{ from: createdAt, to: null },
}

it('persons of the first release are found by name and phone; running again changes nothing', async () => {
  const { connection, clock, logger } = database
  const repository = createPersonsRepository(connection)
  const db = connection.getClient().db(connection.name)
  const persons = db.collection<{ _id: string }>('persons')
  const residencies = db.collection<{ _id: string }>('residencies')
  await persons.insertMany(Array.from({ length: 700 }, (_, index) => oldPerson(index)))
  await residencies.insertOne(oldRelation)
  const migrations = [personsAreFound(crypto)]
  const run = () => runMigrations({ connection, clock, logger, owner: 'test', migrations })

  expect((await run()).done).toEqual(['0003-persons-are-found'])
  await database.createIndexes()
  const whole = await persons.findOne({ _id: 'per_0007' })
  expect(whole).toMatchObject({
    ...{ version: 0, mergedInto: null, frozenAt: null, identityIndex: null, createdAt },
    tags: [{ code: 'dog', source: 'self', sourceRef: null, setAt: createdAt, setBy: null, expiresAt: null }],
  })
  expect(whole).toMatchObject({
    phoneTail: createPersonSeals(crypto).phone('13800001234', 'nod_c').phoneTail,
    nameTokens: expect.arrayContaining(['周', '玉兰', '~zyl']) as string[],
  })
  expect(await persons.countDocuments({ version: { $exists: false } })).toBe(0)
  const [found] = await repository.findMany(scopeOf(['nod_c']), ['per_0699'])
  expect(found?.nameTokens).toContain('玉兰')
  expect(await residencies.findOne({ _id: 'rsd_0001' })).toMatchObject({
    ...{ share: null, livesIn: true, endReason: null },
  })
  expect((await run()).skipped).toEqual(['0003-persons-are-found'])
})
