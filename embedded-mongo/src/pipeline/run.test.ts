import { Decimal128, Double, Long } from 'bson'
import { canonical, errorCode, wire } from '../../test/canonical'
import type { Doc } from '../value/document'
import { encode } from '../value/document'
import { runPipeline, splitLeading } from './run'

function run(stages: Doc[], docs: Doc[]): Doc[] {
  const input = docs.map(wire)
  const bytes = input.map(encode)
  const result: Doc[] = []
  for (const doc of runPipeline(stages.map(wire), input)) if (doc) result.push(doc)
  // No stage may change the documents it was given.
  expect(input.map(encode)).toEqual(bytes)
  return result
}

const long = (value: number) => Long.fromNumber(value)
const double = (value: number) => new Double(value)
const dec = (text: string) => Decimal128.fromString(text)
const numbers: Doc[] = [{ n: 3 }, { n: 1 }, { n: 2 }]

type Case = [stages: Doc[], docs: Doc[], expected: Doc[]]

const shaping: Case[] = [
  [[{ $match: { n: { $gt: 1 } } }], numbers, [{ n: 3 }, { n: 2 }]],
  [[{ $sort: { n: 1 } }, { $skip: 1 }, { $limit: 1 }], numbers, [{ n: 2 }]],
  [[{ $limit: 2 }], numbers, [{ n: 3 }, { n: 1 }]],
  [[{ $project: { b: 1, c: '$a' } }], [{ _id: 1, a: 2, b: 3 }], [{ _id: 1, b: 3, c: 2 }]],
  [[{ $project: { a: 0, 'b.c': 0 } }], [{ _id: 1, a: 2, b: { c: 1, d: 2 } }], [{ _id: 1, b: { d: 2 } }]],
  [[{ $project: { _id: 0, 'a.b': 1 } }], [{ a: [{ b: 1, c: 1 }, 5, { c: 2 }] }], [{ a: [{ b: 1 }, {}] }]],
  [[{ $project: { _id: 0, x: { y: '$n' } } }], [{ n: 1 }], [{ x: { y: 1 } }]],
  [[{ $project: { z: 1, a: 1 } }], [{ _id: 1, a: 1, z: 2 }], [{ _id: 1, a: 1, z: 2 }]],
  [[{ $set: { n: 5, 'o.p': '$n' } }], [{ n: 1, o: { q: 1 } }], [{ n: 5, o: { q: 1, p: 1 } }]],
  [[{ $addFields: { a: { b: 1 } } }], [{ a: [{ c: 1 }, 2] }], [{ a: [{ c: 1, b: 1 }, { b: 1 }] }]],
  [[{ $addFields: { a: '$$REMOVE' } }], [{ a: 1, b: 1 }], [{ b: 1 }]],
  [[{ $unset: ['a', 'b.c'] }], [{ a: 1, b: { c: 1, d: 1 } }], [{ b: { d: 1 } }]],
  [[{ $count: 'n' }], numbers, [{ n: 3 }]],
  [[{ $match: { n: 9 } }, { $count: 'n' }], numbers, []],
  [[{ $unwind: '$a' }], [{ a: [1, 2] }, { a: [] }, { a: 3 }, {}], [{ a: 1 }, { a: 2 }, { a: 3 }]],
  [[{ $unwind: '$o.a' }], [{ o: { a: [1, 2], b: 1 } }], [{ o: { a: 1, b: 1 } }, { o: { a: 2, b: 1 } }]],
]

const grouping: Case[] = [
  [[{ $group: { _id: null, n: { $sum: '$n' }, c: { $sum: 1 } } }], numbers, [{ _id: null, n: 6, c: 3 }]],
  [
    [{ $group: { _id: '$k', c: { $count: {} } } }],
    [{ k: 1 }, { k: dec('1.0') }, { k: double(1) }, { k: null }, {}],
    [
      { _id: 1, c: 3 },
      { _id: null, c: 2 },
    ],
  ],
  [
    [{ $group: { _id: { a: '$a', b: '$b' }, x: { $push: '$n' }, f: { $first: '$n' } } }],
    [{ a: 1, n: 1 }, { a: 1 }, { a: 1, n: 2 }],
    [{ _id: { a: 1 }, x: [1, 2], f: 1 }],
  ],
  [
    [
      {
        $group: {
          _id: null,
          s: { $addToSet: '$n' },
          lo: { $min: '$n' },
          hi: { $max: '$n' },
        },
      },
    ],
    [{ n: 1 }, { n: long(1) }, { n: 3 }, { n: null }, {}],
    [{ _id: null, s: [1, 3, null], lo: 1, hi: 3 }],
  ],
  [[{ $group: { _id: null, s: { $sum: '$none' } } }], [{}], [{ _id: null, s: 0 }]],
  [
    [{ $group: { _id: null, s: { $sum: '$n' } } }],
    [{ n: 2147483647 }, { n: 1 }],
    [{ _id: null, s: long(2147483648) }],
  ],
  [[{ $group: { _id: null, f: { $first: '$none' } } }], [{}], [{ _id: null, f: null }]],
]

describe.each([
  ['shaping', shaping],
  ['grouping', grouping],
])('%s', (_name, cases) => {
  test.each(cases.map((one): [string, Case] => [JSON.stringify(one[0]), one]))(
    '%s',
    (_stages, [stages, docs, expected]) => {
      expect(run(stages, docs).map(canonical)).toEqual(expected.map(canonical))
    },
  )
})

test.each<[number, Doc]>([
  [40324, { $foo: 1 }],
  [40323, { $match: {}, $limit: 1 }],
  [15959, { $match: 5 }],
  [15958, { $limit: 0 }],
  [5107200, { $skip: -1 }],
  [15976, { $sort: {} }],
  [15975, { $sort: { a: 2 } }],
  [238, { $sort: { a: { $meta: 'textScore' } } }],
  [15955, { $group: { n: { $sum: 1 } } }],
  [15952, { $group: { _id: 1, n: { $foo: 1 } } }],
  [40234, { $group: { _id: 1, n: 1 } }],
  [40238, { $group: { _id: 1, n: { $sum: 1, $min: 1 } } }],
  [31254, { $project: { a: 1, b: 0 } }],
  [31253, { $project: { a: 0, b: 1 } }],
  [31249, { $project: { a: 1, 'a.b': 1 } }],
  [51272, { $project: {} }],
  [168, { $project: { a: { $foo: 1 } } }],
  [28818, { $unwind: 'a' }],
  [40156, { $count: '' }],
  [238, { $unwind: { path: '$a', preserveNullAndEmptyArrays: true } }],
])('code %i for %j', (code, stage) => {
  expect(errorCode(() => run([stage], []))).toBe(code)
})

test('a limit stops reading its input', () => {
  let read = 0
  function* endless() {
    for (;;) yield wire({ n: read++ })
  }
  expect([...runPipeline([wire({ $limit: 3 })], endless())]).toHaveLength(3)
  expect(read).toBe(3)
})

test('only a leading match, sort, skip and limit in this order are left to the scan', () => {
  const stages = [
    { $match: { a: 1 } },
    { $match: { b: 1 } },
    { $sort: { a: 1 } },
    { $limit: 5 },
    { $skip: 1 },
  ]
  expect(splitLeading(stages)).toEqual({
    filter: { $and: [{ a: 1 }, { b: 1 }] },
    sort: { a: 1 },
    limit: 5,
    rest: [{ $skip: 1 }],
  })
  expect(splitLeading([{ $limit: 0 }])).toEqual({ rest: [{ $limit: 0 }] })
})
