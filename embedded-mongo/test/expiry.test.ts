import { Cursors } from '../src/session/cursors'
import { Sessions } from '../src/session/sessions'
import { sweepExpired } from '../src/ttl'
import type { Doc } from '../src/value/document'
import { filled, ownStore } from './own-store'

const own = ownStore()
const NOW = new Date('2026-01-01T12:00:00Z')
const ago = (seconds: number): Date => new Date(NOW.getTime() - seconds * 1000)
/** The documents in a collection whose index lets them expire after a minute. */
const expiring = (direction: number, documents: Doc[], options: Doc = {}) =>
  filled(own, documents, [{ key: { at: direction }, expireAfterSeconds: 60, ...options }])

test.each([1, -1])(
  'TTL deletes what is past its date, by the earliest of an array, and nothing else (direction %i)',
  async (direction) => {
    const collection = await expiring(direction, [
      { at: ago(61) },
      { at: ago(59) },
      { at: [ago(3600), ago(-3600)] },
      { at: 'yesterday' },
      { at: null },
      {},
      { at: ago(-3600) },
    ])
    expect(await sweepExpired(own.store, NOW)).toBe(2)
    expect(await sweepExpired(own.store, NOW)).toBe(0)
    expect(collection.count).toBe(5)
  },
)

test('a partial TTL index deletes only what it holds', async () => {
  const documents = [
    { at: ago(61), done: true },
    { at: ago(61), done: false },
  ]
  const collection = await expiring(1, documents, { partialFilterExpression: { done: true } })
  expect(await sweepExpired(own.store, NOW)).toBe(1)
  expect(collection.count).toBe(1)
})

test('TTL goes on behind a full slice of documents', async () => {
  const collection = await expiring(
    1,
    Array.from({ length: 1100 }, () => ({ at: ago(100) })),
  )
  expect(await sweepExpired(own.store, NOW)).toBe(1100)
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
  const sessions = new Sessions(own.store)
  const later = Date.now() + 31 * 60_000
  const remember = (lsid: string) =>
    own.store.writer.submit(() => sessions.remember(lsid, { txnNumber: 1, state: 'done', next: 0 }))
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
