import { Int32, MinKey } from 'bson'
import fc from 'fast-check'
import { ServerError } from '../src/errors'
import { prepareQuery } from '../src/planner/query'
import { compileIndex, type Collection } from '../src/storage/collection'
import { compileSorter } from '../src/sorter/compile'
import { decode, type Doc } from '../src/value/document'
import { compareKeys } from '../src/value/key-encoding'
import { document, filter, sort } from './arbitrary'
import { wire } from './canonical'
import { filled, ownStore } from './own-store'

const INDEXES: Doc[] = [
  { key: { a: 1 } },
  { key: { b: -1 } },
  { key: { a: 1, b: -1 } },
  { key: { 'c.d': 1, 'c.e': 1 } },
  { key: { 'c.d': -1, a: 1 }, sparse: true },
  { key: { b: 1, 'c.d': 1 }, partialFilterExpression: { b: { $gt: new Int32(0) } } },
  { key: { c: 1 } },
]

const own = ownStore()

function run(collection: Collection, query: { filter: Doc; sort?: Doc | undefined; hint?: unknown }): Doc[] {
  const found: Doc[] = []
  for (const match of prepareQuery(own.store.committed, collection, query).run({
    keys: 0,
    docs: 0,
  }))
    if (match) found.push(decode(match.bytes))
  return found
}

/** What the index alone says of the number of matches, if it knows. */
const countOf = (collection: Collection, where: Doc): number | undefined =>
  prepareQuery(own.store.committed, collection, { filter: where }).coveredCount()

const idsOf = (docs: Doc[]): number[] => docs.map((doc) => Number(doc._id)).sort((a, b) => a - b)

test('a query answers the same through the chosen plan and through a scan, in the order asked for', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(document, { minLength: 1, maxLength: 25 }),
      fc.subarray(INDEXES, { minLength: 1 }),
      fc.array(fc.tuple(filter, sort), { minLength: 1, maxLength: 12 }),
      async (documents, indexes, queries) => {
        const collection = await filled(own, documents, indexes)
        for (const [where, order] of queries) {
          const hinted = collection.indexes
            .filter((index) => !index.sparse && !index.partial)
            .map((index) => index.name)
          let scanned: Doc[]
          try {
            scanned = run(collection, { filter: where, hint: { $natural: new Int32(1) } })
          } catch (error) {
            if (error instanceof ServerError) continue // a filter the server refuses
            throw error
          }
          expect(idsOf(run(collection, { filter: where }))).toEqual(idsOf(scanned))
          expect(countOf(collection, where) ?? scanned.length).toBe(scanned.length)
          for (const hint of hinted)
            expect(idsOf(run(collection, { filter: where, hint }))).toEqual(idsOf(scanned))
          if (!order) continue
          const keyOf = compileSorter(order)
          let keys: string[]
          try {
            keys = scanned.map(keyOf).sort(compareKeys)
          } catch (error) {
            if (error instanceof ServerError) continue // parallel arrays in the sort
            throw error
          }
          const ordered = run(collection, { filter: where, sort: order })
          expect(idsOf(ordered)).toEqual(idsOf(scanned))
          expect(ordered.map(keyOf)).toEqual(keys)
        }
      },
    ),
    { numRuns: 150, seed: 20261127 },
  )
}, 120_000)

test('an array in an array has no key of its own elements, so no range of them finds it', async () => {
  const documents = [{ a: [[5]] }, { a: [5] }, { a: [[6], 5] }].map(wire)
  const collection = await filled(own, documents, [{ key: { a: 1 } }])
  const inner = (operators: Doc) => idsOf(run(collection, { filter: wire({ a: { $elemMatch: operators } }) }))
  expect(inner({ $elemMatch: { $in: [5] } })).toEqual([0])
  expect(inner({ $elemMatch: { $gte: 5 } })).toEqual([0, 2])
  expect(inner({ $elemMatch: { $gte: 5 }, $type: 'array' })).toEqual([0, 2])
  expect(inner({ $gte: 5 })).toEqual([1, 2])
})

test('a hint of an index that lacks some of the documents asked for is refused, not answered with the others', async () => {
  const half = { key: { a: 1 }, partialFilterExpression: { b: true } }
  const collection = await filled(own, [{ a: 1, b: true }, { a: 1, b: false }], [half, { key: { b: 1 }, hidden: true }]) // prettier-ignore
  const ask = (filter: Doc, hint: string) => () => run(collection, { filter, hint })
  expect(ask({ a: 1, b: true }, 'index0')()).toHaveLength(1)
  expect(ask({ a: 1 }, 'index0')).toThrow('no query solutions')
  expect(ask({ b: true }, 'index1')).toThrow('no query solutions')
})

