import { openTestDatabase, type TestDatabase } from '../../../test/test-database'
import { isNewDatabase, runMigrations, skipMigrations, type Migration } from './migrations'

let database: TestDatabase
beforeEach(async () => {
  database = await openTestDatabase()
})
afterEach(() => database.close())

const things = () =>
  database.connection
    .getClient()
    .db(database.connection.name)
    .collection<{ _id: number; new?: true }>('things')
const run = (migrations: readonly Migration[], owner = 'one') =>
  runMigrations({ ...database, owner, migrations })
const note = (id: string, ran: string[]): Migration => ({
  id,
  run() {
    ran.push(id)
    return Promise.resolve()
  },
})

it('each runs once, in order, however often the command is given', async () => {
  const ran: string[] = []
  const all = [note('0001-a', ran), note('0002-b', ran)]
  expect(await run(all)).toEqual({ done: ['0001-a', '0002-b'], skipped: [], busy: null })
  expect(await run([...all, note('0003-c', ran)])).toEqual({
    done: ['0003-c'],
    skipped: ['0001-a', '0002-b'],
    busy: null,
  })
  expect(ran).toEqual(['0001-a', '0002-b', '0003-c'])
})

it('one that was stopped goes on where it stood and repeats nothing it had saved', async () => {
  await things().insertMany(Array.from({ length: 10 }, (_, n) => ({ _id: n })))
  const touched: number[] = []
  const migration = (failAt: number): Migration => ({
    id: '0001-mark',
    async run({ position, save }) {
      for (let n = position === null ? 0 : Number(position) + 1; n < 10; n += 1) {
        if (n === failAt) throw new Error('the power went out')
        await things().updateOne({ _id: n }, { $set: { new: true } })
        touched.push(n)
        await save(String(n))
      }
    },
  })
  await expect(run([migration(6)])).rejects.toThrow('the power went out')
  expect(await run([migration(-1)])).toMatchObject({ done: ['0001-mark'] })
  expect(touched).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9])
  expect(await things().countDocuments({ new: true })).toBe(10)
})

it('of five processes at once one runs it and the others say who is busy', async () => {
  let running = 0
  let most = 0
  let times = 0
  const slow: Migration = {
    id: '0001-slow',
    async run({ save }) {
      running += 1
      times += 1
      most = Math.max(most, running)
      await save('half')
      running -= 1
    },
  }
  const reports = await Promise.all(['a', 'b', 'c', 'd', 'e'].map((owner) => run([slow], owner)))
  expect([most, times]).toEqual([1, 1])
  expect(reports.filter(({ done }) => done.length === 1)).toHaveLength(1)
})

it('one whose process died is taken over after its lease, and the dead one can save nothing more', async () => {
  let saveOfDead: (position: string) => Promise<void> = () => Promise.resolve()
  const never = run(
    [
      {
        id: '0001-a',
        async run({ save }) {
          saveOfDead = save
          await save('1')
          // Another process takes over while this one hangs.
          database.clock.advance(60_000)
          const other = await run([{ id: '0001-a', run: () => Promise.resolve() }], 'two')
          expect(other).toMatchObject({ done: ['0001-a'] })
          await saveOfDead('2')
        },
      },
    ],
    'one',
  )
  await expect(never).rejects.toThrow('another process has taken over')
})

it.each([[['0002-b', '0001-a']], [['0001-a', '0001-a']], [['first']]])(
  'the list %j is refused',
  async (ids) => {
    await expect(run(ids.map((id) => note(id, [])))).rejects.toThrow('out of order or wrongly named')
  },
)

it('a new database begins in the newest form: nothing is run on it, and what comes later is', async () => {
  const ran: string[] = []
  const old = [note('0001-a', ran), note('0002-b', ran)]
  const { connection, clock } = database
  expect(await isNewDatabase(connection)).toBe(true)
  await Promise.all(
    ['one', 'two'].map((owner) => skipMigrations({ connection, clock, owner, migrations: old })),
  )
  expect(await isNewDatabase(connection)).toBe(false)
  expect(await run([...old, note('0003-c', ran)])).toEqual({
    ...{ done: ['0003-c'], skipped: ['0001-a', '0002-b'], busy: null },
  })
  expect(ran).toEqual(['0003-c'])
})
