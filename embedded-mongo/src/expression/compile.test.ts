import { Decimal128, Double, Int32, Long } from 'bson'
import { canonical, errorCode, wire } from '../../test/canonical'
import type { Doc } from '../value/document'
import { compileExpression } from './compile'

const now = new Date('2026-11-23T08:00:00Z')
const evaluate = (expression: unknown, doc: Doc = {}) =>
  compileExpression(wire({ expression }).expression)(wire(doc))

const dec = (text: string) => Decimal128.fromString(text)
const double = (value: number) => new Double(value)
const long = (value: string) => Long.fromString(value)
const at = (text: string) => new Date(text)

type Case = [expression: unknown, doc: Doc, expected: unknown]

const paths: Case[] = [
  ['$a', { a: 1 }, 1],
  ['$a.b', { a: { b: 1 } }, 1],
  ['$a.b', { a: [{ b: 1 }, { c: 2 }, { b: 3 }, 5] }, [1, 3]],
  ['$a.0', { a: [1] }, []],
  ['$x', {}, undefined],
  ['$$ROOT.a', { a: 1 }, 1],
  ['$$CURRENT.a', { a: 1 }, 1],
  ['$$REMOVE', {}, undefined],
  [{ x: '$a', y: '$none' }, { a: 1 }, { x: 1 }],
  [['$a', '$none'], { a: 1 }, [1, null]],
  [{ $literal: '$a' }, {}, '$a'],
  ['$constructor', {}, undefined],
]

const arithmetic: Case[] = [
  [{ $add: [1, 2] }, {}, 3],
  [{ $add: [2147483647, 1] }, {}, long('2147483648')],
  [{ $add: [Long.MAX_VALUE, 1] }, {}, double(2 ** 63)],
  [{ $add: [double(0.5), 1] }, {}, double(1.5)],
  [{ $add: ['$a', 1] }, { a: at('2026-01-01T00:00:00Z') }, at('2026-01-01T00:00:00.001Z')],
  [{ $add: [double(0.1), double(0.2), double(0.3)] }, {}, double(0.1 + 0.2 + 0.3)],
  [{ $add: [2147483647, 1, -1] }, {}, 2147483647],
  [{ $add: [Long.MAX_VALUE, 1, double(0.5)] }, {}, double(2 ** 63)],
  [{ $add: [1, '$a', double(0.6)] }, { a: at('2026-01-01T00:00:00Z') }, at('2026-01-01T00:00:00.002Z')],
  [{ $add: ['$none', 1] }, {}, null],
  [{ $add: [] }, {}, 0],
  [{ $subtract: [5, 3] }, {}, 2],
  [{ $subtract: [at('2026-01-02T00:00:00Z'), at('2026-01-01T00:00:00Z')] }, {}, long('86400000')],
  [{ $subtract: [at('2026-01-02T00:00:00Z'), 1000] }, {}, at('2026-01-01T23:59:59Z')],
  [{ $subtract: [null, 1] }, {}, null],
  [{ $sum: '$a' }, { a: [1, double(0.5), 'x'] }, double(1.5)],
  [{ $sum: ['$a', '$b'] }, { a: 1, b: 2 }, 3],
  [{ $sum: [double(0.1), double(0.2), double(0.3)] }, {}, double(0.6)],
  [{ $multiply: [3, '$a'] }, { a: 4 }, 12],
  [{ $multiply: [65536, 65536] }, {}, long('4294967296')],
  [{ $multiply: [Long.MAX_VALUE, 2] }, {}, double(2 ** 64)],
  [{ $multiply: [2, double(0.5)] }, {}, double(1)],
  [{ $multiply: [2, '$none'] }, {}, null],
  [{ $multiply: [] }, {}, 1],
  [{ $divide: [6, 3] }, {}, double(2)],
  [{ $divide: [1, long('4')] }, {}, double(0.25)],
  [{ $divide: ['$none', 0] }, {}, null],
  [{ $toDouble: long('7') }, {}, double(7)],
  [{ $toDouble: dec('1.5') }, {}, double(1.5)],
  [{ $toDouble: '-2.5e1' }, {}, double(-25)],
  [{ $toDouble: true }, {}, double(1)],
  [{ $toDouble: at('1970-01-01T00:00:01Z') }, {}, double(1000)],
  [{ $toDouble: '$none' }, {}, null],
  [{ $min: '$a' }, { a: [3, 1, null] }, 1],
  [{ $max: ['$a', '$none'] }, { a: 2 }, 2],
]

