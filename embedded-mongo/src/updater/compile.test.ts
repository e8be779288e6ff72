import { Decimal128, Double, Int32, Long, ObjectId } from 'bson'
import { canonical, errorCode, wire } from '../../test/canonical'
import type { Doc } from '../value/document'
import { encode } from '../value/document'
import { compileUpdate, upsertDocument } from './compile'

const now = new Date('2026-11-23T08:00:00Z')
interface Extra {
  filter?: Doc
}

const filterOf = (extra: Extra = {}): Doc => wire(extra.filter ?? {})

const updateOf = (update: Doc | Doc[]) => (Array.isArray(update) ? update.map(wire) : wire(update))

function apply(update: Doc | Doc[], before: Doc, extra?: Extra) {
  const source = wire(before)
  const bytes = encode(source)
  const result = compileUpdate(updateOf(update), filterOf(extra)).apply(source)
  // No operator may touch the document it was given.
  expect(encode(source)).toEqual(bytes)
  return result
}

type Case = [update: Doc | Doc[], before: Doc, after: Doc, extra?: Extra]
const dec = (text: string) => Decimal128.fromString(text)
const double = (value: number) => new Double(value)
const long = (value: string) => Long.fromString(value)

const fields: Case[] = [
  [{ $set: { z: 1, b: 2, 'a.y': 3, 'a.x': 4 } }, { _id: 1, b: 0 }, { _id: 1, b: 2, a: { x: 4, y: 3 }, z: 1 }],
  [{ $set: { a: 1 } }, { a: double(1) }, { a: 1 }],
  [{ $set: { 'a.b.c': 1 } }, {}, { a: { b: { c: 1 } } }],
  [{ $set: { 'a.0': 1 } }, {}, { a: { 0: 1 } }],
  [{ $set: { 'a.1': 9 } }, { a: [1, 2] }, { a: [1, 9] }],
  [{ $set: { 'a.3': 9 } }, { a: [1] }, { a: [1, null, null, 9] }],
  [{ $set: { 'a.1.b': 9 } }, { a: [{ b: 1 }] }, { a: [{ b: 1 }, { b: 9 }] }],
  [{ $set: { 'l.10': 1, 'l.9': 2 } }, {}, { l: { 9: 2, 10: 1 } }],
  [{ $unset: { a: '' } }, { a: 1, b: 2 }, { b: 2 }],
  [{ $unset: { 'a.b': 1, 'x.y': 1 } }, { a: { b: 1, c: 2 } }, { a: { c: 2 } }],
  [{ $unset: { 'a.0': 1 } }, { a: [1, 2] }, { a: [null, 2] }],
  [{ $unset: { 'a.b': 1 } }, { a: 5 }, { a: 5 }],
  [{ $unset: { 'a.0': 1 } }, { a: [null] }, { a: [null] }],
  [{ $min: { a: 1 } }, { a: 2 }, { a: 1 }],
  [{ $min: { a: 'x' } }, { a: 2 }, { a: 2 }],
  [{ $max: { a: 'x' } }, { a: 2 }, { a: 'x' }],
  [{ $max: { a: 1 } }, {}, { a: 1 }],
  [{ $max: { a: 0 } }, { a: null }, { a: 0 }],
  [{ $setOnInsert: { a: 1 } }, { b: 1 }, { b: 1 }],
  [{ $set: {} }, { a: 1 }, { a: 1 }],
]

const numbers: Case[] = [
  [{ $inc: { a: 1 } }, { a: 1 }, { a: 2 }],
  [{ $inc: { a: 1 } }, { a: 2147483647 }, { a: long('2147483648') }],
  [{ $inc: { a: -1 } }, { a: -2147483648 }, { a: long('-2147483649') }],
  [{ $inc: { a: 1 } }, { a: long('9007199254740993') }, { a: long('9007199254740994') }],
  [{ $inc: { a: long('1') } }, { a: 1 }, { a: long('2') }],
  [{ $inc: { a: double(0.5) } }, { a: 1 }, { a: double(1.5) }],
  [{ $inc: { a: long('3') } }, {}, { a: long('3') }],
  [{ $inc: { 'a.b': 2 } }, {}, { a: { b: 2 } }],
]