test('what is above MinKey may be missing, so a partial index of what exists does not answer it', async () => {
  const there = { key: { a: 1 }, partialFilterExpression: { b: { $exists: true } } }
  const collection = await filled(own, [{ a: 1 }, { a: 1, b: 2 }], [there])
  expect(run(collection, { filter: wire({ a: 1, b: { $gt: new MinKey() } }) })).toHaveLength(2)
  expect(run(collection, { filter: wire({ a: 1, b: { $gt: 1 } }) })).toHaveLength(1)
})

test('an index made after a transaction began is not used in it, with a hint or without', async () => {
  const collection = await filled(own, [{ a: 1 }, { a: 1 }], [])
  const transaction = own.store.begin()
  await own.store.writer.submit(() => {
    const later = compileIndex(1, { v: 2, key: { a: 1 }, name: 'later' })
    collection.indexes = [...collection.indexes, { ...later, readyAt: own.store.writer.sequence }]
  })
  const asked = { filter: { a: 1 } }
  expect([...prepareQuery(transaction, collection, asked).run()]).toHaveLength(2)
  expect(() => prepareQuery(transaction, collection, { ...asked, hint: 'later' })).toThrow(
    'no query solutions',
  )
  transaction.end()
})

const LIVE: Doc = { key: { community: 1, publishAt: -1, _id: -1 } }
const STAGE: Doc = { key: { community: 1, status: 1, publishAt: 1, expiresAt: 1 } }
const BOARD: Doc = { key: { community: 1, status: 1, pinned: -1, publishAt: -1 } }
const statuses = ['published', 'scheduled', 'ended']

/** 3,000 notices of one community, a third of each status; two drafts lie at the far end of the order. */
function notices(): Doc[] {
  const notice = (at: number, status: string): Doc => ({
    community: 'c',
    status,
    pinned: at % 10 === 0,
    publishAt: new Date(at * 1000),
    expiresAt: null,
  })
  const many = Array.from({ length: 3000 }, (_, at) => notice(at + 2, statuses[at % 3] ?? ''))
  return [notice(0, 'draft'), notice(1, 'draft'), ...many]
}

/** How a query of the newest twenty was answered: by which index, sorted or not, from how many documents. */
function newest(
  collection: Collection,
  filter: Doc,
  sort: Doc,
): { found: Doc[]; index: string; sorted: boolean; docs: number } {
  const counts = { keys: 0, docs: 0 }
  const query = prepareQuery(own.store.committed, collection, { filter, sort, limit: 20 })
  const found = [...query.run(counts)].flatMap((match) => (match ? [decode(match.bytes)] : []))
  const index = query.plan.kind === 'index' ? query.plan.index.name : query.plan.kind
  return { found, index, sorted: !query.sortedByPlan, docs: counts.docs }
}

const live = { community: 'c', status: { $in: ['published', 'scheduled'] } }

test('$in before the order asked for is a merge of ranges that ends with the limit', async () => {
  const collection = await filled(own, notices(), [BOARD])
  const sort = { pinned: new Int32(-1), publishAt: new Int32(-1) }
  const { found, ...way } = newest(collection, live, sort)
  expect(way).toEqual({ index: 'index0', sorted: false, docs: 20 })
  expect(found.every((doc) => doc.pinned === true && doc.status !== 'ended')).toBe(true)
  const times = found.map((doc) => (doc.publishAt as Date).getTime())
  expect(times).toEqual([...times].sort((a, b) => b - a))
})

test('$in on the first field of the order asked for is read stretch by stretch', async () => {
  const collection = await filled(own, notices(), [BOARD])
  const sort = (turn: number) => ({
    status: new Int32(turn),
    pinned: new Int32(-turn),
    publishAt: new Int32(-turn),
  })
  const { found, ...way } = newest(collection, live, sort(1))
  expect(way).toEqual({ index: 'index0', sorted: false, docs: 20 })
  expect(new Set(found.map((doc) => doc.status))).toEqual(new Set(['published']))
  const last = newest(collection, live, sort(-1))
  expect(last).toMatchObject({ sorted: false, docs: 20 })
  expect(last.found.map((doc) => doc.status)).toEqual(last.found.map(() => 'scheduled'))
})

