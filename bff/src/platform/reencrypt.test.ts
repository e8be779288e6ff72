import { openTestDatabase, type TestDatabase } from '../../test/test-database'
import { sealedFields } from '../sealed-fields'
import { createCrypto, createKeyRing } from './crypto'
import { reencrypt } from './reencrypt'

let database: TestDatabase
beforeEach(async () => {
  database = await openTestDatabase()
})
afterEach(() => database.close())

const before = createCrypto(createKeyRing(['old secret']))
const during = createCrypto(createKeyRing(['new secret', 'old secret']))
const after = createCrypto(createKeyRing(['new secret']))

it('after a rotation everything opens and is found with the new secret alone, and nothing else has changed', async () => {
  const db = database.connection.getClient().db(database.connection.name)
  const identityPlace = { field: 'identity.phone', tenant: 'deployment' }
  const personPlace = { field: 'person.phone', tenant: 'nod_a' }
  await db.collection<{ _id: string }>('identities').insertMany(
    Array.from({ length: 450 }, (_, n) => ({
      _id: `idn_${String(n).padStart(4, '0')}`,
      kind: 'phone',
      sealed: before.encrypt(`138${String(n).padStart(8, '0')}`, identityPlace),
      blind: before.blindIndex(`138${String(n).padStart(8, '0')}`, 'identity.phone'),
      boundAt: database.clock.now(),
    })),
  )
  await db.collection<{ _id: string }>('persons').insertMany([
    {
      _id: 'per_1',
      communityId: 'nod_a',
      name: '王小明',
      phone: before.encrypt('13900000001', personPlace),
      phoneIndex: before.blindIndex('13900000001', 'person.phone'),
      phoneTail: before.blindIndex('0001', 'person.phone-tail'),
    },
    {
      _id: 'per_3',
      communityId: 'nod_a',
      name: '韩梅',
      idKind: 'passport',
      idNumber: before.encrypt('E12345678', { field: 'person.id', tenant: 'nod_a' }),
      idIndex: before.blindIndex('E12345678', 'person.id'),
      identityIndex: before.blindIndex('passport:E12345678', 'identity'),
    },
    { _id: 'per_2', communityId: 'nod_a', name: '李雷', phone: null, phoneIndex: null },
  ] as never)
  const run = () => reencrypt({ connection: database.connection, crypto: during, fields: sealedFields })

  expect(await run()).toBe(452)
  const identity = await db
    .collection('identities')
    .findOne({ blind: after.blindIndex('13800000449', 'identity.phone') })
  expect(after.decrypt(String(identity?.['sealed']), identityPlace)).toBe('13800000449')
  const person = await db
    .collection('persons')
    .findOne({ phoneIndex: after.blindIndex('13900000001', 'person.phone') })
  expect(after.decrypt(String(person?.['phone']), personPlace)).toBe('13900000001')
  expect(person?.['name']).toBe('王小明')
  expect(person?.['phoneTail']).toBe(after.blindIndex('0001', 'person.phone-tail'))
  const confirmed = await db
    .collection('persons')
    .findOne({ identityIndex: after.blindIndex('passport:E12345678', 'identity') })
  expect(confirmed?.['idIndex']).toBe(after.blindIndex('E12345678', 'person.id'))
  expect(await db.collection('persons').findOne({ _id: 'per_2' as never })).toMatchObject({
    phone: null,
    phoneIndex: null,
  })
  expect(await run()).toBe(0)
})
