import { openTestDatabase, type TestDatabase } from '../../../test/test-database'
import { runMigrations } from '../../platform/migrations/migrations'
import { calledIsNotDone, unnamedSayNothing } from './bookings.migrations'

let database: TestDatabase
beforeEach(async () => {
  database = await openTestDatabase()
})
afterEach(() => database.close())

const at = new Date('2026-10-01T09:00:00Z')
const finished = (byAccountId: string) => [
  { event: 'call', byAccountId: 'acc_staff', byRole: 'community_staff', at },
  { event: 'finish', byAccountId, byRole: null, at },
]
const collection = () =>
  database.connection
    .getClient()
    .db(database.connection.name)
    .collection<{ _id: string } & Record<string, unknown>>('bookings')
const run = () =>
  runMigrations({
    ...{ connection: database.connection, clock: database.clock, logger: database.logger, owner: 'test' },
    migrations: [unnamedSayNothing, calledIsNotDone],
  })
const rowOf = (id: string) => collection().findOne({ _id: id })

it('words that bookings of deleted accounts kept are gone; those of others stay', async () => {
  await collection().insertMany([
    { _id: 'bkg_1', forLabel: '已注销的居民', missing: '户口本', rating: { score: 4, comment: '好' } },
    { _id: 'bkg_2', forLabel: '已注销的居民', missing: '' },
    { _id: 'bkg_3', forLabel: '周**', missing: '照片', rating: { score: 5, comment: '快' } },
  ])
  expect((await run()).done).toEqual([unnamedSayNothing.id, calledIsNotDone.id])
  expect(await rowOf('bkg_1')).toMatchObject({ missing: '', rating: { score: 4, comment: '' } })
  expect(await rowOf('bkg_2')).not.toHaveProperty('rating')
  expect(await rowOf('bkg_3')).toMatchObject({ missing: '照片', rating: { comment: '快' } })
  expect((await run()).done).toEqual([])
})

it('what the end of a day took for done has no recorded outcome; what somebody said stays as it is', async () => {
  const done = { status: 'done', outcome: 'done', version: 4, forLabel: '周**', missing: '', calledAt: at }
  await collection().insertMany([
    { ...done, _id: 'bkg_guessed', history: finished('system') },
    { ...done, _id: 'bkg_said', history: finished('acc_staff'), doneAt: at },
    { ...done, _id: 'bkg_rated', history: finished('system'), rating: { score: 5, comment: '' } },
    { ...done, _id: 'bkg_room', history: finished('system').slice(1), calledAt: undefined },
  ])
  await collection().updateOne({ _id: 'bkg_room' }, { $unset: { calledAt: 1 } })
  await run()
  expect(await rowOf('bkg_guessed')).toMatchObject({
    ...{ status: 'unrecorded', outcome: null, version: 5 },
    history: [{ event: 'call' }, { event: 'lapse', byAccountId: 'system' }],
  })
  for (const id of ['bkg_said', 'bkg_rated', 'bkg_room'])
    expect(await rowOf(id)).toMatchObject({ status: 'done', outcome: 'done', version: 4 })
})