const arrays: Case[] = [
  [{ $push: { a: 1 } }, {}, { a: [1] }],
  [{ $push: { a: [1] } }, { a: [0] }, { a: [0, [1]] }],
  [{ $push: { a: { $each: [5, 6] } } }, { a: [1] }, { a: [1, 5, 6] }],
  [{ $push: { a: { $each: [5, 6], $position: 0 } } }, { a: [1] }, { a: [5, 6, 1] }],
  [{ $push: { a: { $each: [9], $position: -1 } } }, { a: [1, 2] }, { a: [1, 9, 2] }],
  [{ $push: { a: { $each: [9], $position: -9 } } }, { a: [1, 2] }, { a: [9, 1, 2] }],
  [{ $push: { a: { $each: [4], $slice: -2 } } }, { a: [1, 2] }, { a: [2, 4] }],
  [{ $push: { a: { $each: [4], $slice: 2 } } }, { a: [1, 2] }, { a: [1, 2] }],
  [{ $push: { a: { $each: [], $slice: 0 } } }, { a: [1, 2] }, { a: [] }],
  [{ $push: { a: { $each: [3, 4, 5], $slice: -2 } } }, {}, { a: [4, 5] }],
  [{ $addToSet: { a: 1 } }, { a: [double(1)] }, { a: [double(1)] }],
  [{ $addToSet: { a: { $each: [1, 2, 1] } } }, {}, { a: [1, 2] }],
  [
    { $addToSet: { a: { x: 1, y: 2 } } },
    { a: [{ y: 2, x: 1 }] },
    {
      a: [
        { y: 2, x: 1 },
        { x: 1, y: 2 },
      ],
    },
  ],
  [{ $pull: { a: 1 } }, { a: [1, 2, long('1')] }, { a: [2] }],
  [{ $pull: { a: { $gte: 5 } } }, { a: [1, 5, 9] }, { a: [1] }],
  [{ $pull: { a: { b: 1 } } }, { a: [{ b: 1, c: 2 }, { b: 2 }] }, { a: [{ b: 2 }] }],
  [{ $pull: { a: { b: { $gt: 1 } } } }, { a: [{ b: 1 }, { b: 2 }, 5] }, { a: [{ b: 1 }, 5] }],
  [{ $pull: { a: [1] } }, { a: [[1], 1] }, { a: [1] }],
  [{ $pull: { a: /^x/ } }, { a: ['xa', 'b'] }, { a: ['b'] }],
  [{ $pull: { a: { $in: [1, 3] } } }, { a: [1, 2, 3] }, { a: [2] }],
  [{ $pull: { 'x.a': 1 } }, { b: 1 }, { b: 1 }],
  [{ $pull: { a: null } }, { a: [null, 1] }, { a: [1] }],
]

