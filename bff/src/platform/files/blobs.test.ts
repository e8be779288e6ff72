import { mkdtemp, readdir, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { startFakeS3, type FakeS3 } from '../../../test/fake-s3'
import type { Blobs } from './blobs'
import { createDiskBlobs } from './disk-blobs'
import { createS3Blobs } from './s3-blobs'

const key = 'blb_1CjnvmPzqQZ8aY3kT5wLxe.view'
let folder: string
let s3: FakeS3
let stores: Record<'disk' | 's3', Blobs>

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'linli-blobs-'))
  s3 = await startFakeS3()
  stores = {
    disk: createDiskBlobs(folder),
    s3: createS3Blobs({
      endpoint: s3.endpoint,
      bucket: 'linli',
      region: 'cn-east-1',
      accessKeyId: 'key',
      secretAccessKey: 'secret',
    }),
  }
})
afterAll(async () => {
  await s3.close()
  await rm(folder, { recursive: true })
})

describe.each(['disk', 's3'] as const)('the %s store', (name) => {
  it('gives back the same bytes, replaces them, and forgets them', async () => {
    const store = stores[name]
    const bytes = Buffer.from([0, 255, 10, 13, 0])
    expect(await store.get(key)).toBeNull()
    await store.put(key, bytes, 'image/jpeg')
    expect(await store.get(key)).toEqual(bytes)
    await store.put(key, Buffer.from('new'), 'image/jpeg')
    expect(await store.get(key)).toEqual(Buffer.from('new'))
    await store.put(key, Buffer.from('0123456789'), 'video/mp4')
    expect((await store.part(key, 3, 5))?.toString()).toBe('345')
    await store.remove(key)
    expect([await store.get(key), await store.part(key, 0, 1)]).toEqual([null, null])
    await store.remove(key)
  })

  it.each(['../secret', 'a/b.view', 'blb_1CjnvmPzqQZ8.exe', '', '..'])('refuses the key %j', async (bad) => {
    await expect(stores[name].put(bad, Buffer.from('x'), 'image/jpeg')).rejects.toThrow('not a blob key')
    await expect(stores[name].get(bad)).rejects.toThrow('not a blob key')
    await expect(stores[name].remove(bad)).rejects.toThrow('not a blob key')
  })
})

it('the disk store lets nobody else read, and leaves nothing half written beside the file', async () => {
  await stores.disk.put(key, Buffer.from('x'), 'image/jpeg')
  const [shelf = ''] = await readdir(folder)
  expect(await readdir(path.join(folder, shelf))).toEqual([key])
  expect((await stat(path.join(folder, shelf, key))).mode & 0o077).toBe(0)
})

it('the S3 store sends the type, tries again after a passing fault and reports a lasting one', async () => {
  s3.failNext(503, 1)
  await stores.s3.put(key, Buffer.from('x'), 'image/png')
  expect(s3.objects.get(`/linli/${key}`)).toEqual({ bytes: Buffer.from('x'), mime: 'image/png' })
  s3.failNext(503, 10)
  await expect(stores.s3.get(key)).rejects.toMatchObject({ code: 'upstream_failed' })
  s3.failNext(0, 0)
})
