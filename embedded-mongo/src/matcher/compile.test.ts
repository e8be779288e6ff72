import {
  Binary,
  BSONRegExp,
  Decimal128,
  Double,
  Int32,
  Long,
  MaxKey,
  MinKey,
  ObjectId,
  Timestamp,
} from 'bson'
import { errorCode, wire } from '../../test/canonical'
import type { Doc } from '../value/document'
import { compileMatcher } from './compile'

const matches = (filter: Doc, doc: Doc) => compileMatcher(wire(filter))(wire(doc))

const id = new ObjectId('65a000000000000000000001')
const dec = (text: string) => Decimal128.fromString(text)

type Case = [filter: Doc, doc: Doc, expected: boolean]

const equality: Case[] = [
  [{ a: 1 }, { a: 1 }, true],
  [{ a: 1 }, { a: new Double(1) }, true],
  [{ a: 1 }, { a: Long.fromNumber(1) }, true],
  [{ a: 1 }, { a: dec('1.00') }, true],
  [{ a: new Double(0.1) }, { a: dec('0.1') }, false],
  [{ a: Long.fromString('9007199254740993') }, { a: new Double(9007199254740992) }, false],
  [{ a: dec('9007199254740993') }, { a: Long.fromString('9007199254740993') }, true],
  [{ a: NaN }, { a: NaN }, true],
  [{ a: NaN }, { a: dec('NaN') }, true],
  [{ a: 0 }, { a: new Double(-0) }, true],
  [{ a: '1' }, { a: 1 }, false],
  [{ a: null }, { a: null }, true],
  [{ a: null }, {}, true],
  [{ a: null }, { a: 0 }, false],
  [{ a: null }, { a: [] }, false],
  [{ a: null }, { a: [1, null] }, true],
  [{ a: 2 }, { a: [1, 2] }, true],
  [{ a: [1, 2] }, { a: [1, 2] }, true],
  [{ a: [1, 2] }, { a: [[1, 2], 3] }, true],
  [{ a: [1, 2] }, { a: [2, 1] }, false],
  [{ a: [] }, { a: [] }, true],
  [{ a: { b: 1, c: 2 } }, { a: { b: 1, c: 2 } }, true],
  [{ a: { b: 1, c: 2 } }, { a: { c: 2, b: 1 } }, false],
  [{ a: { b: 1 } }, { a: { b: 1, c: 2 } }, false],
  [{ a: {} }, { a: {} }, true],
  [{ a: id }, { a: new ObjectId(id) }, true],
  [{ a: new Date(5) }, { a: new Date(5) }, true],
  [{ a: new Date(5) }, { a: new Timestamp({ t: 0, i: 5 }) }, false],
  [{ a: true }, { a: 1 }, false],
  [{ a: new Binary(new Uint8Array([1])) }, { a: new Binary(new Uint8Array([1])) }, true],
  [{ a: new Binary(new Uint8Array([1]), 0) }, { a: new Binary(new Uint8Array([1]), 128) }, false],
  [{ constructor: null }, { a: 1 }, true],
  [{ toString: { $exists: true } }, { a: 1 }, false],
]

const paths: Case[] = [
  [{ 'a.b': 1 }, { a: { b: 1 } }, true],
  [{ 'a.b': 1 }, { a: [{ b: 2 }, { b: 1 }] }, true],
  [{ 'a.b': 1 }, { a: [[{ b: 1 }]] }, false],
  [{ 'a.0': 5 }, { a: [5, 6] }, true],
  [{ 'a.1': 5 }, { a: [5, 6] }, false],
  [{ 'a.0': 5 }, { a: { 0: 5 } }, true],
  [{ 'a.0.b': 1 }, { a: [{ b: 1 }] }, true],
  [{ 'a.0.b': 1 }, { a: [{ 0: { b: 1 } }] }, true],
  [{ 'a.0.0': 1 }, { a: [[1]] }, true],
  [{ 'a.b': null }, { a: 5 }, true],
  [{ 'a.b': null }, {}, true],
  [{ 'a.b': null }, { a: [{ c: 1 }, { b: 2 }] }, true],
  [{ 'a.b': null }, { a: [{ b: 1 }, { b: 2 }] }, false],
  [{ 'a.b': null }, { a: [1, 2] }, false],
  [{ 'a.b': null }, { a: [] }, false],
  [{ 'a.b': { $exists: false } }, { a: [1, 2] }, true],
  [{ 'a.b': { $exists: true } }, { a: [{ c: 1 }, { b: null }] }, true],
  [{ 'a.b.c': 1 }, { a: [{ b: [{ c: 0 }, { c: 1 }] }] }, true],
]

