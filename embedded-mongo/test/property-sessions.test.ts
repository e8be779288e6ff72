import { Binary, Long } from 'bson'
import fc from 'fast-check'
import type { ClientSession, Collection, Document } from 'mongodb'
import { ask } from './raw-socket'
import { startServer, type RunningServer } from './running-server'

let running: RunningServer
let number = 0

beforeAll(async () => {
  running = await startServer()
})

afterAll(() => running.stop())

const seed = 20261125
const byId = (documents: Document[]): Document[] => documents.sort((a, b) => Number(a._id) - Number(b._id))

const id = fc.integer({ min: 0, max: 3 })
const write: fc.Arbitrary<(collection: string) => Document> = fc.oneof(
  fc.array(id, { minLength: 1, maxLength: 3 }).map((ids) => (insert: string) => ({
    insert,
    ordered: false,
    documents: ids.map((_id) => ({ _id, n: 0 })),
  })),
  fc.tuple(id, fc.boolean()).map(([_id, upsert]) => (update: string) => ({
    update,
    updates: [{ q: { _id }, u: { $inc: { n: 1 }, $push: { list: 1 } }, upsert }],
  })),
  id.map((n) => (collection: string) => ({
    delete: collection,
    deletes: [{ q: { n: { $gte: n } }, limit: 1 }],
  })),
  fc.tuple(id, fc.boolean()).map(([_id, upsert]) => (findAndModify: string) => ({
    findAndModify,
    query: { _id },
    update: { $inc: { n: 10 } },
    upsert,
    new: true,
  })),
  id.map((n) => (findAndModify: string) => ({ findAndModify, query: { n }, remove: true, sort: { _id: 1 } })),
)

test('any numbered write sent twice answers the same twice and happens once', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(write, { minLength: 1, maxLength: 8 }), async (writes) => {
      const run = number++
      const [once, twice] = [running.db.collection(`once${run}`), running.db.collection(`twice${run}`)]
      const lsid = { id: new Binary(Buffer.alloc(16, run), Binary.SUBTYPE_UUID) }
      for (const [at, command] of writes.entries()) {
        const reply = await ask(running.server.uri, command(once.collectionName))
        const numbered = {
          ...command(twice.collectionName),
          lsid,
          txnNumber: Long.fromNumber(run * 100 + at),
        }
        const first = await ask(running.server.uri, numbered)
        expect(await ask(running.server.uri, numbered)).toEqual(first)
        expect(JSON.stringify(first).replaceAll('twice', 'once')).toBe(JSON.stringify(reply))
      }
      expect(byId(await twice.find().toArray())).toEqual(byId(await once.find().toArray()))
    }),
    { numRuns: 25, seed },
  )
})

/** Snapshot isolation in its simplest form: a copy of everything for every transaction. */
class Model {
  committed = new Map<number, number>()
  private readonly changedAt = new Map<number, number>()
  private clock = 0

  begin(): ModelTransaction {
    return {
      view: new Map(this.committed),
      written: new Set(),
      at: this.clock,
    }
  }

  /** Whether a transaction may write a document: nobody else holds it or has changed it since the snapshot. */
  mayWrite(transaction: ModelTransaction, others: readonly ModelTransaction[], key: number): boolean {
    return !others.some(({ written }) => written.has(key)) && (this.changedAt.get(key) ?? 0) <= transaction.at
  }

  commit({ view, written }: ModelTransaction): void {
    for (const key of written) this.set(key, view.get(key))
  }

  set(key: number, value: number | undefined): void {
    this.changedAt.set(key, ++this.clock)
    if (value === undefined) this.committed.delete(key)
    else this.committed.set(key, value)
  }
}

interface ModelTransaction {
  view: Map<number, number>
  written: Set<number>
  at: number
}

interface Actor {
  session: ClientSession
  transaction: ModelTransaction | undefined
}

type Kind = 'read' | 'add' | 'insert' | 'delete' | 'commit' | 'abort'
const step = fc.tuple(
  fc.integer({ min: 0, max: 3 }),
  fc.constantFrom<Kind>('read', 'read', 'add', 'add', 'insert', 'delete', 'commit', 'abort'),
  id,
)

/** What a write makes of a value; undefined = it finds nothing to do. */
const CHANGES: Record<string, (value: number | undefined) => { value: number | undefined } | undefined> = {
  add: (value) => (value === undefined ? undefined : { value: value + 1 }),
  insert: () => ({ value: 100 }),
  delete: (value) => (value === undefined ? undefined : { value: undefined }),
}

