import { openTestDatabase, type TestDatabase } from '../../../test/test-database'
import { runMigrations } from '../../platform/migrations/migrations'
import { createSpaceRepository } from './space.repository'
import { nodesHaveVersions } from './space.migrations'
import { scopeOf } from '../../platform/scope'

let database: TestDatabase
beforeEach(async () => {
  database = await openTestDatabase()
})
afterEach(() => database.close())

/** As the first release stored them. */
const oldRow = (id: string, kind: string, name: string, label: string, path: string[]) => ({
  ...{ _id: id, communityId: 'nod_c', parentId: path.at(-1) ?? null, kind, name, label, path: [...path, id] },
  ...{ gridId: null, order: 0, hasChildren: false, code: null, area: null, contact: null },
  ...{
    areaHundredths: kind === 'room' ? 8_950 : null,
    validFrom: new Date('2025-10-01T00:00:00Z'),
    validTo: null,
  },
})

it('rows of the first release get a version and are found; running again changes nothing', async () => {
  const { connection, clock, logger } = database
  const repository = createSpaceRepository(connection)
  await database.createIndexes()
  const nodes = connection.getClient().db(connection.name).collection<{ _id: string }>('nodes')
  await nodes.insertMany([
    oldRow('nod_c', 'community', '青禾社区', '青禾社区', []),
    oldRow('nod_e', 'estate', '锦和苑', '锦和苑', ['nod_c']),
    ...Array.from({ length: 600 }, (_, index) =>
      oldRow(
        `nod_r${String(index).padStart(4, '0')}`,
        'room',
        `${101 + index}`,
        `锦和苑 3 号楼 ${101 + index}`,
        ['nod_c', 'nod_e'],
      ),
    ),
  ])
  const run = () =>
    runMigrations({ connection, clock, logger, owner: 'test', migrations: [nodesHaveVersions] })
  expect((await run()).done).toEqual([nodesHaveVersions.id])
  const rows = await nodes.find().toArray()
  expect(rows).toHaveLength(602)
  expect(rows.filter((row) => !('version' in row))).toEqual([])
  expect(await nodes.findOne({ _id: 'nod_r0400' })).toMatchObject({
    ...{ version: 1, propertyKind: 'residential', delivery: 'delivered', areaHundredths: 8_950, rank: 8 },
    createdAt: new Date('2025-10-01T00:00:00Z'),
  })
  expect(await nodes.findOne({ _id: 'nod_e' })).toMatchObject({ rooms: 600 })
  const found = await repository.search(scopeOf(['nod_c']), ['#3-501'], { limit: 5 })
  expect(found.map((row) => row.name)).toEqual(['501'])
  expect((await run()).skipped).toEqual([nodesHaveVersions.id])
})
