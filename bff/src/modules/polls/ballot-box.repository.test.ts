import { openTestDatabase, type TestDatabase } from '../../../test/test-database'
import { boxPrefix, createBallotBoxes } from './ballot-box.repository'

let database: TestDatabase
beforeEach(async () => {
  database = await openTestDatabase()
})
afterEach(() => database.close())

const code = (n: number): string => String(n).repeat(32)

it('a box that is full takes nothing, says so, and overwrites nothing', async () => {
  const { connection, uow } = database
  const boxes = createBallotBoxes(connection)
  await Promise.all([boxes.open('pol_9', 2), boxes.open('pol_9', 2)])
  const put = (n: number) =>
    uow.run(() => boxes.put('pol_9', 2, [{ questionId: 'pqu_one', code: code(n), choice: 'A' }]))
  for (const n of [3, 1, 2]) expect(await put(n)).toBe(true)
  await expect(put(4)).rejects.toThrow('no place left')
  expect((await boxes.sorted('pol_9', 'pqu_one')).map(([own]) => own)).toEqual([code(1), code(2), code(3)])
})

it('a ballot that meets a taken place draws again: going on to the next one would tell that it came later', async () => {
  const { connection, uow } = database
  const draws = [1, 1, 1, 0]
  const boxes = createBallotBoxes(connection, () => draws.shift() ?? -1)
  await boxes.open('pol_8', 2)
  for (const n of [1, 2])
    await uow.run(() => boxes.put('pol_8', 2, [{ questionId: 'pqu_one', code: code(n), choice: 'A' }]))
  const box = connection.getClient().db(connection.name).collection<{ _id: string }>(`${boxPrefix}pol_8`)
  expect(await box.find().sort({ _id: 1 }).toArray()).toEqual([
    { _id: 'place:0', ballot: `pqu_one:${code(2)}`, choice: 'A' },
    { _id: 'place:1', ballot: `pqu_one:${code(1)}`, choice: 'A' },
    { _id: 'place:2' },
  ])
})
