import { Binary, Decimal128, Double, Int32, Long, MaxKey, MinKey, ObjectId, Timestamp } from 'bson'
import fc from 'fast-check'

const NUMBERS = ['0', '-0', '1', '1.0', '1.5', '-1', '9007199254740993', '-9007199254740993', '0.1', '1E+400', '-1E+400', '1E-6000', 'NaN', 'Infinity', '-Infinity', '0.1000000000000000055511151231257827', '123456789012345678901234567890'] // prettier-ignore

const number = fc.oneof(
  fc.integer().map((value) => new Int32(value)),
  fc.double().map((value) => new Double(value)),
  fc.bigInt({ min: -(1n << 63n), max: (1n << 63n) - 1n }).map((value) => Long.fromBigInt(value)),
  fc.integer({ min: 0, max: 4000 }).map((value) => Long.fromBigInt(9007199254740992n + BigInt(value))),
  fc.constantFrom(...NUMBERS).map((text) => Decimal128.fromString(text)),
  fc
    .tuple(fc.bigInt({ min: -(10n ** 33n), max: 10n ** 33n }), fc.integer({ min: -40, max: 40 }))
    .map(([digits, exponent]) => Decimal128.fromString(`${digits}E${exponent}`)),
  fc.integer({ min: -3, max: 3 }).map((value) => Decimal128.fromString(`${value}.00`)),
)

const text = fc.oneof(
  fc.constantFrom('', 'a', 'b', 'ab', 'a\0b', '\uFFFD', '\u{1F600}', '邻里'),
  fc.string({ maxLength: 5 }),
)

/** Any BSON value; small ranges, so that equal and neighbouring values are common. */
export const anyValue: fc.Arbitrary<unknown> = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 2, depthSize: 'small' },
    number,
    fc.integer({ min: -2, max: 2 }).map((value) => new Int32(value)),
    text,
    fc.constantFrom(null, true, false, new MinKey(), new MaxKey()),
    fc.date({ noInvalidDate: true, min: new Date(-1e12), max: new Date(1e13) }),
    fc.uint8Array({ maxLength: 3 }).map((bytes) => new Binary(bytes, bytes.length % 2)),
    fc.integer({ min: 0, max: 255 }).map((byte) => new ObjectId(Buffer.alloc(12, byte))),
    fc.tuple(fc.nat(), fc.nat()).map(([t, i]) => new Timestamp({ t, i })),
    fc.array(tie('value'), { maxLength: 3 }),
    fc.dictionary(fc.constantFrom('a', 'b', 'c'), tie('value'), { maxKeys: 2 }),
  ),
})).value

/** Documents whose fields `a`, `b` and `c.d` collide often, with arrays among them. */
const field = fc.oneof(
  { weight: 5, arbitrary: fc.integer({ min: -3, max: 3 }).map((value) => new Int32(value)) },
  { weight: 2, arbitrary: fc.constantFrom<unknown>('x', 'y', null, new Date(0), new Double(1.5), true) },
  { weight: 2, arbitrary: fc.array(fc.oneof(fc.integer({ min: -3, max: 3 }).map((n) => new Int32(n)), fc.constantFrom<unknown>(null, 'x')), { maxLength: 3 }) }, // prettier-ignore
  { weight: 1, arbitrary: anyValue },
)

const nested = fc.oneof(
  fc.record({ d: field, e: field }, { requiredKeys: [] }),
  fc.array(fc.record({ d: field, e: field }, { requiredKeys: [] }), { maxLength: 3 }),
  field,
)

export const document = fc.record({ a: field, b: field, c: nested }, { requiredKeys: [] })

const operand = fc.oneof(
  { weight: 6, arbitrary: fc.integer({ min: -3, max: 3 }).map((value) => new Int32(value)) },
  { weight: 3, arbitrary: fc.constantFrom<unknown>('x', null, new Date(0), new Double(1.5), true) },
  { weight: 1, arbitrary: anyValue },
)

const condition = fc.oneof(
  operand,
  fc.record({ $gt: operand, $lte: operand }, { requiredKeys: [] }),
  fc.record({ $gte: operand, $lt: operand }, { requiredKeys: [] }),
  operand.map((value) => ({ $eq: value })),
  fc.array(operand, { maxLength: 3 }).map((values) => ({ $in: values })),
  operand.map((value) => ({ $ne: value })),
  fc.boolean().map((exists) => ({ $exists: exists })),
  fc.record({ $gte: operand, $lte: operand }).map((range) => ({ $elemMatch: range })),
)

const fields = fc.dictionary(fc.constantFrom('a', 'b', 'c.d', 'c.e', 'c'), condition, { maxKeys: 3 })

export const filter = fc.oneof(
  { weight: 4, arbitrary: fields },
  { weight: 1, arbitrary: fc.tuple(fields, fc.array(fields, { minLength: 1, maxLength: 3 })).map(([all, or]) => ({ ...all, $or: or })) }, // prettier-ignore
)

export const sort = fc.option(
  fc
    .uniqueArray(fc.constantFrom('a', 'b', 'c.d'), { minLength: 1, maxLength: 2 })
    .chain((paths) =>
      fc.tuple(...paths.map((path) => fc.constantFrom(1, -1).map((order) => [path, order] as const))),
    )
    .map((entries) => Object.fromEntries(entries)),
  { nil: undefined },
)