const ranges: Case[] = [
  [{ a: { $gt: 1 } }, { a: 2 }, true],
  [{ a: { $gt: 1 } }, { a: '2' }, false],
  [{ a: { $gt: 1 } }, {}, false],
  [{ a: { $gte: null } }, {}, true],
  [{ a: { $gte: null } }, { a: null }, true],
  [{ a: { $gt: null } }, { a: null }, false],
  [{ a: { $lte: null } }, { a: 1 }, false],
  [{ a: { $gt: dec('9007199254740992') } }, { a: Long.fromString('9007199254740993') }, true],
  [{ a: { $lt: 5 } }, { a: NaN }, false],
  [{ a: { $gte: NaN } }, { a: NaN }, true],
  [{ a: { $lte: NaN } }, { a: 1 }, false],
  [{ a: { $gt: -Infinity } }, { a: 1 }, true],
  [{ a: { $gt: 1, $lt: 3 } }, { a: [0, 5] }, true],
  [{ a: { $gt: 5 } }, { a: [1, 2] }, false],
  [{ a: { $gt: [1, 2] } }, { a: [1, 3] }, true],
  [{ a: { $gt: { b: 1 } } }, { a: { b: 2 } }, true],
  [{ a: { $gt: new MinKey() } }, { a: 1 }, true],
  [{ a: { $lt: new MaxKey() } }, { a: 'x' }, true],
  [{ a: { $gte: false } }, { a: true }, true],
  [{ a: { $gt: new Date(1) } }, { a: new Date(2) }, true],
  [{ a: { $gt: '\uffff' } }, { a: '\u{1f600}' }, true],
  [{ a: { $gt: '' } }, { a: 'x' }, true],
]

const operators: Case[] = [
  [{ a: { $ne: 1 } }, { a: [1, 2] }, false],
  [{ a: { $ne: 1 } }, {}, true],
  [{ a: { $ne: null } }, {}, false],
  [{ a: { $in: [1, 'x'] } }, { a: ['x'] }, true],
  [{ a: { $in: [null] } }, {}, true],
  [{ a: { $in: [] } }, {}, false],
  [{ a: { $in: [/^a/] } }, { a: 'abc' }, true],
  [{ a: { $in: [dec('3'), 10, 11, 12, 13] } }, { a: Long.fromNumber(3) }, true],
  [{ a: { $in: [1, 2, 3, 4, 5, null] } }, {}, true],
  [{ a: { $nin: [1, 2] } }, { a: [2, 3] }, false],
  [{ a: { $nin: [1] } }, {}, true],
  [{ a: { $not: { $gt: 1 } } }, {}, true],
  [{ a: { $not: { $gt: 1, $lt: 3 } } }, { a: [0, 5] }, false],
  [{ a: { $not: /^x/ } }, { a: 'y' }, true],
  [{ a: { $exists: true } }, { a: null }, true],
  [{ a: { $exists: 0 } }, { a: null }, false],
  [{ a: { $exists: true } }, { a: [] }, true],
  [{ a: { $type: 'double' } }, { a: new Double(1) }, true],
  [{ a: { $type: 'double' } }, { a: 1 }, false],
  [{ a: { $type: 'long' } }, { a: Long.fromNumber(1) }, true],
  [{ a: { $type: 'number' } }, { a: dec('1') }, true],
  [{ a: { $type: 'array' } }, { a: [] }, true],
  [{ a: { $type: 'string' } }, { a: [1, 'x'] }, true],
  [{ a: { $type: ['null', 'objectId'] } }, { a: id }, true],
  [{ a: { $type: 10 } }, {}, false],
  [{ a: { $type: 'objectId' } }, { a: id }, true],
  [{ a: { $size: 2 } }, { a: [1, [2]] }, true],
  [{ a: { $size: 1 } }, { a: [[1, 2]] }, true],
  [{ a: { $size: 2 } }, { a: [[1, 2]] }, false],
  [{ a: { $size: 0 } }, {}, false],
  [{ 'a.b': { $size: 1 } }, { a: [{ b: [1] }] }, true],
  [{ a: { $all: [1, 2] } }, { a: [2, 1, 0] }, true],
  [{ a: { $all: [1] } }, { a: 1 }, true],
  [{ a: { $all: [] } }, { a: [] }, false],
  [{ a: { $all: [[1]] } }, { a: [[1], 2] }, true],
  [{ a: { $all: [{ $elemMatch: { b: 1 } }, { $elemMatch: { b: 2 } }] } }, { a: [{ b: 2 }, { b: 1 }] }, true],
  [{ a: { $elemMatch: { $gt: 1, $lt: 3 } } }, { a: [0, 5] }, false],
  [{ a: { $elemMatch: { $gt: 1, $lt: 3 } } }, { a: [2] }, true],
  [{ a: { $elemMatch: { $gt: 1 } } }, { a: 2 }, false],
  [{ a: { $elemMatch: { b: 1, c: 2 } } }, { a: [{ b: 1 }, { c: 2 }] }, false],
  [{ a: { $elemMatch: { b: 1, c: 2 } } }, { a: [{ b: 1, c: 2 }] }, true],
  [{ a: { $elemMatch: { $or: [{ b: 1 }, { c: 1 }] } } }, { a: [{ c: 1 }] }, true],
  [{ a: { $elemMatch: { $elemMatch: { $gt: 1 } } } }, { a: [[2]] }, true],
  [{ a: { $elemMatch: { 0: 5 } } }, { a: [[5]] }, true],
  [{ a: { $not: { $elemMatch: { b: 1 } } } }, { a: [{ b: 2 }] }, true],
  [{ $and: [{ a: 1 }, { b: 2 }] }, { a: 1, b: 2 }, true],
  [{ $or: [{ a: 1 }, { b: 2 }] }, { b: 2 }, true],
  [{ $nor: [{ a: 1 }, { b: 2 }] }, { b: 2 }, false],
  [{ $comment: 'why', a: 1 }, { a: 1 }, true],
  [{ $expr: { $gt: ['$a', '$b'] } }, { a: 2, b: 1 }, true],
  [{ $expr: { $eq: ['$a', null] } }, {}, false],
  [{}, { a: 1 }, true],
]

