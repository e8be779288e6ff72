import { openTestDatabase, type TestDatabase } from '../../../test/test-database'
import { runMigrations } from '../../platform/migrations/migrations'
import { statementsKnowWhoIsNew } from './council.migrations'

let database: TestDatabase
beforeEach(async () => {
  database = await openTestDatabase()
})
afterEach(() => database.close())

it('whoever has spoken before is new to a statement once; who spoke since is not counted twice', async () => {
  const { connection, clock, logger } = database
  const db = connection.getClient().db(connection.name)
  const voices = db.collection<{ _id: string; fresh?: string[] }>('topic_voices')
  const statements = db.collection<{ _id: string; fresh?: number }>('topic_statements')
  const voice = (person: string, stances: object) => ({
    ...{ _id: `top_1:${person}`, communityId: 'nod_c', topicId: 'top_1', personId: person, stances },
  })
  await voices.insertMany([
    voice('per_1', { stm_1: 'agree', stm_2: 'pass' }),
    { ...voice('per_2', { stm_1: 'disagree' }), fresh: [] },
  ])
  const statement = (id: string, agree: number) => ({
    ...{ _id: id, communityId: 'nod_c', topicId: 'top_1', agree, disagree: 1, pass: 2 },
  })
  await statements.insertMany([statement('stm_1', 4), { ...statement('stm_2', 4), fresh: 0 }])
  const run = () =>
    runMigrations({ connection, clock, logger, owner: 'test', migrations: [statementsKnowWhoIsNew] })
  expect((await run()).done).toEqual(['0011-statements-know-who-is-new'])
  const kept = async () => [
    ...(await voices.find().sort({ _id: 1 }).toArray()).map(({ fresh }) => fresh),
    ...(await statements.find().sort({ _id: 1 }).toArray()).map(({ fresh }) => fresh),
  ]
  expect(await kept()).toEqual([['stm_1', 'stm_2'], [], 7, 0])
})
