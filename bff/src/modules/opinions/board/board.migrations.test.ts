import { openTestDatabase, type TestDatabase } from '../../../../test/test-database'
import { runMigrations } from '../../../platform/migrations/migrations'
import { scopeOf } from '../../../platform/scope'
import { createOpinionsRepository } from '../opinions.repository'
import { gridFacet, groupFacet } from './board-facets'
import { boardHasFacets } from './board.migrations'

let database: TestDatabase
beforeEach(async () => {
  database = await openTestDatabase()
})
afterEach(() => database.close())

it('public cases from before the filters are found by grid and category, and private ones are left alone', async () => {
  const { connection, clock, logger } = database
  await database.createIndexes()
  const board = createOpinionsRepository(connection)
  const raw = connection
    .getClient()
    .db(connection.name)
    .collection<{ _id: string; number: string }>('opinions')
  const facts = {
    ...{ communityId: 'nod_c', category: { code: 'sanitation.corridor' } },
    place: { gridId: 'nod_g', path: ['nod_c'] },
  }
  const at = new Date('2026-10-01T00:00:00Z')
  const face = (tokens: string[]) => ({ board: { text: '长椅', at, byAccountId: 'acc_1', tokens } })
  await raw.insertMany([
    {
      _id: 'opn_1',
      number: 'QH-1',
      ...facts,
      ...face(['长椅']),
    },
    {
      ...{ _id: 'opn_2', number: 'QH-2', ...facts, place: { gridId: null, path: ['nod_c'] } },
      ...face([groupFacet('sanitation')]),
    },
    { _id: 'opn_3', number: 'QH-3', ...facts },
  ])
  const found = async (token: string) =>
    (await board.board(scopeOf(['nod_c']), { tokens: [token], after: null, limit: 5 })).map(({ _id }) => _id)
  expect(await found(gridFacet('nod_g'))).toEqual([])
  const run = () => runMigrations({ connection, clock, logger, owner: 'test', migrations: [boardHasFacets] })
  expect((await run()).done).toEqual([boardHasFacets.id])
  expect(await found(gridFacet('nod_g'))).toEqual(['opn_1'])
  expect(await found(groupFacet('sanitation'))).toEqual(['opn_2', 'opn_1'])
  expect(await found('长椅')).toEqual(['opn_1'])
  expect(await raw.findOne({ _id: 'opn_3' })).not.toHaveProperty('board')
  expect((await run()).done).toEqual([])
})