const regexes: Case[] = [
  [{ a: /^ab/ }, { a: ['x', 'abc'] }, true],
  [{ a: { $regex: 'B', $options: 'i' } }, { a: 'abc' }, true],
  [{ a: { $regex: '^b', $options: 'm' } }, { a: 'a\nb' }, true],
  [{ a: { $regex: '^b' } }, { a: 'a\nb' }, false],
  [{ a: { $regex: 'a.b', $options: 's' } }, { a: 'a\nb' }, true],
  [{ a: { $regex: 'c$' } }, { a: 'abc\n' }, true],
  [{ a: { $regex: '(?i)ABC' } }, { a: 'abc' }, true],
  [{ a: { $regex: '^.$' } }, { a: '\u{20bb7}' }, true],
  [{ a: { $regex: '\\p{Script=Han}' } }, { a: '邻' }, true],
  [{ a: { $regex: '^[a\\s\\-]+$' } }, { a: 'a -\v' }, true],
  [{ a: { $regex: '^\\s\\S$' } }, { a: ' x' }, true],
  [{ a: { $regex: '\\s' } }, { a: '\u00a0' }, false],
  [{ a: new BSONRegExp('x', 'i') }, { a: new BSONRegExp('x', 'i') }, true],
  [{ a: /x/ }, { a: 5 }, false],
]

const title = ([filter, doc, expected]: Case) =>
  `${JSON.stringify(filter)} ${expected ? 'matches' : 'does not match'} ${JSON.stringify(doc)}`

describe.each([
  ['equality', equality],
  ['paths through arrays', paths],
  ['ranges within a type bracket', ranges],
  ['operators', operators],
  ['regular expressions', regexes],
])('%s', (_name, cases) => {
  test.each(cases.map((one): [string, Case] => [title(one), one]))(
    '%s',
    (_title, [filter, doc, expected]) => {
      expect(matches(filter, doc)).toBe(expected)
    },
  )
})

test.each<[Doc, number]>([
  [{ $foo: 1 }, 2],
  [{ a: { $foo: 1 } }, 2],
  [{ a: { $gt: 1, b: 2 } }, 2],
  [{ $and: [] }, 2],
  [{ $nor: [] }, 2],
  [{ $or: {} }, 2],
  [{ $or: [1] }, 2],
  [{ a: { $in: 1 } }, 2],
  [{ a: { $in: [{ $gt: 1 }] } }, 2],
  [{ a: { $not: 1 } }, 2],
  [{ a: { $not: {} } }, 2],
  [{ a: { $size: 'x' } }, 2],
  [{ a: { $size: -1 } }, 2],
  [{ a: { $all: 1 } }, 2],
  [{ a: { $elemMatch: 1 } }, 2],
  [{ a: { $type: 'nothing' } }, 2],
  [{ a: { $gt: /x/ } }, 2],
  [{ a: { $options: 'i' } }, 2],
  [{ a: { $regex: 5 } }, 2],
  [{ a: { $regex: '(' } }, 51091],
  [{ a: { $regex: '(?#comment)a' } }, 51091],
  [{ a: { $regex: '[[:digit:]]' } }, 51091],
  [{ a: { $regex: '\\Kx' } }, 51091],
  [{ a: { $regex: '\\Aab\\z' } }, 51091],
  [{ a: { $regex: '(?P<n>y)' } }, 51091],
  [{ a: { $regex: '[]a]' } }, 51091],
  [{ a: { $regex: '[^]]' } }, 51091],
  [{ a: { $regex: '\\v' } }, 51091],
  [{ a: { $regex: '[\\S]' } }, 51091],
  [{ a: { $regex: 'a', $options: 'x' } }, 238],
  [{ a: { $regex: 'a', $options: 'q' } }, 51108],
  [{ $expr: { $foo: 1 } }, 168],
  [{ $expr: '$$nobody' }, 17276],
])('%j is refused with code %i', (filter, code) => {
  expect(errorCode(() => compileMatcher(wire(filter)))).toBe(code)
})

test('the operand of $exists and of equality is an Int32 from the wire, not a plain number', () => {
  expect(wire({ a: 1 }).a).toBeInstanceOf(Int32)
})
