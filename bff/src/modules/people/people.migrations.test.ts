import { openTestDatabase, type TestDatabase } from '../../../test/test-database'
import { runMigrations } from '../../platform/migrations/migrations'
import { grantsHaveEnds } from './people.migrations'
import { createRoleGrants } from './role-grants.repository'

let database: TestDatabase
beforeEach(async () => {
  database = await openTestDatabase()
})
afterEach(() => database.close())

it('grants of the first release hold on, are found by name, and can be ended; running again changes nothing', async () => {
  const { connection, clock, logger } = database
  const grants = createRoleGrants(connection)
  await database.createIndexes()
  const rows = connection.getClient().db(connection.name).collection<{ _id: string }>('role_grants')
  await rows.insertMany([
    {
      ...{ _id: 'grt_1', accountId: 'acc_1', role: 'community_staff', nodeId: 'nod_c', name: '陈立新' },
      ...{ workPhone: null, organisation: null, from: new Date('2025-10-01T00:00:00Z'), to: null },
    },
  ])
  const now = clock.now()
  expect(await grants.ofAccount('acc_1', now)).toHaveLength(1)
  const run = () => runMigrations({ connection, clock, logger, owner: 'test', migrations: [grantsHaveEnds] })
  expect((await run()).done).toEqual([grantsHaveEnds.id])
  const found = await grants.list({
    ...{ nodeIds: ['nod_c'], roles: ['community_staff'], state: 'held', tokens: ['立新'] },
    ...{ now, soon: now, before: null, limit: 5 },
  })
  expect(found.map(({ _id }) => _id)).toEqual(['grt_1'])
  expect((await run()).done).toEqual([])
  expect(await grants.end({ id: 'grt_1', version: 0 }, { at: now, by: null, reason: 'left' })).toMatchObject({
    version: 1,
    endReason: 'left',
  })
})
