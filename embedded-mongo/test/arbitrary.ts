import {
  Binary,
  BSONRegExp,
  BSONSymbol,
  Code,
  Decimal128,
  Double,
  Int32,
  Long,
  MaxKey,
  MinKey,
  ObjectId,
  Timestamp,
} from 'bson'
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

/** What a document may hold and a filter cannot ask for by its value, or what is seldom stored. */
const rareValue = fc.oneof(
  fc.constantFrom('a', 'b', 'x').map((name) => new BSONSymbol(name)),
  fc.tuple(fc.constantFrom('', 'a', 'x'), fc.constantFrom('', 'i')).map((parts) => new BSONRegExp(...parts)),
  fc
    .tuple(
      fc.constantFrom('f', 'g'),
      fc.constantFrom<object | undefined>(undefined, {}, { a: new Int32(1) }, { b: 'x' }),
    )
    .map(([code, scope]) => new Code(code, scope)),
)

/** Any value that can be stored. */
export const storedValue = fc.oneof({ weight: 6, arbitrary: anyValue }, { weight: 1, arbitrary: rareValue })

/** Whole arrays that a document and a filter often share. */
const fewArrays = fc.constantFrom<unknown>([], [new Int32(1)], [new Int32(1), new Int32(2)], [[new Int32(1)]])

/** Documents whose fields `a`, `b` and `c.d` collide often, with arrays among them. */
const field = fc.oneof(
  { weight: 5, arbitrary: fc.integer({ min: -3, max: 3 }).map((value) => new Int32(value)) },
  { weight: 2, arbitrary: fc.constantFrom<unknown>('x', 'y', null, new Date(0), new Double(1.5), true) },
  { weight: 2, arbitrary: fc.array(fc.oneof(fc.integer({ min: -3, max: 3 }).map((n) => new Int32(n)), fc.constantFrom<unknown>(null, 'x')), { maxLength: 3 }) }, // prettier-ignore
  { weight: 1, arbitrary: fewArrays },
  { weight: 1, arbitrary: anyValue },
)

const nested = fc.oneof(
  fc.record({ d: field, e: field }, { requiredKeys: [] }),
  fc.array(fc.record({ d: field, e: field }, { requiredKeys: [] }), { maxLength: 3 }),
  field,
)

const orRare = (arbitrary: fc.Arbitrary<unknown>) =>
  fc.oneof({ weight: 15, arbitrary }, { weight: 1, arbitrary: rareValue })

export const document = fc.record(
  { a: orRare(field), b: orRare(field), c: orRare(nested) },
  { requiredKeys: [] },
)

/** Documents whose `c` is mostly an array: of documents with arrays in them, of arrays, of plain values. */
export const listing = fc.record(
  {
    a: fc.array(orRare(field), { maxLength: 4 }),
    b: field,
    c: fc.oneof(
      { weight: 4, arbitrary: fc.array(fc.oneof({ weight: 4, arbitrary: fc.record({ d: field, e: field }, { requiredKeys: [] }) }, { weight: 1, arbitrary: field }), { maxLength: 4 }) }, // prettier-ignore
      { weight: 1, arbitrary: nested },
    ),
  },
  { requiredKeys: [] },
)

const operand = fc.oneof(
  { weight: 6, arbitrary: fc.integer({ min: -3, max: 3 }).map((value) => new Int32(value)) },
  { weight: 3, arbitrary: fc.constantFrom<unknown>('x', null, new Date(0), new Double(1.5), true) },
  { weight: 1, arbitrary: fewArrays },
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
  operand.map((value) => ({ $elemMatch: { $elemMatch: { $eq: value } } })),
)

const fields = fc.dictionary(fc.constantFrom('a', 'b', 'c.d', 'c.e', 'c'), condition, { maxKeys: 3 })

export const filter = fc.oneof(
  { weight: 4, arbitrary: fields },
  { weight: 1, arbitrary: fc.tuple(fields, fc.array(fields, { minLength: 1, maxLength: 3 })).map(([all, or]) => ({ ...all, $or: or })) }, // prettier-ignore
)

