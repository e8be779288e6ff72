import { Binary, Int32 } from 'bson'
import fc from 'fast-check'
import type { Doc } from '../src/value/document'
import { document, documentId, filter, pinningFilter, updatable, update } from './arbitrary'
import { canonical, wire } from './canonical'
import { CollectionModel, refusal } from './collection-model'
import { ownEngine } from './own-engine'
import { filled } from './own-store'

const own = ownEngine()

/** A value of a field that no two documents share, or no such field. */
const single = fc.option(fc.constantFrom(1, 2, 3), { freq: 2, nil: undefined })
const withSingle = (doc: object, u: number | undefined): Doc => ({ ...doc, ...(u !== undefined && { u }) })

type Bulk =
  | { kind: 'insert'; documents: Doc[] }
  | { kind: 'update'; updates: Array<{ asked: Asked; change: Doc; upsert: boolean }> }
  | { kind: 'delete'; filters: Doc[] }
type Asked = typeof pinningFilter extends fc.Arbitrary<infer T> ? T : never

const few = { minLength: 1, maxLength: 5 }
const inserted = fc
  .tuple(
    fc.oneof({ weight: 9, arbitrary: documentId }, fc.constant([1])),
    fc.oneof(document, updatable),
    single,
  )
  .map(([_id, doc, u]) => withSingle({ _id, ...doc }, u))
const updated = fc.record({
  asked: pinningFilter,
  change: fc.oneof(
    { weight: 3, arbitrary: update },
    fc.constantFrom(1, 2, 3).map((u) => ({ $set: { u: new Int32(u) }, $inc: { n: new Int32(1) } })),
    fc.tuple(document, single).map(([doc, u]) => withSingle(doc, u)),
  ),
  upsert: fc.boolean(),
})
const bulk: fc.Arbitrary<Bulk> = fc.oneof(
  {
    weight: 2,
    arbitrary: fc.array(inserted, few).map((documents) => ({ kind: 'insert' as const, documents })),
  },
  { weight: 2, arbitrary: fc.array(updated, few).map((updates) => ({ kind: 'update' as const, updates })) },
  fc
    .array(
      fc.oneof(
        filter,
        documentId.map((_id) => ({ _id })),
      ),
      few,
    )
    .map((filters) => ({ kind: 'delete' as const, filters })),
)

/** A bulk in one way, and how its repetitions come: one after the answer of the other, or all at once. */
const sending = fc.record({
  bulk,
  ordered: fc.boolean(),
  atOnce: fc.boolean(),
  times: fc.integer({ min: 2, max: 3 }),
})

function commandOf(collection: string, given: Bulk): Doc {
  if (given.kind === 'insert') return { insert: collection, documents: given.documents }
  if (given.kind === 'delete')
    return { delete: collection, deletes: given.filters.map((q) => ({ q, limit: 1 })) }
  const updates = given.updates.map(({ asked, change: u, upsert }) => ({ q: asked.filter, u, upsert }))
  return { update: collection, updates }
}

/** What the statements do to the model, one after the other, and the reply they earn. */
function played(
  model: CollectionModel,
  given: Bulk,
  ordered: boolean,
  madeIds: ReadonlyMap<number, unknown>,
): Doc {
  const reply = { n: 0, modified: 0, upserted: [] as Doc[], errors: [] as Doc[] }
  const steps: Array<() => void> =
    given.kind === 'insert'
      ? given.documents.map((doc) => () => {
          model.insert(wire(doc))
          reply.n++
        })
      : given.kind === 'delete'
        ? given.filters.map((q) => () => {
            const [found] = model.find(wire(q))
            if (!found) return
            model.remove(found)
            reply.n++
          })
        : given.updates.map(({ asked, change, upsert }, index) => () => {
            const [found] = model.find(wire(asked.filter))
            const id = asked.id === undefined ? madeIds.get(index) : asked.id
            const done = model.update(found, wire(change), upsert ? asked.pins : undefined, id)
            if (!done) return
            reply.n++
            if (done.upserted) reply.upserted.push({ index, _id: done.after._id })
            else if (canonical(done.before) !== canonical(done.after)) reply.modified++
          })
  for (const [index, step] of steps.entries()) {
    const code = refusal(step)
    if (code !== 0) reply.errors.push({ index, code })
    if (code !== 0 && ordered) break
  }
  return reply
}

/** A server's reply in the form of the model's. */
function told({ n, nModified = 0, upserted = [], writeErrors = [] }: Doc): Doc {
  const errors = (writeErrors as Doc[]).map(({ index, code }) => ({
    index: Number(index),
    code: Number(code),
  }))
  const made = (upserted as Doc[]).map(({ index, _id }) => ({ index: Number(index), _id }))
  return { n: Number(n), modified: Number(nModified), upserted: made, errors }
}

test('a bulk that is sent again, after its answer or before it, is answered the same and has happened once, as far as its errors let it', async () => {
  const seen = { whole: 0, cut: 0, passed: 0 }
  let session = 0
  await fc.assert(
    fc.asyncProperty(fc.array(sending, { minLength: 3, maxLength: 10 }), async (sendings) => {
      const { name: collection } = await filled(own, [], [{ key: { u: 1 }, unique: true, sparse: true }])
      const model = new CollectionModel()
      const lsid = { id: new Binary(Buffer.alloc(16, `replay ${session++} `), Binary.SUBTYPE_UUID) }
      for (const [txnNumber, { bulk: given, ordered, atOnce, times }] of sendings.entries()) {
        const command = { ...commandOf(collection, given), ordered, lsid, txnNumber }
        const replies: Doc[] = []
        if (atOnce)
          replies.push(...(await Promise.all(Array.from({ length: times }, () => own.ask(command)))))
        else for (let sent = 0; sent < times; sent++) replies.push(await own.ask(command))
        const [first = {}, ...others] = replies
        for (const other of others) expect(canonical(other)).toBe(canonical(first))
        const reply = told(first)
        const madeIds = new Map((reply.upserted as Doc[]).map(({ index, _id }) => [Number(index), _id]))
        expect(canonical(reply)).toBe(canonical(played(model, given, ordered, madeIds)))
        const stored = await own.everything(collection)
        expect(stored.map((doc) => canonical(doc))).toEqual(model.documents.map((doc) => canonical(doc)))
        const { length } = reply.errors as Doc[]
        seen[length === 0 ? 'whole' : ordered ? 'cut' : 'passed']++
      }
    }),
    { numRuns: 30, seed: 20261127 },
  )
  expect(seen.whole).toBeGreaterThan(20)
  expect(seen.cut).toBeGreaterThan(20)
  expect(seen.passed).toBeGreaterThan(20)
}, 120_000)
