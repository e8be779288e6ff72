import { setImmediate as endOfTurn } from 'node:timers/promises'
import { Schema, type Model } from 'mongoose'
import { openTestDatabase, type TestDatabase } from '../../test/test-database'
import { rowsOf } from './mongo'
import { AppError } from './problem-error'
import { joining } from './unit-of-work'

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

test('units side by side keep to themselves while others begin and end', async () => {
  const { uow, connection } = database
  const driver = rowsOf(rows)
  const unit = (id: string, fails: boolean) =>
    uow
      .run(async () => {
        await add(`${id}-a`)
        await endOfTurn()
        await driver.insertOne({ _id: `${id}-b`, value: 0 }, joining(connection))
        await endOfTurn()
        // What has not been committed is seen by the own unit alone.
        expect(await rows.countDocuments({ _id: { $in: [`${id}-a`, `${id}-b`] } })).toBe(2)
        if (fails) throw new AppError('conflict')
      })
      .catch((error: unknown) => {
        if (!(error instanceof AppError)) throw error
      })
  const ids = Array.from({ length: 40 }, (_, index) => String(index).padStart(2, '0'))
  const fails = (index: number) => index % 2 === 1
  await Promise.all(
    ids.map(async (id, index) => {
      for (let turn = 0; turn < index % 5; turn += 1) await endOfTurn()
      await unit(id, fails(index))
      // Outside again: written at once, whatever is still open elsewhere.
      await driver.insertOne({ _id: `${id}-c`, value: 0 }, joining(connection))
    }),
  )
  expect(await stored()).toEqual(
    ids.flatMap((id, index) => (fails(index) ? [`${id}-c`] : [`${id}-a`, `${id}-b`, `${id}-c`])),
  )
})

test('what goes on by itself after its unit is no part of it: it writes at once, and may open a unit of its own', async () => {
  const { uow } = database
  let goOn = (): void => undefined
  const over = new Promise<void>((resolve) => {
    goOn = resolve
  })
  let left: Promise<void> = Promise.resolve()
  const leave = async () => {
    await over
    await add('alone')
    const failing = async () => {
      await add('undone')
      throw new AppError('conflict')
    }
    await expect(uow.run(failing)).rejects.toMatchObject({ code: 'conflict' })
  }
  await uow.request(() => {
    left = leave()
    return Promise.resolve()
  })
  // Another unit is open meanwhile, so that the engine is watching.
  await uow.run(async () => {
    goOn()
    await left
  })
  expect(await stored()).toEqual(['alone'])
})