const negatable = fc.oneof(
  fc.record({ $gt: operand }),
  fc.record({ $in: fc.array(operand, { maxLength: 3 }) }),
  fc.record({ $eq: operand }),
)

const richCondition = fc.oneof(
  { weight: 4, arbitrary: condition },
  { weight: 1, arbitrary: negatable.map((inner) => ({ $not: inner })) },
  { weight: 1, arbitrary: fc.array(operand, { maxLength: 6 }).map((values) => ({ $nin: values })) },
  { weight: 1, arbitrary: fc.array(operand, { maxLength: 2 }).map((values) => ({ $all: values })) },
  { weight: 1, arbitrary: fc.integer({ min: 0, max: 3 }).map((size) => ({ $size: new Int32(size) })) },
  {
    weight: 1,
    arbitrary: fc
      .constantFrom('number', 'string', 'object', 'array', 'bool', 'date', 'null')
      .map((type) => ({ $type: type })),
  },
)

const richFields = fc.dictionary(
  fc.constantFrom('a', 'b', 'c', 'c.d', 'c.e', 'a.0', 'c.0', 'c.0.d', 'c.d.1'),
  richCondition,
  { maxKeys: 2 },
)

/** Filters with every operator that the naive model knows, and paths with indexes in them. */
export const richFilter: fc.Arbitrary<Record<string, unknown>> = fc.oneof(
  { weight: 4, arbitrary: richFields },
  {
    weight: 1,
    arbitrary: fc
      .tuple(fc.constantFrom('$and', '$or', '$nor'), fc.array(richFields, { minLength: 1, maxLength: 3 }))
      .map(([operator, branches]) => ({ [operator]: branches })),
  },
)

const elementCondition: fc.Arbitrary<Record<string, unknown>> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ $gte: operand, $lt: operand }, { requiredKeys: ['$gte'] }) },
  operand.map(($ne) => ({ $ne })),
  fc.array(operand, { maxLength: 3 }).map(($in) => ({ $in })),
  fc.array(operand, { minLength: 1, maxLength: 3 }).map(($nin) => ({ $nin })),
  fc.constantFrom('number', 'string', 'array', 'object', 'null').map(($type) => ({ $type })),
  fc.integer({ min: 0, max: 2 }).map((size) => ({ $size: new Int32(size) })),
  fc.boolean().map(($exists) => ({ $exists })),
  negatable.map(($not) => ({ $not })),
)

const elementFields = fc.dictionary(
  fc.constantFrom('d', 'e', '0', '1', 'd.0'),
  fc.oneof(operand, elementCondition),
  { maxKeys: 2 },
)

/** Operands of `$elemMatch`: of plain values, of documents, of arrays in arrays, with logic inside. */
const elementQuery: fc.Arbitrary<Record<string, unknown>> = fc.letrec<{ query: Record<string, unknown> }>(
  (tie) => ({
    query: fc.oneof(
      { maxDepth: 2, depthSize: 'small' },
      elementCondition,
      elementFields,
      tie('query').map(($elemMatch) => ({ $elemMatch })),
      fc
        .tuple(fc.constantFrom('d', 'e'), tie('query'))
        .map(([name, $elemMatch]) => ({ [name]: { $elemMatch } })),
      tie('query').map(($elemMatch) => ({ $not: { $elemMatch } })),
      fc
        .tuple(
          fc.constantFrom('$and', '$or', '$nor'),
          fc.array(elementFields, { minLength: 1, maxLength: 2 }),
        )
        .map(([name, branches]) => ({ [name]: branches })),
    ),
  }),
).query

/** Filters that ask for elements of arrays, plainly or negated, beside other conditions on the path or not. */
export const elementFilter: fc.Arbitrary<Record<string, unknown>> = fc
  .tuple(
    fc.constantFrom('a', 'c', 'c.d', 'c.e', 'c.0'),
    elementQuery,
    fc.constantFrom('plain', 'plain', '$not', '$nor', '$all', 'beside'),
    richCondition,
  )
  .map(([path, $elemMatch, form, other]) => {
    if (form === '$not') return { [path]: { $not: { $elemMatch } } }
    if (form === '$nor') return { $nor: [{ [path]: { $elemMatch } }] }
    if (form === '$all') return { [path]: { $all: [{ $elemMatch }, { $elemMatch: { $exists: true } }] } }
    if (form === 'beside') return { [path]: { $elemMatch }, b: other }
    return { [path]: { $elemMatch } }
  })