const comparison: Case[] = [
  [{ $eq: ['$none', null] }, {}, false],
  [{ $gt: [null, '$none'] }, {}, true],
  [{ $lt: [5, 'x'] }, {}, true],
  [{ $gt: [{ a: 1 }, 'x'] }, {}, true],
  [{ $eq: [1, dec('1.0')] }, {}, true],
  [{ $ne: ['$a', '$b'] }, { a: 1, b: 1 }, false],
  [{ $gte: [[1, 2], [1]] }, {}, true],
  [{ $and: [1, 'x', []] }, {}, true],
  [{ $and: [] }, {}, true],
  [{ $or: [0, null, '$none'] }, {}, false],
  [{ $not: [0] }, {}, true],
  [{ $not: '$a' }, { a: true }, false],
  [{ $cond: [true, 1, 2] }, {}, 1],
  [{ $cond: { if: '$none', then: 1, else: 2 } }, {}, 2],
  [{ $ifNull: ['$none', null, 5] }, {}, 5],
  [{ $ifNull: ['$a', 5] }, { a: 0 }, 0],
  [{ $type: '$none' }, {}, 'missing'],
  [{ $type: '$a' }, { a: [1] }, 'array'],
  [{ $type: '$a' }, { a: new Int32(1) }, 'int'],
]

const strings: Case[] = [
  [{ $concat: ['a', '$b'] }, { b: 'c' }, 'ac'],
  [{ $concat: ['a', '$b'] }, {}, null],
  [{ $substrCP: ['邻里\u{20bb7}家', 1, 2] }, {}, '里\u{20bb7}'],
  [{ $substrCP: ['$a', 2, 100] }, { a: '3 号楼' }, '号楼'],
  [{ $substrCP: [null, 0, 2] }, {}, ''],
]

const arrays: Case[] = [
  [{ $size: [[1, 2]] }, {}, 2],
  [{ $size: '$a' }, { a: [] }, 0],
  [{ $first: '$a' }, { a: [1, 2] }, 1],
  [{ $filter: { input: '$a', as: 'x', cond: { $gt: ['$$x', 1] } } }, { a: [1, 2, 3] }, [2, 3]],
  [{ $filter: { input: null, cond: true } }, {}, null],
  [{ $in: [long('2'), '$a'] }, { a: [1, 2] }, true],
  [{ $concatArrays: [[1], [2, 3]] }, {}, [1, 2, 3]],
  [{ $concatArrays: [[1], null] }, {}, null],
  [
    { $objectToArray: '$a' },
    { a: { x: 1, y: [2] } },
    [
      { k: 'x', v: 1 },
      { k: 'y', v: [2] },
    ],
  ],
  [{ $objectToArray: '$none' }, {}, null],
]

describe.each([
  ['paths and variables', paths],
  ['arithmetic', arithmetic],
  ['comparison and logic', comparison],
  ['strings', strings],
  ['arrays', arrays],
])('%s', (_name, cases) => {
  test.each(cases.map((one): [string, string, Case] => [canonical(one[0]), JSON.stringify(one[1]), one]))(
    '%s of %s',
    (_expression, _doc, [expression, doc, expected]) => {
      expect(canonical(evaluate(expression, doc))).toBe(canonical(expected))
    },
  )
})

test.each<[number, unknown, Doc?]>([
  [168, { $foo: 1 }],
  [17276, '$$nobody'],
  [15983, { $add: [1], $sum: 1 }],
  [15983, { a: 1, $add: [1] }],
  [16872, '$'],
  [16020, { $eq: [1] }],
  [16554, { $add: ['x', 1] }],
  [16612, { $add: [now, now] }],
  [16556, { $subtract: ['x', 1] }],
  [16555, { $multiply: ['x', 1] }],
  [2, { $divide: [1, 0] }],
  [14, { $divide: ['x', 1] }],
  [238, { $divide: ['$a', 1] }, { a: dec('1') }],
  [241, { $toDouble: '0x1' }],
  [241, { $toDouble: '' }],
  [241, { $toDouble: [[1]] }],
  [40390, { $objectToArray: 5 }],
  [16702, { $concat: [1] }],
  [238, { $substrCP: [5, 0, 1] }],
  [16007, { $substrCP: [[1], 0, 1] }],
  [34450, { $substrCP: ['a', 'x', 1] }],
  [34452, { $substrCP: ['a', 0, null] }],
  [34454, { $substrCP: ['a', 0, -1] }],
  [34455, { $substrCP: ['a', -1, 1] }],
  [17124, { $size: '$none' }],
  [17124, { $size: 5 }],
  [28689, { $first: 5 }],
  [28651, { $filter: { input: 5, cond: true } }],
  [16867, { $filter: { input: [], as: 'X', cond: 1 } }],
  [40081, { $in: [1, 5] }],
  [28664, { $concatArrays: [5] }],
  [17083, { $cond: { if: 1, then: 1, else: 1, other: 1 } }],
  [17080, { $cond: { then: 1, else: 1 } }],
  [17081, { $cond: { if: 1, else: 1 } }],
  [17082, { $cond: { if: 1, then: 1 } }],
  [28646, { $filter: 5 }],
  [28647, { $filter: { input: [], cond: 1, other: 1 } }],
  [28648, { $filter: { cond: 1 } }],
  [28650, { $filter: { input: [] } }],
])('code %i for %j', (code, expression, doc = {}) => {
  expect(errorCode(() => evaluate(expression, doc))).toBe(code)
})

test('whole results are Int32, not plain numbers', () => {
  expect(evaluate({ $size: [[1]] })).toBeInstanceOf(Int32)
})
