import { Binary, BSONRegExp, Decimal128, Double, Long, MaxKey, MinKey, ObjectId, Timestamp } from 'bson'
import { errorCode, wire } from '../../test/canonical'
import type { Doc } from '../value/document'
import { compareKeys } from '../value/key-encoding'
import { compileSorter } from './compile'

function sorted(spec: Doc, docs: Doc[]): number[] {
  const keyOf = compileSorter(wire(spec))
  return docs
    .map((doc, at) => ({ at, key: keyOf(wire(doc)) }))
    .sort((a, b) => compareKeys(a.key, b.key) || a.at - b.at)
    .map(({ at }) => at)
}

test('values of all types sort in the order of BSON', () => {
  const values: unknown[] = [
    new MinKey(),
    [],
    null,
    new Double(NaN),
    new Double(-Infinity),
    -1,
    Decimal128.fromString('0.5'),
    Long.fromNumber(1),
    '',
    'a',
    '\uffff',
    '\u{1f600}',
    {},
    { a: 1 },
    new Binary(new Uint8Array([9])),
    new ObjectId('65a000000000000000000001'),
    false,
    true,
    new Date(-1),
    new Timestamp({ t: 0, i: 1 }),
    new BSONRegExp('a'),
    new MaxKey(),
  ]
  const docs = values.map((a) => ({ a }))
  expect(sorted({ a: 1 }, [...docs].reverse())).toEqual([...docs.keys()].reverse())
  expect(sorted({ a: -1 }, docs)).toEqual([...docs.keys()].reverse())
})

test.each<[string, Doc, Doc[], number[]]>([
  ['a missing field sorts as null', { a: 1 }, [{ a: 1 }, {}, { a: null }], [1, 2, 0]],
  ['an empty array sorts before null', { a: 1 }, [{ a: null }, { a: [] }], [1, 0]],
  [
    'an array sorts by its smallest element upwards',
    { a: 1 },
    [{ a: [5, 1] }, { a: 0 }, { a: 2 }],
    [1, 0, 2],
  ],
  ['and by its largest downwards', { a: -1 }, [{ a: 4 }, { a: [5, 1] }, { a: 6 }], [2, 1, 0]],
  [
    'fields of one array sort by whole elements',
    { 'a.b': 1, 'a.c': 1 },
    [
      {
        a: [
          { b: 1, c: 5 },
          { b: 2, c: 1 },
        ],
      },
      { a: [{ b: 1, c: 3 }] },
    ],
    [1, 0],
  ],
  [
    'an element that is named by its index sorts as a whole',
    { 'a.0': -1 },
    [{ a: [1] }, { a: [[1]] }, { a: [[2, 0], 9] }, { a: 7 }],
    [2, 1, 0, 3],
  ],
  [
    'behind a named element the arrays count one by one',
    { 'a.1.b': -1 },
    [{ a: [{ b: 9 }, { b: [1, 4] }] }, { a: [0, { b: 5 }] }, { a: [{ b: 9 }] }],
    [1, 0, 2],
  ],
  ['later fields break ties', { a: 1, b: -1 }, [{ a: 1, b: 1 }, { a: 1, b: 2 }, { a: 0 }], [2, 1, 0]],
  ['paths run through documents', { 'a.b': 1 }, [{ a: { b: 2 } }, { a: 5 }, { a: { b: 1 } }], [1, 2, 0]],
])('%s', (_title, spec, docs, expected) => {
  expect(sorted(spec, docs)).toEqual(expected)
})

test('two arrays side by side in one key are refused', () => {
  const keyOf = compileSorter(wire({ a: 1, b: 1 }))
  expect(errorCode(() => keyOf(wire({ a: [1], b: [2] })))).toBe(2)
})
