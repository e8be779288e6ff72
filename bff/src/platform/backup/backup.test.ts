import { mkdtemp, readdir, readFile, rm, truncate, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { mongo } from 'mongoose'
import { openTestDatabase, type TestDatabase } from '../../../test/test-database'
import type { Blobs } from '../files/blobs'
import { createDiskBlobs } from '../files/disk-blobs'
import { restoreBackup } from './restore-backup'
import { writeBackup } from './write-backup'

let folder: string
let source: TestDatabase
let target: TestDatabase
let blobs: { source: Blobs; target: Blobs }
const key = 'blb_1CjnvmPzqQZ8aY3kT5wLxe'

const db = (database: TestDatabase) => database.connection.getClient().db(database.connection.name)
const backupFolder = () => path.join(folder, 'backup')
const back = () =>
  writeBackup({ ...source, blobs: blobs.source, keyIds: ['key1', 'key0'], folder: backupFolder() })
const restore = (keyIds = ['key1']) =>
  restoreBackup({ connection: target.connection, blobs: blobs.target, keyIds, folder: backupFolder() })

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'linli-backup-'))
  ;[source, target] = [await openTestDatabase(), await openTestDatabase()]
  blobs = {
    source: createDiskBlobs(path.join(folder, 'a')),
    target: createDiskBlobs(path.join(folder, 'b')),
  }
  await blobs.source.put(`${key}.view`, Buffer.from('view bytes'), 'image/jpeg')
  await blobs.source.put(`${key}.thumb`, Buffer.from('thumb bytes'), 'image/webp')
  await db(source)
    .collection<mongo.Document>('files')
    .insertOne({ _id: 'fil_1' as never, status: 'claimed', kind: 'image', mime: 'image/jpeg', blobKey: key })
  await db(source)
    .collection('things')
    .insertMany([
      { n: 1, at: new Date('2026-11-23T02:00:00Z'), text: '停水通知', list: [1, 'a', null, { deep: true }] },
      { n: new mongo.Double(1), long: mongo.Long.fromString('9007199254740993'), gone: null },
      {
        n: mongo.Decimal128.fromString('12.30'),
        bytes: new mongo.Binary(Buffer.from([0, 1])),
        pattern: /a/i,
      },
    ])
  await db(source).collection('jobs').insertOne({ name: 'left out' })
})
afterEach(async () => {
  await Promise.all([source.close(), target.close(), rm(folder, { recursive: true })])
})

const bytesOf = async (database: TestDatabase, name: string): Promise<string[]> => {
  const documents = await db(database).collection(name).find({}, { raw: true }).sort({ _id: 1 }).toArray()
  return documents.map((document) => Buffer.from(document as unknown as Uint8Array).toString('hex'))
}

it('a restored database has the same bytes in every document and file', async () => {
  const manifest = await back()
  expect(manifest.collections.map(({ name, count }) => [name, count])).toEqual([
    ['files', 1],
    ['things', 3],
  ])
  await restore()
  expect(await bytesOf(target, 'things')).toEqual(await bytesOf(source, 'things'))
  expect(await bytesOf(target, 'files')).toEqual(await bytesOf(source, 'files'))
  expect(await blobs.target.get(`${key}.view`)).toEqual(Buffer.from('view bytes'))
  expect(await blobs.target.get(`${key}.thumb`)).toEqual(Buffer.from('thumb bytes'))
})

it('a backup made while others write holds one moment: both halves of every transaction or neither', async () => {
  const pairs = db(source).collection('pairs')
  const twins = db(source).collection('twins')
  const client = source.connection.getClient()
  await Promise.all([pairs.insertOne({ n: -1 }), twins.insertOne({ n: -1 })])
  let stop = false
  let written = 0
  const writer = (async () => {
    for (let n = 0; !stop; n += 1) {
      await client.withSession((session) =>
        session.withTransaction(async () => {
          await pairs.insertOne({ n }, { session })
          await twins.insertOne({ n }, { session })
        }),
      )
      written = n + 1
    }
  })()
  while (written < 5) await new Promise<void>((resolve) => setImmediate(resolve))
  const manifest = await back()
  stop = true
  await writer
  const counts = new Map(manifest.collections.map(({ name, count }) => [name, count]))
  expect(counts.get('pairs')).toBeGreaterThan(5)
  expect(counts.get('pairs')).toBe(counts.get('twins'))
  await restore()
})

it('the folder is for its owner alone and holds no key', async () => {
  await back()
  const { mode } = await import('node:fs/promises').then(({ stat }) =>
    stat(path.join(backupFolder(), 'manifest.json')),
  )
  expect(mode & 0o077).toBe(0)
  expect((await readdir(backupFolder())).sort()).toEqual(['collections', 'files', 'manifest.json'])
})

it('a file whose bytes are gone is named in the manifest instead of hidden', async () => {
  await blobs.source.remove(`${key}.thumb`)
  expect((await back()).missingFiles).toEqual([`${key}.thumb`])
})

it('a folder in use is not overwritten', async () => {
  await back()
  await expect(back()).rejects.toThrow('已有内容')
})

describe('restoring is refused, and leaves the database empty,', () => {
  const isEmpty = async () => (await db(target).listCollections().toArray()).length === 0

  it('without the key the backup was sealed with', async () => {
    await back()
    await expect(restore(['key0', 'other'])).rejects.toThrow('另一把密钥')
    expect(await isEmpty()).toBe(true)
  })

  it.each([
    [
      'a collection that was cut off',
      () => truncate(path.join(backupFolder(), 'collections', 'things.bson'), 100),
    ],
    [
      'a collection that was changed',
      async () => {
        const file = path.join(backupFolder(), 'collections', 'things.bson')
        const bytes = await readFile(file)
        bytes.writeUInt8(bytes.readUInt8(bytes.length - 3) ^ 1, bytes.length - 3)
        await writeFile(file, bytes)
      },
    ],
    ['a collection that is missing', () => rm(path.join(backupFolder(), 'collections', 'things.bson'))],
    ['a file that was changed', () => writeFile(path.join(backupFolder(), 'files', `${key}.view`), 'other')],
    [
      'a manifest that names a path',
      async () => {
        const file = path.join(backupFolder(), 'manifest.json')
        await writeFile(file, (await readFile(file, 'utf8')).replaceAll(`${key}.view`, '../../secret'))
      },
    ],
    ['no manifest', () => rm(path.join(backupFolder(), 'manifest.json'))],
  ])('with %s', async (_, damage) => {
    await back()
    await damage()
    await expect(restore()).rejects.toThrow()
    expect(await isEmpty()).toBe(true)
  })
})

it('a database that holds anything is not touched', async () => {
  await back()
  await db(target).collection('people').insertOne({ n: 1 })
  await expect(restore()).rejects.toThrow('已有数据')
  expect(await db(target).collection('things').countDocuments()).toBe(0)
})
