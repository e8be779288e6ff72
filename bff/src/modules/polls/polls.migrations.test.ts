import { openTestDatabase, type TestDatabase } from '../../../test/test-database'
import { runMigrations } from '../../platform/migrations/migrations'
import { boxPrefix, createBallotBoxes } from './ballot-box.repository'
import { boxesHavePlaces } from './polls.migrations'

let database: TestDatabase
beforeEach(async () => {
  database = await openTestDatabase()
})
afterEach(() => database.close())

const code = (n: number): string => String(n).repeat(32)

it('a box that is being filled gets its places; ballots of the release before are counted with those of this one', async () => {
  const { connection, clock, logger, uow } = database
  const db = connection.getClient().db(connection.name)
  const poll = (id: string, status: string, secrecy: string) => ({
    ...{ _id: id, communityId: 'nod_c', status, roll: { rows: 3 } },
    frozen: { secrecy, questions: [{ id: 'pqu_one' }] },
  })
  await db
    .collection<{ _id: string }>('polls')
    .insertMany([
      poll('pol_1', 'frozen', 'secret'),
      poll('pol_2', 'frozen', 'named'),
      poll('pol_3', 'signed', 'secret'),
    ])
  const box = db.collection<{ _id: string; choice: string }>(`${boxPrefix}pol_1`)
  await box.insertOne({ _id: `pqu_one:${code(2)}`, choice: 'B' })
  const run = () => runMigrations({ connection, clock, logger, owner: 'test', migrations: [boxesHavePlaces] })
  expect((await run()).done).toEqual(['0008-boxes-have-numbered-places'])
  // Five places for three ballots, and the one of before.
  expect(await box.countDocuments()).toBe(6)
  const boxes = createBallotBoxes(connection)
  const put = (n: number) =>
    uow.run(() => boxes.put('pol_1', 3, [{ questionId: 'pqu_one', code: code(n), choice: 'A' }]))
  for (const n of [3, 1, 4]) expect(await put(n)).toBe(true)
  expect(await boxes.sorted('pol_1', 'pqu_one')).toEqual([
    [code(1), 'A'],
    [code(2), 'B'],
    [code(3), 'A'],
    [code(4), 'A'],
  ])
  const names = (await db.listCollections({}, { nameOnly: true }).toArray()).map(({ name }) => name)
  expect(names.filter((name) => name.startsWith(boxPrefix))).toEqual([`${boxPrefix}pol_1`])
  // Laid out again it stays as it is.
  await boxes.open('pol_1', 3)
  expect(await box.countDocuments()).toBe(6)
})
