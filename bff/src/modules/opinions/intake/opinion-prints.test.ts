import { openTestDatabase, type TestDatabase } from '../../../../test/test-database'
import { runMigrations } from '../../../platform/migrations/migrations'
import { scopeOf } from '../../../platform/scope'
import { printsHaveKeys, printsSayWhere } from './intake.migrations'
import { matterWords } from './matter-words'
import { printOf } from './opinion-print'
import { createOpinionPrints, type OpinionPrints } from './opinion-prints.repository'

let database: TestDatabase
let prints: OpinionPrints
beforeEach(async () => {
  database = await openTestDatabase()
  await database.createIndexes()
  prints = createOpinionPrints(database.connection)
})
afterEach(() => database.close())

const category = {
  ...{ code: 'facilities.lights', label: '路灯', groupLabel: '公共设施与安全', urgent: false, days: 5 },
}
const lamp = '2单元5楼楼道灯不亮'
const print = (_id: string, text: string, places = ['nod_b3', 'nod_e1'], communityId = 'nod_c') =>
  printOf({ _id, communityId, category, text }, places)
const rows = (name: string) =>
  database.connection
    .getClient()
    .db(database.connection.name)
    .collection<{ _id: string; count?: number }>(name)
const counts = async () =>
  Object.fromEntries((await rows('opinion_words').find().toArray()).map(({ _id, count }) => [_id, count]))
const found = async (text: string, placeIds: string[], communityId = 'nod_c') => {
  const said = { ...matterWords(text), placeIds, isKept: false }
  return (await prints.candidates(scopeOf([communityId]), said)).prints.map(({ _id }) => _id).toSorted()
}

it('words are counted once per case, however often and however many at once it is kept, and until it ends', async () => {
  await Promise.all(['a', 'b', 'c'].map((id) => prints.keep(print(id, lamp))))
  await prints.keep(print('a', lamp))
  expect(await counts()).toMatchObject({ 'nod_c/': 3, 'nod_c/道灯': 3, 'nod_c/5楼': 3 })
  await prints.keep(print('a', '电梯坏了'))
  expect(await counts()).toMatchObject({ 'nod_c/': 3, 'nod_c/道灯': 2, 'nod_c/电梯': 1 })
  await prints.forget(scopeOf(['nod_c']), ['a', 'b', 'c'])
  await prints.forget(scopeOf(['nod_c']), ['a'])
  expect(await counts()).toEqual({})
})

it('a case is found by its words in its building, in its estate, and where they are rare anywhere, never elsewhere', async () => {
  await prints.keep(print('a', lamp))
  await prints.keep(print('other', lamp, ['nod_b3', 'nod_e1'], 'nod_d'))
  for (const places of [['nod_b3', 'nod_e1'], ['nod_b9', 'nod_e1'], ['nod_b1', 'nod_e2'], []])
    expect(await found('二单元五层的楼道灯不亮了', places)).toEqual(['a'])
  expect(await found('电梯坏了', ['nod_b3', 'nod_e1'])).toEqual([])
})

it('prints of the release before are drawn anew and counted; running again changes nothing', async () => {
  const old = {
    communityId: 'nod_c',
    groupCode: 'facilities',
    placeIds: ['nod_b3', 'nod_e1'],
    tokens: ['楼道'],
  }
  await database.connection
    .getClient()
    .db(database.connection.name)
    .collection<{ _id: string }>('opinions')
    .insertMany([{ _id: 'a', communityId: 'nod_c', category, text: lamp } as { _id: string }])
  await rows('opinion_prints').insertMany([
    { _id: 'a', ...old },
    { _id: 'gone', ...old },
  ])
  const { connection, clock, logger } = database
  const run = () =>
    runMigrations({ connection, clock, logger, owner: 'test', migrations: [printsHaveKeys, printsSayWhere] })
  expect((await run()).done).toEqual([printsHaveKeys.id, printsSayWhere.id])
  await run()
  expect(await found(lamp, ['nod_b3', 'nod_e1'])).toEqual(['a'])
  expect(await counts()).toMatchObject({ 'nod_c/': 1, 'nod_c/道灯': 1 })
  expect(await rows('opinion_prints').countDocuments()).toBe(1)
  // One of the release between: its words were taken apart in another way.
  await rows('opinion_prints').updateOne({ _id: 'a' }, { $set: { tokens: ['楼道'] }, $unset: { drawn: 1 } })
  await rows('migrations').deleteMany({ _id: printsSayWhere.id })
  await run()
  expect(await rows('opinion_prints').find().toArray()).toMatchObject([
    { drawn: 2, tokens: print('a', lamp).tokens },
  ])
})