const positional: Case[] = [
  [{ $set: { 'a.$': 9 } }, { a: [1, 5, 6] }, { a: [1, 9, 6] }, { filter: { a: { $gte: 5 } } }],
  [
    { $set: { 'a.1.b.$': 9 } },
    { a: [{}, { b: [3, 4] }] },
    { a: [{}, { b: [3, 9] }] },
    { filter: { 'a.1.b': 4 } },
  ],
  [
    { $set: { 'a.$.v': 9 } },
    { a: [{ w: 1 }, { k: null }] },
    { a: [{ w: 1 }, { k: null, v: 9 }] },
    { filter: { 'a.k': { $exists: true } } },
  ],
  [{ $set: { 'a.$': 9 } }, { a: [[1], [2]] }, { a: [[1], 9] }, { filter: { a: [2] } }],
  [{ $unset: { 'a.$': 1 } }, { a: ['x', 'y'] }, { a: ['x', null] }, { filter: { a: /^y/ } }],
  [{ $set: { 'a.$': 0 } }, { a: [1, null] }, { a: [1, 0] }, { filter: { a: null } }],
  [{ $set: { 'a.$': 9 } }, { a: [1, 2], b: [2] }, { a: [1, 9], b: [2] }, { filter: { a: 2, 'b.0': 2 } }],
  [
    { $set: { 'a.$.v': 9 } },
    { a: [{ k: 1 }, { k: 2 }] },
    { a: [{ k: 1 }, { k: 2, v: 9 }] },
    { filter: { 'a.k': 2 } },
  ],
  [
    { $inc: { 'x.a.$.n': 1 } },
    {
      x: {
        a: [
          { k: 1, n: 1 },
          { k: 2, n: 1 },
        ],
      },
    },
    {
      x: {
        a: [
          { k: 1, n: 1 },
          { k: 2, n: 2 },
        ],
      },
    },
    { filter: { 'x.a.k': 2 } },
  ],
  [
    { $set: { 'a.$.v': 1 } },
    {
      a: [
        { k: 1, w: 2 },
        { k: 1, w: 3 },
      ],
    },
    {
      a: [
        { k: 1, w: 2 },
        { k: 1, w: 3, v: 1 },
      ],
    },
    { filter: { a: { $elemMatch: { k: 1, w: 3 } } } },
  ],
  [{ $set: { 'a.$': 0 } }, { a: [1, 2] }, { a: [1, 0] }, { filter: { $and: [{ _id: 1 }, { a: 2 }] } }],
  [
    { $set: { 'a.$': 0, 'b.$': 0 } },
    { a: [1, 2], b: [3, 4] },
    { a: [1, 0], b: [0, 4] },
    { filter: { a: 2, b: 3 } },
  ],
]

const replacements: Case[] = [
  [{ a: 2 }, { _id: 1, b: 1 }, { _id: 1, a: 2 }],
  [
    { a: 2, _id: 1 },
    { _id: 1, b: 1 },
    { _id: 1, a: 2 },
  ],
  [{}, { _id: 1, b: 1 }, { _id: 1 }],
]

const pipelines: Case[] = [
  [[{ $set: { b: { $add: ['$a', 1] } } }], { _id: 1, a: 1 }, { _id: 1, a: 1, b: 2 }],
  [[{ $set: { a: { c: 2 } } }], { _id: 1, a: { b: 1 } }, { _id: 1, a: { b: 1, c: 2 } }],
  [[{ $set: { a: { c: 2 } } }], { _id: 1, a: [{ b: 1 }, 5] }, { _id: 1, a: [{ b: 1, c: 2 }, { c: 2 }] }],
  [[{ $set: { a: 5 } }, { $unset: ['b'] }], { _id: 1, b: 1 }, { _id: 1, a: 5 }],
  [[{ $project: { a: 1 } }], { _id: 1, a: 1, b: 1 }, { _id: 1, a: 1 }],
  [[{ $addFields: { at: '$$ROOT.n' } }], { _id: 1, n: 2 }, { _id: 1, n: 2, at: 2 }],
]

describe.each([
  ['fields', fields],
  ['numbers keep and widen their types', numbers],
  ['arrays', arrays],
  ['positions', positional],
  ['replacement', replacements],
  ['pipeline', pipelines],
])('%s', (_name, cases) => {
  test.each(
    cases.map((one): [string, string, Case] => [JSON.stringify(one[0]), JSON.stringify(one[1]), one]),
  )('%s on %s', (_update, _before, [update, before, after, extra]) => {
    expect(canonical(apply(update, before, extra))).toBe(canonical(after))
  })
})

