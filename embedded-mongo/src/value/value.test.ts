import {
  Binary,
  BSONRegExp,
  Decimal128,
  deserialize,
  Double,
  Int32,
  Long,
  MaxKey,
  MinKey,
  ObjectId,
  serialize,
  Timestamp,
} from 'bson'
import fc from 'fast-check'
import { errorCode } from '../../test/canonical'
import { compare } from './compare'
import { decode, type Doc, encode } from './document'
import { keyOf } from './key-encoding'
import { addNumbers, subtractNumbers } from './number'
import { indexRowsOf, pathOf } from './path'

const number = fc.oneof(
  fc.integer({ min: -3, max: 3 }).map((n) => new Int32(n)),
  fc.integer().map((n) => new Int32(n)),
  fc.double().map((n) => new Double(n)),
  fc.constantFrom(0, -0, 0.1, 1, 1e300, 9007199254740992, -2.5).map((n) => new Double(n)),
  fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }).map((n) => Long.fromBigInt(n)),
  fc.constantFrom('9007199254740993', '1', '-3').map((text) => Long.fromString(text)),
  fc
    .constantFrom(
      '0.1',
      '1.0',
      '1',
      '-0',
      '9007199254740993',
      'NaN',
      'Infinity',
      '-Infinity',
      '1E+6000',
      '1E-6000',
      '2.50',
      '-3',
    )
    .map((text) => Decimal128.fromString(text)),
)
const leaf: fc.Arbitrary<unknown> = fc.oneof(
  { weight: 3, arbitrary: number },
  { weight: 2, arbitrary: fc.string({ unit: 'binary', maxLength: 4 }) },
  { weight: 1, arbitrary: fc.constantFrom<unknown>(null, true, false, new MinKey(), new MaxKey()) },
  {
    weight: 1,
    arbitrary: fc.integer({ min: 0, max: 3 }).map((n) => new ObjectId(`65a00000000000000000000${n}`)),
  },
  { weight: 1, arbitrary: fc.date({ noInvalidDate: true }) },
  {
    weight: 1,
    arbitrary: fc.uint8Array({ maxLength: 3 }).map((bytes) => new Binary(bytes, bytes.length % 2)),
  },
  { weight: 1, arbitrary: fc.nat(5).map((i) => new Timestamp({ t: 1, i })) },
  { weight: 1, arbitrary: fc.constantFrom(new BSONRegExp('a', 'i'), new BSONRegExp('b')) },
)
const { value } = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    leaf,
    fc.array(tie('value'), { maxLength: 3 }),
    fc.dictionary(fc.constantFrom('a', 'b', '__proto__', 'constructor', 'toJSON', '$ref'), tie('value'), {
      maxKeys: 3,
      noNullPrototype: false,
    }),
  ),
}))
const bson = value.map((given) => decode(encode({ given })).given)

test('the order is total: antisymmetric, transitive, and equal to itself', () => {
  fc.assert(
    fc.property(bson, bson, bson, (a, b, c) => {
      expect(compare(a, a)).toBe(0)
      expect(compare(a, b) + compare(b, a)).toBe(0)
      if (compare(a, b) <= 0 && compare(b, c) <= 0) expect(compare(a, c)).toBeLessThanOrEqual(0)
    }),
    { numRuns: 1000 },
  )
})

test('two values share an equality key exactly when they compare equal', () => {
  fc.assert(
    fc.property(fc.oneof(fc.tuple(bson, bson), fc.tuple(number, number)), ([a, b]) => {
      expect(keyOf(a) === keyOf(b)).toBe(compare(a, b) === 0)
    }),
    { numRuns: 2000 },
  )
})

test('strings compare as their UTF-8 bytes', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' }), (a, b) => {
      expect(compare(a, b)).toBe(Buffer.compare(Buffer.from(a), Buffer.from(b)))
    }),
  )
  expect(compare('\u{1f600}', '\ufffd')).toBe(1)
})

test('bytes survive decoding and encoding unchanged', () => {
  fc.assert(
    fc.property(
      fc.dictionary(
        fc.string({ minLength: 1, maxLength: 5 }).filter((name) => !/^\d|\0/.test(name)),
        value,
      ),
      (doc) => {
        const bytes = encode(doc)
        expect(encode(decode(bytes))).toEqual(bytes)
      },
    ),
  )
})

