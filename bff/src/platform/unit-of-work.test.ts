import { Schema, type Model } from 'mongoose'
import { openTestDatabase, type TestDatabase } from '../../test/test-database'
import { AppError } from './problem-error'

interface Row {
  _id: string
  value: number
}

let database: TestDatabase
let rows: Model<Row>
beforeAll(async () => {
  database = await openTestDatabase()
  rows = database.connection.model<Row>(
    'UnitRow',
    new Schema<Row>({ _id: String, value: Number }, { collection: 'unit_rows', versionKey: false }),
  )
  await database.createIndexes()
})
afterAll(() => database.close())
beforeEach(async () => {
  await rows.deleteMany({})
})

const stored = async () => (await rows.find().sort({ _id: 1 }).lean()).map((row) => row._id)
const add = async (_id: string) => {
  await rows.create([{ _id, value: 0 }])
}

test('what one unit writes is there as a whole or not at all', async () => {
  const { uow } = database
  await uow.run(async () => {
    await add('a')
    await add('b')
  })
  await expect(
    uow.run(async () => {
      await add('c')
      throw new AppError('conflict')
    }),
  ).rejects.toMatchObject({ code: 'conflict' })
  expect(await stored()).toEqual(['a', 'b'])
})

test('units do not nest', async () => {
  const { uow } = database
  await expect(uow.run(() => uow.run(() => add('a')))).rejects.toThrow('do not nest')
  await expect(uow.run(() => uow.request(() => add('a')))).rejects.toThrow('do not nest')
  expect(await stored()).toEqual([])
})

test('inside a request every unit joins it, one after the other, and all commit together', async () => {
  const { uow } = database
  await expect(
    uow.request(async () => {
      await uow.run(() => add('a'))
      await uow.run(() => add('b'))
      throw new Error('after both')
    }),
  ).rejects.toThrow('after both')
  expect(await stored()).toEqual([])
  await uow.request(async () => {
    await uow.run(() => add('a'))
    await uow.run(() => add('b'))
  })
  expect(await stored()).toEqual(['a', 'b'])
})

test('a unit that failed inside a request takes the request down even when its error was swallowed', async () => {
  const { uow } = database
  const failing = async () => {
    await add('a')
    throw new AppError('conflict')
  }
  await expect(uow.request(() => uow.run(failing).catch(() => undefined))).rejects.toMatchObject({
    code: 'conflict',
  })
  expect(await stored()).toEqual([])
})

test('twenty units that want the same row at once all get their turn', async () => {
  const { uow } = database
  await add('sum')
  await Promise.all(
    Array.from({ length: 20 }, () =>
      uow.run(async () => {
        const row = await rows.findOne({ _id: 'sum' }).lean()
        await rows.updateOne({ _id: 'sum' }, { $set: { value: (row?.value ?? 0) + 1 } })
      }),
    ),
  )
  expect(await rows.findOne({ _id: 'sum' }).lean()).toMatchObject({ value: 20 })
})

test('a hook runs once, after the commit, and never after an abort', async () => {
  const { uow } = database
  const seen: string[] = []
  await uow.run(async () => {
    uow.afterCommit(() => seen.push('committed'))
    await add('a')
    expect(seen).toEqual([])
  })
  await uow
    .run(async () => {
      uow.afterCommit(() => seen.push('aborted'))
      throw new Error('no')
    })
    .catch(() => undefined)
  uow.afterCommit(() => seen.push('at once'))
  expect(seen).toEqual(['committed', 'at once'])
})