test('the newest of many come from the index that gives the order, the few from the one that finds them', async () => {
  const collection = await filled(own, notices(), [LIVE, STAGE])
  const sort = { publishAt: new Int32(-1), _id: new Int32(-1) }
  const published = { $and: [live, { publishAt: { $lte: new Date(5_000_000) } }] }
  const many = newest(collection, published, sort)
  expect(many).toMatchObject({ index: 'index0', sorted: false })
  expect(many.docs).toBeLessThan(40)
  const few = newest(collection, { community: 'c', status: 'draft' }, sort)
  expect(few).toMatchObject({ index: 'index1', sorted: true, docs: 2 })
  expect(few.found).toHaveLength(2)
})

const WORDS: Doc = { key: { community: 1, 'shown.words': 1, 'shown.at': -1, _id: -1 } }

/** A text of each of the words that so many texts share, half of them hidden. */
const texts = (): Doc[] =>
  Array.from({ length: 3000 }, (_, at) => ({
    community: 'c',
    shown: {
      at: new Date(at * 1000),
      words: ['all', ...(at % 3 === 0 ? ['third'] : []), ...(at % 100 === 0 ? ['rare'] : [])],
    },
  }))

test('the newest with a word come in order from its entries, and of several words the rarest leads', async () => {
  const collection = await filled(own, texts(), [WORDS])
  const sort = { 'shown.at': new Int32(-1), _id: new Int32(-1) }
  const looked = (...words: string[]) =>
    newest(collection, { community: 'c', 'shown.words': { $all: words } }, sort)
  expect(looked('third')).toMatchObject({ sorted: false, docs: 20 })
  expect(looked('all', 'third')).toMatchObject({ sorted: false, docs: 20 })
  const both = looked('all', 'third', 'rare')
  expect(both).toMatchObject({ sorted: false, docs: 10 })
  expect(idsOf(both.found)).toEqual(Array.from({ length: 10 }, (_, at) => at * 300))
  const older = { 'shown.at': { $lte: new Date(1_000_000) } }
  const page = newest(collection, { community: 'c', 'shown.words': { $all: ['third'] }, ...older }, sort)
  expect(page).toMatchObject({ sorted: false, docs: 20 })
})

test('words and the order beside them answer as a scan does, with arrays wherever they come', async () => {
  const word = fc.constantFrom('a', 'b', 'c', 'd')
  const at = fc.integer({ min: 0, max: 3 }).map((value) => new Int32(value))
  const text = fc.record({
    community: fc.constantFrom('c', 'd'),
    marks: fc.array(at, { maxLength: 3 }),
    words: fc.oneof({ weight: 6, arbitrary: fc.array(word, { maxLength: 4 }) }, word),
    at: fc.oneof({ weight: 9, arbitrary: at }, fc.array(at, { maxLength: 2 })),
    shown: fc.oneof(
      { weight: 9, arbitrary: fc.record({ at, words: fc.array(word, { maxLength: 4 }) }) },
      fc.array(fc.record({ at, words: word }), { maxLength: 2 }),
    ),
  })
  const key = (...paths: string[]): Doc => ({
    key: Object.fromEntries(paths.map((path) => [path, new Int32(1)])),
  })
  const indexes = [
    key('community', 'words', 'at'),
    key('community', 'marks', 'at'),
    key('community', 'shown.words', 'shown.at'),
    key('at', 'words'),
  ]
  await fc.assert(
    fc.asyncProperty(
      fc.array(text, { minLength: 1, maxLength: 20 }),
      fc.array(
        fc.record({
          path: fc.constantFrom('', 'shown.'),
          marks: fc.option(fc.array(at, { minLength: 1, maxLength: 3 })),
          all: fc.array(word, { minLength: 1, maxLength: 3 }),
          from: at,
          to: at,
        }),
        { minLength: 1, maxLength: 6 },
      ),
      async (documents, questions) => {
        const collection = await filled(own, documents, indexes)
        for (const { path, marks, all, from, to } of questions) {
          const where = {
            community: 'c',
            [`${path}words`]: { $all: all },
            ...(marks && { marks: { $all: marks } }),
            [`${path}at`]: { $gte: from, $lte: to },
          }
          const order = { [`${path}at`]: new Int32(-1) }
          const scanned = run(collection, { filter: where, hint: { $natural: new Int32(1) } })
          const keyOf = compileSorter(order)
          const keys = scanned.map(keyOf).sort(compareKeys)
          const ordered = run(collection, { filter: where, sort: order })
          expect(idsOf(ordered)).toEqual(idsOf(scanned))
          expect(ordered.map(keyOf)).toEqual(keys)
        }
      },
    ),
  )
})