const refused: [number, Doc | Doc[], Doc, Extra?][] = [
  [14, { $inc: { a: 1 } }, { a: 'x' }],
  [14, { $inc: { a: 1 } }, { a: null }],
  [14, { $inc: { a: 'x' } }, {}],
  [2, { $inc: { a: 1 } }, { a: Long.MAX_VALUE }],
  [2, { $push: { a: 1 } }, { a: 5 }],
  [2, { $push: { a: { $each: [1], $foo: 1 } } }, {}],
  [14, { $push: { a: { $each: 1 } } }, {}],
  [238, { $push: { a: { $each: [1], $sort: 1 } } }, {}],
  [238, { $inc: { a: dec('1') } }, { a: 1 }],
  [2, { $addToSet: { a: 1 } }, { a: 'x' }],
  [2, { $pull: { a: 1 } }, { a: 5 }],
  [28, { $set: { 'a.b': 1 } }, { a: 5 }],
  [28, { $set: { 'a.b': 1 } }, { a: null }],
  [28, { $set: { 'a.b': 1 } }, { a: [1] }],
  [28, { $inc: { 'a.b.c': 1 } }, { a: { b: 'x' } }],
  [40, { $set: { a: 1 }, $inc: { a: 1 } }, {}],
  [40, { $set: { a: 1, 'a.b': 1 } }, {}],
  [66, { $set: { _id: 2 } }, { _id: 1 }],
  [66, { $unset: { _id: 1 } }, { _id: 1 }],
  [66, { _id: 2, a: 1 }, { _id: 1 }],
  [66, [{ $set: { _id: 2 } }], { _id: 1 }],
  [9, { $foo: { a: 1 } }, {}],
  [9, { $set: { a: 1 }, b: 1 }, {}],
  [9, { $set: 1 }, {}],
  [52, { a: 1, $set: { b: 1 } }, {}],
  [52, { $set: { 'a.$b': 1 } }, {}],
  [238, { $set: { 'a.$[]': 1 } }, { a: [1] }],
  [238, { $set: { 'a.$[x].b': 1 } }, { a: [1] }],
  [56, { $set: { 'a..b': 1 } }, {}],
  [56, { $set: { '': 1 } }, {}],
  [2, { $set: { 'a.$': 1 } }, { a: [1] }],
  [2, { $set: { 'a.$': 1 } }, { a: [1] }, { filter: { a: 2 } }],
  [2, { $set: { 'a.$': 1 } }, { a: [1] }, { filter: { 'a.0': 1 } }],
  [2, { $set: { 'a.$.b': 1 } }, { a: [{ b: 0 }] }, { filter: { 'a.0.b': 0 } }],
  [2, { $set: { 'a.$': 1 } }, { a: [1] }, { filter: { a: { $exists: true } } }],
  [2, { $set: { 'a.$.b': 1 } }, { a: [{}] }, { filter: { 'a.b': { $exists: false } } }],
  [2, { $set: { 'a.$': 1 } }, { a: [1] }, { filter: { a: { $size: 1 } } }],
  [2, { $set: { 'a.$': 1 } }, { a: [1] }, { filter: { $nor: [{ a: 2 }] } }],
  [238, [{ $replaceRoot: { newRoot: '$a' } }], {}],
  [238, [{ $replaceWith: '$a' }], {}],
  [72, [{ $match: { a: 1 } }], {}],
  [72, [{ $foo: 1 }], {}],
]

test.each(
  refused.map(
    ([code, update, before, extra]) =>
      [code, JSON.stringify(update), JSON.stringify(before), { update, before, extra }] as const,
  ),
)('code %i for %s on %s', (code, _update, _before, { update, before, extra }) => {
  expect(errorCode(() => apply(update, before, extra))).toBe(code)
})

test('padding an array is limited', () => {
  expect(errorCode(() => apply({ $set: { 'a.2000000': 1 } }, { a: [] }))).toBe(2)
})

const upsert = (filter: Doc, update: Doc | Doc[]) => upsertDocument(wire(filter), updateOf(update))