/** Paths of an inclusion or exclusion, none of them the parent of another. */
export const projection = fc
  .uniqueArray(fc.constantFrom('a', 'b', 'c', 'c.d', 'c.e', 'a.b', 'b.a.c'), { minLength: 1, maxLength: 3 })
  .filter((paths) => !paths.some((path) => paths.some((other) => other.startsWith(`${path}.`))))

const expression: fc.Arbitrary<unknown> = fc.letrec<{ expression: unknown }>((tie) => ({
  expression: fc.oneof(
    { maxDepth: 2, depthSize: 'small' },
    fc.constantFrom('$a', '$b', '$c', '$c.d', '$c.e', '$none', '$a.b'),
    operand.map(($literal) => ({ $literal })),
    fc.array(tie('expression'), { maxLength: 2 }),
    fc
      .tuple(fc.constantFrom('$lt', '$eq', '$ifNull'), tie('expression'), tie('expression'))
      .map(([name, ...terms]) => ({ [name]: terms })),
    fc.tuple(tie('expression'), tie('expression'), tie('expression')).map(($cond) => ({ $cond })),
  ),
})).expression

/** Computed fields, in documents and through arrays, none the parent of another. */
export const computedFields = fc
  .uniqueArray(fc.tuple(fc.constantFrom('n', 'c.x', 'c.y.z', 'b.x', 'a.x'), expression), {
    minLength: 1,
    maxLength: 3,
    selector: ([path]) => path,
  })
  .map((entries) => Object.fromEntries(entries))

/** Names to keep beside computed fields. */
export const keptBesides = fc.subarray(['c.d', 'c.e', 'b.a', 'a.d'])

export const sort = fc.option(
  fc
    .uniqueArray(fc.constantFrom('a', 'b', 'c.d'), { minLength: 1, maxLength: 2 })
    .chain((paths) =>
      fc.tuple(...paths.map((path) => fc.constantFrom(1, -1).map((order) => [path, order] as const))),
    )
    .map((entries) => Object.fromEntries(entries)),
  { nil: undefined },
)

const amount = fc.oneof(
  { weight: 3, arbitrary: fc.integer({ min: -3, max: 3 }).map((n) => new Int32(n)) },
  fc.constantFrom<unknown>(
    new Int32(2147483647),
    Long.fromNumber(2),
    Long.MAX_VALUE,
    new Double(0.25),
    new Double(-1.5),
    Decimal128.fromString('0.10'),
    Decimal128.fromString('-2'),
  ),
)

const newValue = fc.oneof({ weight: 2, arbitrary: field }, { weight: 1, arbitrary: nested })
const each = fc.array(newValue, { maxLength: 3 })
const pushOperand = fc.oneof(
  newValue,
  fc.record(
    {
      $each: each,
      $position: fc.integer({ min: -3, max: 3 }).map((n) => new Int32(n)),
      $slice: fc.integer({ min: -3, max: 3 }).map((n) => new Int32(n)),
    },
    { requiredKeys: ['$each'] },
  ),
)
const pullOperand = fc.oneof(
  operand.filter((value) => !(value instanceof Object && Object.getPrototypeOf(value) === Object.prototype)),
  operand.map((value) => ({ $gte: value })),
  operand.map((value) => ({ d: value })),
)

const place = fc.oneof(
  { weight: 5, arbitrary: fc.constantFrom('a', 'b', 'n', 'm', 'l', 'c.d', 'c.e', 'c.f.g') },
  { weight: 2, arbitrary: fc.constantFrom('l.0', 'l.3', 'a.0', 'o.1.d', 'c', 'c.0') },
)