async function send(
  items: Collection<Document>,
  kind: Kind,
  key: number,
  session?: ClientSession,
): Promise<void> {
  const filter = { _id: key as never }
  const options = session ? { session } : {}
  if (kind === 'add') await items.updateOne(filter, { $inc: { n: 1 } }, options)
  if (kind === 'insert') await items.insertOne({ ...filter, n: 100 }, options)
  if (kind === 'delete') await items.deleteOne(filter, options)
}

async function read(items: Collection<Document>, session?: ClientSession): Promise<[number, number][]> {
  const found = await items.find({}, session ? { session } : {}).toArray()
  return byId(found).map((doc) => [Number(doc._id), doc.n as number])
}

const shown = (values: ReadonlyMap<number, number>): [number, number][] =>
  [...values].sort(([a], [b]) => a - b)
const codeOf = (work: Promise<void>): Promise<unknown> =>
  work.then(
    () => 0,
    (error: { code?: unknown }) => error.code,
  )

/** Plays the steps on the server and on the model, and compares every answer. */
async function play(
  items: Collection<Document>,
  steps: [number, Kind, number][],
  actors: Actor[],
): Promise<number> {
  const model = new Model()
  for (const key of [0, 1, 2]) model.set(key, key)
  await items.insertMany([0, 1, 2].map((key) => ({ _id: key as never, n: key })))
  let conflicts = 0
  const open = () => actors.flatMap(({ transaction }) => transaction ?? [])

  async function outside(kind: Kind, key: number): Promise<void> {
    // A plain write waits for the transaction that holds its document, so none is sent there.
    if (kind === 'read') return expect(await read(items)).toEqual(shown(model.committed))
    if (open().some(({ written }) => written.has(key))) return
    const before = model.committed.get(key)
    const change = CHANGES[kind]?.(before)
    const taken = kind === 'insert' && before !== undefined
    expect(await codeOf(send(items, kind, key))).toBe(taken ? 11000 : 0)
    if (change && !taken) model.set(key, change.value)
  }

  async function inside(actor: Actor, kind: Kind, key: number): Promise<void> {
    if (!actor.transaction) {
      actor.session.startTransaction()
      actor.transaction = model.begin()
    }
    const { transaction, session } = actor
    const { view, written } = transaction
    if (kind === 'read') return expect(await read(items, session)).toEqual(shown(view))
    const change = CHANGES[kind]?.(view.get(key))
    const others = open().filter((other) => other !== transaction)
    const allowed = !change || model.mayWrite(transaction, others, key)
    const taken = kind === 'insert' && view.get(key) !== undefined
    const code = await codeOf(send(items, kind, key, session))
    // A key that is taken in the snapshot is a duplicate, whoever holds it now.
    expect(taken ? [11000, 112] : [allowed ? 0 : 112]).toContain(code)
    if (code !== 0) {
      conflicts++
      await session.abortTransaction()
      actor.transaction = undefined
    } else if (change) {
      if (change.value === undefined) view.delete(key)
      else view.set(key, change.value)
      written.add(key)
    }
  }

  async function end(actor: Actor, kind: 'commit' | 'abort'): Promise<void> {
    if (!actor.transaction) return
    if (kind === 'abort') await actor.session.abortTransaction()
    else {
      await actor.session.commitTransaction()
      model.commit(actor.transaction)
    }
    actor.transaction = undefined
  }

  for (const [who, kind, key] of steps) {
    const actor = actors[who]
    if (kind === 'commit' || kind === 'abort') {
      if (actor) await end(actor, kind)
    } else if (actor) await inside(actor, kind, key)
    else await outside(kind, key)
  }
  for (const actor of actors) await end(actor, 'abort')
  expect(await read(items)).toEqual(shown(model.committed))
  return conflicts
}

test('interleaved transactions answer as snapshots do, and of two writers of one document one gets 112', async () => {
  let conflicts = 0
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 40 }), async (steps) => {
      const actors = [0, 1, 2].map((): Actor => ({
        session: running.client.startSession(),
        transaction: undefined,
      }))
      try {
        conflicts += await play(running.db.collection(`played${number++}`), steps, actors)
      } finally {
        await Promise.all(actors.map(({ session }) => session.endSession()))
      }
    }),
    { numRuns: 60, seed },
  )
  expect(conflicts).toBeGreaterThan(10)
})
