import { Int32 } from 'bson'
import fc from 'fast-check'
import { compileMatcher } from '../src/matcher/compile'
import { prepareQuery, type Query } from '../src/planner/query'
import { encodeStored, type Change } from '../src/storage/changes'
import type { Collection } from '../src/storage/collection'
import type { Target } from '../src/storage/store'
import { decode, type Doc } from '../src/value/document'
import { wire } from './canonical'
import { sortOrder } from './model'
import { filled, insertion, ownStore } from './own-store'

const own = ownStore()
const seed = 20261127

// Few values in few fields: most queries find something, and most documents tie with another one.
const FIELDS = ['a', 'b', 'c', 'd']
const few = fc.integer({ min: 0, max: 2 }).map((n) => new Int32(n))
const value = fc.oneof(
  { weight: 8, arbitrary: few },
  { weight: 1, arbitrary: fc.constantFrom<unknown>(null, 'x') },
)
const listed = fc.oneof(
  { weight: 12, arbitrary: value },
  { weight: 1, arbitrary: fc.array(few, { maxLength: 2 }) },
)
const plainDocument = fc.record({ a: value, b: value, c: value, d: listed }, { requiredKeys: ['a'] })
const condition = fc.oneof(
  { weight: 5, arbitrary: value },
  { weight: 2, arbitrary: fc.array(value, { minLength: 1, maxLength: 3 }).map(($in) => ({ $in })) },
  { weight: 2, arbitrary: fc.record({ $gte: few, $lt: few }, { requiredKeys: [] }).filter(hasKeys) },
  { weight: 1, arbitrary: value.map(($ne) => ({ $ne })) },
  { weight: 1, arbitrary: fc.constant({ $exists: true }) },
)
const conditions = fc.dictionary(fc.constantFrom(...FIELDS), condition, { maxKeys: 4 })
const directions = (least: number) =>
  fc
    .uniqueArray(fc.constantFrom(...FIELDS), { minLength: least, maxLength: 3 })
    .chain((names) => fc.tuple(...names.map((name) => fc.tuple(fc.constant(name), fc.constantFrom(1, -1)))))
    .map((entries): Record<string, number> => Object.fromEntries(entries))
const options = fc.constantFrom<Doc>(
  {},
  {},
  { sparse: true },
  { partialFilterExpression: { a: 1 } },
  { partialFilterExpression: { b: { $exists: true }, c: { $gte: 1 } } },
)
const index = fc.tuple(directions(1), options).map(([key, given]): Doc => ({ key, ...given }))
const question = fc.record({
  filter: conditions,
  or: fc.option(fc.array(conditions, { minLength: 1, maxLength: 2 }), { nil: undefined, freq: 4 }),
  sort: directions(0),
  skip: fc.constantFrom(0, 0, 1, 3),
  limit: fc.constantFrom(0, 1, 2, 5),
})

function hasKeys(doc: object): boolean {
  return Object.keys(doc).length > 0
}

/** A random query answers what the naive model finds among the documents, in the order and the stretch asked for. */
function check(target: Target, collection: Collection, documents: readonly Doc[], asked: Asked): void {
  const filter = wire({ ...asked.filter, ...(asked.or && { $or: asked.or }) })
  const { sort, skip, limit } = asked
  const query: Query = { filter, sort: wire(sort), skip, limit }
  const matches = compileMatcher(filter)
  const all = documents.map(wire).filter(matches)
  const prepared = prepareQuery(target, collection, query)
  const found = [...prepared.run()].flatMap((match) => (match ? [decode(match.bytes)] : []))
  const wanted = all.toSorted((a, b) => sortOrder(a, b, sort)).slice(skip, limit ? skip + limit : undefined)
  expect(found).toHaveLength(wanted.length)
  found.forEach((doc, at) => expect(sortOrder(doc, wanted[at] ?? {}, sort)).toBe(0))
  const ids = found.map(({ _id }) => Number(_id))
  expect(new Set(ids).size).toBe(ids.length)
  const known = new Set(all.map(({ _id }) => Number(_id)))
  expect(ids.filter((id) => !known.has(id))).toEqual([])
  if (target === own.store.committed) expect(prepared.coveredCount() ?? all.length).toBe(all.length)
}

type Asked = typeof question extends fc.Arbitrary<infer T> ? T : never

test('queries with order, skip and limit, and counts, answer as a model does, whatever the indexes', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(plainDocument, { minLength: 1, maxLength: 40 }),
      fc.array(index, { minLength: 1, maxLength: 4 }),
      fc.array(question, { minLength: 5, maxLength: 20 }),
      async (documents, indexes, questions) => {
        const collection = await filled(own, documents, indexes)
        const stored = documents.map((doc, id) => ({ _id: id, ...doc }))
        for (const asked of questions) check(own.store.committed, collection, stored, asked)
      },
    ),
    { numRuns: 150, seed },
  )
}, 120_000)

test('inside a transaction they see its own writes and nothing that others commit meanwhile', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(plainDocument, { minLength: 4, maxLength: 20 }),
      fc.array(index, { minLength: 1, maxLength: 3 }),
      fc.array(plainDocument, { minLength: 6, maxLength: 6 }),
      fc.array(question, { minLength: 5, maxLength: 20 }),
      async (documents, indexes, others, questions) => {
        const collection = await filled(own, documents, indexes)
        const [first = {}, second = {}, third = {}, fourth = {}, fifth = {}, sixth = {}] = others
        const change = (id: number, after: Doc | null): Change => ({
          record: id + 1,
          before: encodeStored({ _id: id, ...documents[id] }),
          after: after && encodeStored({ _id: id, ...after }),
        })
        const transaction = own.store.begin()
        transaction.write(collection, [change(0, first), change(1, null)])
        transaction.write(collection, [insertion(collection, { _id: 100, ...second })])
        await own.store.writer.submit(() =>
          own.store.committed.write(collection, [
            change(2, third),
            change(3, null),
            insertion(collection, { _id: 101, ...fourth }),
          ]),
        )
        transaction.write(collection, [insertion(collection, { _id: 102, ...fifth })])
        transaction.write(collection, [{ ...change(0, sixth), before: encodeStored({ _id: 0, ...first }) }])
        const seen: Doc[] = documents.map((doc, id) => ({ _id: id, ...doc }))
        seen.splice(0, 2, { _id: 0, ...sixth }, { _id: 100, ...second }, { _id: 102, ...fifth })
        for (const asked of questions) check(transaction, collection, seen, asked)
        await own.store.commitTransaction(transaction, () => undefined)
        transaction.end()
        const left = [
          ...seen.filter(({ _id }) => _id !== 2 && _id !== 3),
          { _id: 2, ...third },
          { _id: 101, ...fourth },
        ]
        expect(collection.count).toBe(left.length)
        for (const asked of questions) check(own.store.committed, collection, left, asked)
      },
    ),
    { numRuns: 100, seed },
  )
}, 120_000)