/** A place together with an operator that suits it more often than not. */
const suited = <T>(names: string[], places: string[], value: fc.Arbitrary<T>) =>
  fc.tuple(
    fc.constantFrom(...names),
    fc.oneof({ weight: 3, arbitrary: fc.constantFrom(...places) }, { weight: 1, arbitrary: place }),
    value,
  )

const operation = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.tuple(fc.constantFrom('$set', '$setOnInsert', '$min', '$max'), place, newValue),
  },
  { weight: 3, arbitrary: suited(['$inc'], ['n', 'm', 'o.0.d'], amount) },
  fc.tuple(fc.constant('$unset'), place, fc.constant('')),
  { weight: 2, arbitrary: suited(['$push'], ['l', 'o', 'm'], pushOperand) },
  suited(
    ['$addToSet'],
    ['l', 'o', 'm'],
    fc.oneof(
      newValue,
      each.map(($each) => ({ $each })),
    ),
  ),
  { weight: 2, arbitrary: suited(['$pull'], ['l', 'o', 'm'], pullOperand) },
)

const list = fc.array(
  fc.oneof({ weight: 4, arbitrary: fc.integer({ min: -3, max: 3 }).map((n) => new Int32(n)) }, field),
  { maxLength: 4 },
)

/** Documents for updates: `n` is mostly a number, `l` a list, `o` a list of documents, `m` missing. */
export const updatable = fc
  .tuple(
    document,
    fc.record(
      {
        n: amount,
        l: list,
        o: fc.array(fc.record({ d: amount, e: field }, { requiredKeys: [] }), { maxLength: 3 }),
      },
      { requiredKeys: ['l', 'o'] },
    ),
  ) // prettier-ignore
  .map(([some, more]) => ({ ...some, ...more }))

/** Updates of one to three operators. */
export const update = fc.array(operation, { minLength: 1, maxLength: 3 }).map((operations) => {
  const built: Record<string, Record<string, unknown>> = {}
  for (const [operator, path, value] of operations) built[operator] = { ...built[operator], [path]: value }
  return built
})

/** A condition on one array element, for `$`. */
export const elementBound = fc.tuple(fc.constantFrom('$gte', '$lt', '$eq'), fc.integer({ min: -2, max: 2 }))

/** Equalities of an upsert. */
export const equalities = fc.dictionary(fc.constantFrom('a', 'b', 'c.d', 'c.e'), newValue, { maxKeys: 3 })

/** Identifiers of many types; some are equal although their types differ. */
export const documentId = fc.oneof(
  fc.constantFrom<unknown>(new Int32(0), new Double(0), new Int32(1), Decimal128.fromString('1.00')),
  fc.constantFrom<unknown>(Long.fromNumber(2), 'x', null, true, new Date(0), { a: new Int32(1) }),
  fc.constantFrom<unknown>(new ObjectId(Buffer.alloc(12, 7)), new Binary(Buffer.of(1)), new MinKey()),
)

/**
 * A filter whose equalities an upsert takes over, in the order of `pins`: said plainly, with `$eq` or in an `$and`,
 * beside conditions that pin nothing.
 */
export const pinningFilter = fc
  .tuple(
    fc.option(documentId, { freq: 4, nil: undefined }),
    fc.uniqueArray(fc.tuple(fc.constantFrom('a', 'b', 'c.d', 'c.e'), newValue), {
      maxLength: 2,
      selector: ([path]) => path,
    }),
    fc.constantFrom('plain', '$eq', '$and'),
    fc.constantFrom<Record<string, unknown>>(
      {},
      {},
      { n: { $gte: new Int32(-3) } },
      { z: { $exists: false } },
    ),
  )
  .map(([id, pins, form, beside]) => {
    const said = pins.map(([path, value]) => [path, form === '$eq' ? { $eq: value } : value] as const)
    const own = id === undefined ? {} : { _id: id }
    const filter: Record<string, unknown> =
      form === '$and' && said.length > 0
        ? { ...own, $and: said.map(([path, value]) => ({ [path]: value })), ...beside }
        : { ...own, ...Object.fromEntries(said), ...beside }
    return { filter, pins, id }
  })