test('the bytes are those of the official library, and are read by it', () => {
  const doc: Doc = {
    a: new Int32(1), b: new Double(1.5), c: Long.fromString('-5'), d: Decimal128.fromString('1.50'), e: '邻里', f: null,
    g: [new Int32(1), 'x', { y: true }], h: new Date(-1), i: new ObjectId(), j: new Binary(new Uint8Array([1, 2]), 4),
    k: new BSONRegExp('a', 'im'), l: new Timestamp({ t: 5, i: 6 }), m: new MinKey(), n: new MaxKey(), o: new Date('2026-11-23'),
  } // prettier-ignore
  expect(Buffer.from(encode(doc)).equals(Buffer.from(serialize(doc)))).toBe(true)
  expect(deserialize(encode(doc)).e).toBe('邻里')
})

test('a stored field may have any name, and a missing one is missing whatever its name', () => {
  const doc = decode(encode(JSON.parse('{"__proto__": {"x": 1}, "toJSON": 1}') as Doc))
  expect(Object.keys(doc)).toEqual(['__proto__', 'toJSON'])
  expect(doc.constructor).toBeUndefined()
  expect(decode(encode({ doc })).doc).toEqual(doc)
})

test('a name by which the official library tells its own classes is refused, not taken for one of them', () => {
  expect(errorCode(() => encode({ doc: { _bsontype: 'Int32', value: 5 } }))).toBe(2)
})

test('a document beyond what a message may carry is refused, not cut short', () => {
  const text = 'x'.repeat(2 ** 20)
  expect(errorCode(() => encode({ list: Array.from({ length: 17 }, () => text) }))).toBe(10334)
  expect(errorCode(() => encode({ list: Array.from({ length: 40 }, () => text) }))).toBe(10334)
})

test.each([
  ['cut short', (bytes: Buffer) => bytes.subarray(0, bytes.length - 2)],
  [
    'a length beyond the end',
    (bytes: Buffer) => Buffer.concat([Buffer.from([0xff, 0xff, 0, 0]), bytes.subarray(4)]),
  ],
  [
    'an unknown type',
    (bytes: Buffer) => Buffer.concat([bytes.subarray(0, 4), Buffer.from([0x40]), bytes.subarray(5)]),
  ],
])('invalid BSON is refused: %s', (_name, damage) => {
  expect(errorCode(() => decode(damage(Buffer.from(encode({ a: 'text' })))))).toBe(22)
})

test('whole numbers add and subtract exactly and widen only when they must', () => {
  const long = fc.bigInt({ min: -(2n ** 62n), max: 2n ** 62n }).map((n) => Long.fromBigInt(n))
  fc.assert(
    fc.property(long, long, (a, b) => {
      expect(addNumbers(a, b)).toEqual(Long.fromBigInt(a.toBigInt() + b.toBigInt()))
    }),
  )
  expect(addNumbers(Long.MAX_VALUE, new Int32(1))).toBeUndefined()
  expect(subtractNumbers(new Int32(-2147483648), new Int32(1))).toEqual(Long.fromNumber(-2147483649))
  expect(subtractNumbers(Long.MIN_VALUE, new Int32(1))).toBeUndefined()
})

const d = (doc: Doc) => decode(encode(doc))
const rows = (doc: Doc, ...paths: string[]) =>
  indexRowsOf(
    d(doc),
    paths.map((path) => ({ parts: pathOf(path) })),
  ).rows
const keys = (doc: Doc, path: string) => rows(doc, path).map(([key]) => key)

test('index keys: missing is null, an empty array undefined, an array gives its elements', () => {
  const one = new Int32(1)
  const two = new Int32(2)
  expect(keys({}, 'a')).toEqual([null])
  expect(keys({ a: [] }, 'a')).toEqual([undefined])
  expect(keys({ a: [1, [2]] }, 'a')).toEqual([one, [two]])
  expect(keys({ a: [{ b: 1 }, { c: 2 }, 5] }, 'a.b')).toEqual([one, null, null])
  expect(keys({ a: [{ b: [1, 2] }] }, 'a.b')).toEqual([one, two])
  expect(keys({ a: [] }, 'a.b')).toEqual([null])
  expect(keys({ a: [5, { b: 2 }] }, 'a.1.b')).toEqual([two])
  expect(rows({ a: [{ b: 1, c: 2 }, { b: 2 }], d: 1 }, 'a.b', 'd', 'a.c')).toEqual([
    [one, one, two],
    [two, one, null],
  ])
  expect(() => rows({ a: [1], b: [2] }, 'a', 'b')).toThrow('parallel')
})