test.each<[Doc, Doc | Doc[], Doc]>([
  [{ _id: 5, a: 1 }, { $set: { b: 2 } }, { _id: 5, a: 1, b: 2 }],
  [{ _id: 5, a: { $eq: 1 }, c: { $gt: 1 } }, { $set: { b: 2 } }, { _id: 5, a: 1, b: 2 }],
  [{ _id: 5, $and: [{ a: 1 }, { b: 2 }] }, { $inc: { n: 1 } }, { _id: 5, a: 1, b: 2, n: 1 }],
  [{ _id: 5, $or: [{ a: 1 }] }, { $inc: { n: 1 } }, { _id: 5, a: 1, n: 1 }],
  [{ _id: 5, $or: [{ a: 1 }, { b: 1 }] }, { $inc: { n: 1 } }, { _id: 5, n: 1 }],
  [{ _id: 5, a: { $in: [7] }, b: { $in: [1, 2] } }, { $inc: { n: 1 } }, { _id: 5, a: 7, n: 1 }],
  [{ _id: 5, 'data.k': 'x', 'data.l': 'y' }, { $set: { a: 1 } }, { _id: 5, data: { k: 'x', l: 'y' }, a: 1 }],
  [{ _id: 5 }, { $set: { a: 1 }, $setOnInsert: { b: 2 } }, { _id: 5, a: 1, b: 2 }],
  [{ a: 1 }, { $setOnInsert: { _id: 9 } }, { _id: 9, a: 1 }],
  [{ '_id.x': 1, '_id.y': 2 }, { $set: { b: 2 } }, { _id: { x: 1, y: 2 }, b: 2 }],
  [{ _id: { $all: [4] }, a: { $all: [1] } }, { $set: { b: 2 } }, { _id: 4, a: 1, b: 2 }],
  [{ _id: 5, a: /x/, b: { $eq: /y/ } }, { $set: { c: 1 } }, { _id: 5, b: /y/, c: 1 }],
  [{ _id: 5, $and: [{ a: 1 }, { a: 2 }], b: { $all: [1, 2] } }, { c: 1 }, { _id: 5, c: 1 }],
  [{ _id: 5, a: 1 }, { b: 2 }, { _id: 5, b: 2 }],
  [{ _id: null }, { $set: { b: 2 } }, { _id: null, b: 2 }],
  [{ _id: null }, { b: 2 }, { _id: null, b: 2 }],
  [{ a: 1 }, { _id: 6, b: 2 }, { _id: 6, b: 2 }],
  [{ _id: 5, a: 1 }, [{ $set: { b: '$a' } }], { _id: 5, a: 1, b: 1 }],
  [
    { _id: 'k', $or: [{ expire: { $gt: now } }, { expire: null }] },
    { $setOnInsert: { expire: now }, $inc: { points: 1 } },
    { _id: 'k', expire: now, points: 1 },
  ],
])('upserting %j with %j', (filter, update, expected) => {
  expect(canonical(upsert(filter, update))).toBe(canonical(expected))
})

test('an upsert without _id gets a fresh ObjectId, in first place', () => {
  const doc = upsert({ a: 1 }, { $set: { b: 2 } })
  expect(Object.keys(doc)).toEqual(['_id', 'a', 'b'])
  expect(doc._id).toBeInstanceOf(ObjectId)
})

test('an upsert whose filter gives a field two values is refused', () => {
  expect(errorCode(() => upsert({ $and: [{ a: 1 }, { a: 2 }] }, { $set: { b: 1 } }))).toBe(54)
  expect(errorCode(() => upsert({ 'a.b': 1, a: { c: 1 } }, { $set: { b: 1 } }))).toBe(54)
  expect(errorCode(() => upsert({ a: { $all: [1, 2] } }, { $set: { b: 1 } }))).toBe(54)
  expect(errorCode(() => upsert({ _id: { $all: [1, 2] } }, { b: 1 }))).toBe(54)
})

test('a replacement takes no part of an _id from its filter', () => {
  expect(errorCode(() => upsert({ '_id.x': 1 }, { b: 1 }))).toBe(111)
})

test('an update that changes nothing gives the same bytes', () => {
  const doc = wire({ _id: 1, a: { b: [1, 2] } })
  const update = wire({ $set: { 'a.b.0': 1 }, $addToSet: { 'a.b': 2 }, $inc: { n: 0 } })
  expect(encode(compileUpdate({ $set: update.$set }, {}).apply(doc))).toEqual(encode(doc))
  expect(errorCode(() => compileUpdate(update, {}))).toBe(40)
})

test('$inc on an Int32 gives an Int32', () => {
  expect(apply({ $inc: { a: 1 } }, { a: 1 }).a).toBeInstanceOf(Int32)
})
