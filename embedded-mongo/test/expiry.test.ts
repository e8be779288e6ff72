import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Int32 } from 'bson'
import { Cursors } from '../src/session/cursors'
import { Sessions } from '../src/session/sessions'
import { encodeStored } from '../src/storage/changes'
import { compileIndex, type Collection } from '../src/storage/collection'
import { openEnvironment, type Environment } from '../src/storage/environment'
import { Store } from '../src/storage/store'
import { startTtlMonitor } from '../src/ttl-monitor'
import type { Doc } from '../src/value/document'

let dataDir: string
let env: Environment
let store: Store

beforeAll(async () => {
  dataDir = mkdtempSync(join(tmpdir(), 'embedded-mongo-'))
  env = await openEnvironment(dataDir)
  store = new Store(env)
})

afterAll(async () => {
  await store.writer.idle()
  await env.close()
  rmSync(dataDir, { recursive: true })
})

const NOW = new Date('2026-01-01T12:00:00Z')
const ago = (seconds: number): Date => new Date(NOW.getTime() - seconds * 1000)
let collections = 0

async function filled(direction: number, documents: Doc[]): Promise<Collection> {
  return store.writer.submit(() => {
    const collection = store.create('test', `expiry${collections++}`)
    const spec = { v: 2, key: { at: new Int32(direction) }, name: 'ttl', expireAfterSeconds: new Int32(60) }
    collection.indexes = [...collection.indexes, compileIndex(1, spec)]
    store.catalogue.save(collection)
    for (const doc of documents) {
      const after = encodeStored({ _id: new Int32(collection.nextRecord), ...doc })
      store.committed.write(collection, [{ record: collection.nextRecord++, before: null, after }])
    }
    return collection
  })
}

test.each([1, -1])(
  'TTL deletes what is past its date, by the earliest of an array, and nothing else (direction %i)',
  async (direction) => {
    const collection = await filled(direction, [
      { at: ago(61) },
      { at: ago(59) },
      { at: [ago(3600), ago(-3600)] },
      { at: 'yesterday' },
      { at: null },
      {},
      { at: ago(-3600) },
    ])
    const monitor = startTtlMonitor(store)
    expect(await monitor.sweep(NOW)).toBe(2)
    expect(await monitor.sweep(NOW)).toBe(0)
    monitor.stop()
    expect(collection.count).toBe(5)
  },
)

test('TTL goes on behind a full slice of documents', async () => {
  const collection = await filled(
    1,
    Array.from({ length: 1100 }, () => ({ at: ago(100) })),
  )
  const monitor = startTtlMonitor(store)
  expect(await monitor.sweep(NOW)).toBe(1100)
  monitor.stop()
  expect(collection.count).toBe(0)
})

test('a cursor nobody asks dies after ten minutes, one in use does not', () => {
  const cursors = new Cursors()
  const [idle, busy] = [0, 1].map(() => cursors.open('a.b', [][Symbol.iterator](), undefined, undefined))
  if (!idle || !busy) throw new Error('cursors')
  cursors.keep(idle)
  cursors.keep(busy)
  busy.busy = true
  cursors.sweep(idle.usedAt + 9 * 60_000)
  expect(cursors.find(idle.id)).toBe(idle)
  cursors.sweep(idle.usedAt + 11 * 60_000)
  expect(() => cursors.find(idle.id)).toThrow('not found')
  expect(cursors.size).toBe(1)
  cursors.stop()
})

test('a retry record is forgotten after thirty minutes, but not one that is renewed while others are swept', async () => {
  const sessions = new Sessions(store)
  const later = Date.now() + 31 * 60_000
  const remember = (lsid: string) =>
    store.writer.submit(() =>
      sessions.remember(lsid, { txnNumber: 1, state: 'done', next: 0, reply: undefined }),
    )
  await remember('idle')
  await remember('busy')
  await sessions.sweep(later - 2 * 60_000)
  expect(sessions.recordOf('idle', 1)).toBeDefined()
  const clock = jest.spyOn(Date, 'now').mockReturnValue(later)
  await Promise.all([remember('busy'), sessions.sweep(later)])
  clock.mockRestore()
  expect(sessions.recordOf('idle', 1)).toBeUndefined()
  expect(sessions.recordOf('busy', 1)).toBeDefined()
  sessions.stop()
})
