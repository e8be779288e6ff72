import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { openTestDatabase, type TestDatabase } from '../../../test/test-database'
import { rawIndexesIn } from '../../database'
import { restoreBackup } from '../../platform/backup/restore-backup'
import { writeBackup } from '../../platform/backup/write-backup'
import { createDiskBlobs } from '../../platform/files/disk-blobs'
import { ensureIndexes, missingIndexes } from '../../platform/mongo-indexes'
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

it('a box that came back with a backup takes no code twice either, once its indexes are made', async () => {
  const folder = await mkdtemp(path.join(tmpdir(), 'linli-box-'))
  const restored = await openTestDatabase()
  try {
    const shared = { blobs: createDiskBlobs(path.join(folder, 'blobs')), keyIds: ['key1'] }
    const backup = path.join(folder, 'backup')
    const put = ({ connection, uow }: TestDatabase, n: number) =>
      uow.run(async () => {
        const ballot = { questionId: 'pqu_one', code: code(n), choice: 'A' }
        if (!(await createBallotBoxes(connection).put('pol_7', 4, [ballot]))) throw new Error('a used code')
      })
    await createBallotBoxes(database.connection).open('pol_7', 4)
    await put(database, 1)
    await writeBackup({ ...database, ...shared, folder: backup })
    const { connection } = restored
    await restoreBackup({ connection, ...shared, folder: backup })
    const wanted = await rawIndexesIn(connection)
    expect(await missingIndexes(connection, wanted)).toContain(`${boxPrefix}pol_7.box_ballot_unique`)
    await ensureIndexes(connection, wanted)
    await expect(put(restored, 1)).rejects.toThrow('a used code')
    await put(restored, 2)
    expect(await createBallotBoxes(connection).sorted('pol_7', 'pqu_one')).toHaveLength(2)
  } finally {
    await restored.close()
    await rm(folder, { recursive: true, force: true })
  }
})
