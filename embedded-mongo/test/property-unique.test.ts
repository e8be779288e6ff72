import { Decimal128, Double, Int32, Long } from 'bson'
import fc from 'fast-check'
import { ServerError } from '../src/errors'
import { prepareQuery } from '../src/planner/query'
import { encodeStored } from '../src/storage/changes'
import type { Collection } from '../src/storage/collection'
import type { Target } from '../src/storage/store'
import { decode, type Doc } from '../src/value/document'
import { toDouble } from '../src/value/number'
import { wire } from './canonical'
import { filled, insertion, ownStore } from './own-store'

const own = ownStore()

const scalar = fc.constantFrom<unknown>(
  new Int32(1),
  new Double(1),
  Decimal128.fromString('1.0'),
  Long.fromNumber(2),
  new Double(-0),
  new Int32(0),
  new Double(NaN),
  null,
  'x',
  new Date(-86_400_000),
  new Date(0),
)
const field = fc.oneof(
  { weight: 4, arbitrary: scalar },
  { weight: 1, arbitrary: fc.array(scalar, { maxLength: 3 }) },
)
const document = fc.record({ a: field, b: field }, { requiredKeys: [] })

interface Rule {
  fields: string[]
  sparse?: boolean
  /** The documents whose `b` is there. */
  partial?: boolean
}
const rule = fc.record<Rule>(
  {
    fields: fc.constantFrom(['a'], ['a', 'b'], ['b', 'a']),
    sparse: fc.constant(true),
    partial: fc.constant(true),
  },
  { requiredKeys: ['fields'] },
)
const isPossible = ({ sparse, partial }: Rule): boolean => !(sparse && partial)

const specOf = ({ fields, sparse, partial }: Rule): Doc => ({
  key: Object.fromEntries(fields.map((name) => [name, 1])),
  unique: true,
  ...(sparse && { sparse }),
  ...(partial && { partialFilterExpression: { b: { $exists: true } } }),
})

/** A value as the key of an index tells it from others: numbers by their value, whatever their type. */
function keyText(value: unknown): string {
  if (value === undefined) return 'empty array'
  if (value === null || typeof value === 'string') return JSON.stringify(value)
  if (value instanceof Date) return `date ${value.getTime()}`
  return `number ${toDouble(value) + 0}`
}

/** The keys of a document in one index, by the definition. */
function keysOf(doc: Doc, { fields, sparse, partial }: Rule): Set<string> {
  if (partial && doc.b === undefined) return new Set()
  if (sparse && fields.every((name) => doc[name] === undefined)) return new Set()
  let rows: unknown[][] = [[]]
  for (const name of fields) {
    const value = doc[name] ?? null
    const items: unknown[] = !Array.isArray(value) ? [value] : value.length > 0 ? value : [undefined]
    rows = rows.flatMap((row) => items.map((item) => [...row, item]))
  }
  return new Set(rows.map((row) => row.map(keyText).join(' | ')))
}

type Act = [kind: 'insert' | 'replace' | 'delete', at: number, doc: Doc, way: 'plain' | 'commit' | 'abort']
const act: fc.Arbitrary<Act> = fc.tuple(
  fc.constantFrom('insert', 'insert', 'replace', 'replace', 'delete'),
  fc.nat(5),
  document,
  fc.constantFrom('plain', 'plain', 'commit', 'abort'),
)

const everything = (target: Target, collection: Collection, hint: unknown): string[] => {
  const query = prepareQuery(target, collection, { filter: {}, hint })
  return [...query.run()].flatMap((found) => (found ? [JSON.stringify(decode(found.bytes))] : [])).sort()
}

/** The code of the error a write ends with; 0 when it succeeds. */
async function written(way: Act[3], write: (target: Target) => void): Promise<number> {
  const { store } = own
  try {
    if (way === 'plain') await store.writer.submit(() => write(store.committed))
    else {
      const transaction = store.begin()
      try {
        write(transaction)
        if (way === 'commit') await store.commitTransaction(transaction, () => undefined)
      } finally {
        transaction.end()
      }
    }
    return 0
  } catch (error) {
    if (error instanceof ServerError) return error.code
    throw error
  }
}

test('unique indexes, sparse, partial, compound or of arrays, refuse exactly what their definition forbids', async () => {
  let refused = 0
  const rules = fc.uniqueArray(rule.filter(isPossible), {
    minLength: 1,
    maxLength: 3,
    selector: ({ fields }) => fields.join(),
  })
  await fc.assert(
    fc.asyncProperty(rules, fc.array(act, { minLength: 5, maxLength: 40 }), async (wanted, acts) => {
      const collection = await filled(own, [], wanted.map(specOf))
      const stored = new Map<number, { record: number; doc: Doc }>()
      let ids = 0
      for (const [kind, at, given, way] of acts) {
        const [id, old] = [...stored][at] ?? []
        if (kind !== 'insert' && id === undefined) continue
        const next = kind === 'insert' ? ids++ : (id ?? 0)
        const doc = kind === 'delete' ? undefined : wire({ _id: next, ...given })
        const others = [...stored].filter(([other]) => other !== next).map((entry) => entry[1].doc)
        const isParallel = Array.isArray(given.a) && Array.isArray(given.b)
        const clashes = wanted.some((each) => {
          const taken = new Set(others.flatMap((other) => [...keysOf(other, each)]))
          return doc !== undefined && [...keysOf(doc, each)].some((key) => taken.has(key))
        })
        if (doc && isParallel) continue
        let record = old?.record ?? 0
        const code = await written(way, (target) => {
          const change =
            kind === 'insert'
              ? insertion(collection, doc ?? {})
              : { record, before: encodeStored(old?.doc ?? {}), after: doc ? encodeStored(doc) : null }
          record = change.record
          target.write(collection, [change])
        })
        expect(code).toBe(clashes ? 11000 : 0)
        if (code !== 0) refused++
        else if (way === 'abort') continue
        else if (doc) stored.set(next, { record, doc })
        else stored.delete(next)
      }
      const scanned = everything(own.store.committed, collection, { $natural: new Int32(1) })
      expect(scanned).toHaveLength(stored.size)
      expect(collection.count).toBe(stored.size)
      wanted.forEach((each, at) => {
        if (each.sparse || each.partial) return
        expect(everything(own.store.committed, collection, `index${at}`)).toEqual(scanned)
      })
    }),
    { numRuns: 120, seed: 20261127 },
  )
  expect(refused).toBeGreaterThan(50)
}, 120_000)
