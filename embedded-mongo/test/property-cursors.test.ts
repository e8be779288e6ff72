import { Binary, Int32 } from 'bson'
import fc from 'fast-check'
import type { Doc } from '../src/value/document'
import { document, filter } from './arbitrary'
import { canonical, wire } from './canonical'
import { matches, sortOrder } from './model'
import { batchOf, ownEngine } from './own-engine'
import { filled } from './own-store'

const own = ownEngine()

/** Any document, with a field `n` that is never an array: an index of it gives an order. */
const item = fc.tuple(document, fc.integer({ min: 0, max: 3 })).map(([doc, n]) => ({ ...doc, n }))

/** What somebody else writes between two batches: at the document of a number, or a new one. */
type Act = [kind: 'insert' | 'replace' | 'delete', at: number, doc: object]
const act: fc.Arbitrary<Act> = fc.tuple(
  fc.constantFrom('insert', 'replace', 'replace', 'delete'),
  fc.nat(79),
  item,
)
const path = fc.constantFrom('a', 'n', 'n', 'c.d', '_id')
const direction = fc.constantFrom(1, -1)
const least = new Int32(-3)
const some = [0, 1, 2, 3].map((n) => new Int32(n))

/** An index, and a question that it often serves: in its order or against it, at several of its values or at all. */
const setting = fc
  .tuple(path, direction, fc.constantFrom<object>({}, {}, { b: 1 }))
  .chain(([name, order, more]) =>
    fc.record({
      index: fc.constant({ key: { [name]: order, ...more } }),
      filter: fc.oneof(
        fc.constantFrom<Doc>({}, { [name]: { $gte: least } }, { [name]: { $in: some } }),
        fc.constantFrom<Doc>({ $or: [{ [name]: { $gte: least } }, { b: { $in: some } }] }),
        filter,
      ),
      sort: fc.option(fc.tuple(fc.oneof(fc.constant(name), path), direction), { freq: 2 }),
      batchSize: fc.integer({ min: 1, max: 20 }),
      inTransaction: fc.boolean(),
    }),
  )

/** A cursor that goes round in circles is stopped here, twice as far as any other comes. */
const MOST_BATCHES = 400

let session = 0
/** The fields of one transaction after the other, each with its start. */
function transaction() {
  const fields = {
    lsid: { id: new Binary(Buffer.alloc(16, 'cursors'), Binary.SUBTYPE_UUID) },
    txnNumber: session++,
    autocommit: false,
  }
  return { first: { ...fields, startTransaction: true }, later: fields }
}

test('a cursor gives every document that stood throughout exactly once, whatever others write between its batches', async () => {
  const seen = { batches: 0, standing: 0, writes: 0 }
  await fc.assert(
    fc.asyncProperty(
      fc.array(item, { minLength: 10, maxLength: 80, size: 'max' }),
      setting,
      fc.array(act, { minLength: 5, maxLength: 40 }),
      async (documents, { index, filter: asked, sort, batchSize, inTransaction }, acts) => {
        const { name: collection } = await filled(own, documents, [index, { key: { b: 1 } }])
        const versions = new Map<string, Set<string>>()
        const remember = (id: number, doc: object): void => {
          const known = versions.get(String(id)) ?? new Set()
          versions.set(String(id), known.add(canonical(wire({ _id: id, ...doc }))))
        }
        const start = await own.everything(collection)
        start.forEach((doc) => versions.set(String(doc._id), new Set([canonical(doc)])))
        const touched = new Set<string>()

        async function writeOnce([kind, at, doc]: Act): Promise<void> {
          const id = kind === 'insert' ? 100 + seen.writes : at
          touched.add(String(id))
          seen.writes++
          if (kind === 'delete') {
            await own.ask({ delete: collection, deletes: [{ q: { _id: id }, limit: 1 }] })
            return
          }
          remember(id, doc)
          if (kind === 'insert') await own.ask({ insert: collection, documents: [{ _id: id, ...doc }] })
          else await own.ask({ update: collection, updates: [{ q: { _id: id }, u: doc }] })
        }

        const { first, later } = inTransaction ? transaction() : { first: {}, later: {} }
        const order = sort && { [sort[0]]: sort[1] }
        const find = { find: collection, filter: asked, batchSize, ...first, ...(order && { sort: order }) }
        let { documents: given, id } = batchOf(await own.ask(find))
        for (let at = 0; Number(id) !== 0 && at < MOST_BATCHES; at += 2) {
          for (const each of acts.slice(at, at + 2)) await writeOnce(each)
          const next = batchOf(await own.ask({ getMore: id, collection, batchSize, ...later }))
          given = [...given, ...next.documents]
          id = next.id
          seen.batches++
        }

        const wanted = start.filter((doc) => matches(doc, wire(asked)))
        const stood = inTransaction ? wanted : wanted.filter(({ _id }) => !touched.has(String(_id)))
        const standing = new Set(stood.map(({ _id }) => String(_id)))
        const untouched = given.filter(({ _id }) => standing.has(String(_id)))
        const inOrder = (docs: object[]): string[] => docs.map((doc) => canonical(doc)).toSorted()
        expect(inOrder(untouched)).toEqual(inOrder(stood))
        seen.standing += stood.length
        if (inTransaction) expect(given).toHaveLength(stood.length)
        // What was changed meanwhile may come or not, but only as it was at some time.
        for (const doc of given) expect(versions.get(String(doc._id))).toContain(canonical(doc))
        if (order)
          untouched.slice(1).forEach((doc, at) => {
            expect(sortOrder(untouched[at] ?? {}, doc, order)).toBeLessThanOrEqual(0)
          })
      },
    ),
    { numRuns: 80, seed: 20261127 },
  )
  expect(seen.batches).toBeGreaterThan(200)
  expect(seen.standing).toBeGreaterThan(500)
  expect(seen.writes).toBeGreaterThan(200)
})
