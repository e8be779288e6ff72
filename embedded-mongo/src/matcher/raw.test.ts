import { Decimal128, Double, Int32, Long, ObjectId } from 'bson'
import fc from 'fast-check'
import { encode, type Doc } from '../value/document'
import { wire } from '../../test/canonical'
import { compileMatcher } from './compile'
import { compileRawMatcher } from './raw'

const ids = ['65a000000000000000000001', '65a000000000000000000002'].map((hex) => new ObjectId(hex))
const scalar = fc.oneof(
  fc.constantFrom<unknown>(null, true, false, '', 'a', 'ab', '\u{1f600}', '\uffff', ...ids),
  fc.integer({ min: -3, max: 3 }).map((n) => new Int32(n)),
  fc.constantFrom(-1, 0.5, 2, NaN, Infinity).map((n) => new Double(n)),
  fc.constantFrom('2', '9007199254740993').map((text) => Long.fromString(text)),
  fc.constantFrom('0.5', '2').map((text) => Decimal128.fromString(text)),
  fc.integer({ min: -2, max: 2 }).map((n) => new Date(n)),
)
const value = fc.oneof(
  { weight: 5, arbitrary: scalar },
  { weight: 1, arbitrary: fc.array(scalar, { maxLength: 3 }) },
  { weight: 2, arbitrary: fc.dictionary(fc.constantFrom('b', 'c'), scalar, { maxKeys: 2 }) },
)
const document = fc.dictionary(fc.constantFrom('a', 'ab', 'b', 'regex', '邻'), value, { maxKeys: 5 })
const condition = fc.oneof(
  scalar,
  fc
    .tuple(fc.constantFrom('$eq', '$ne', '$gt', '$gte', '$lt', '$lte'), scalar)
    .map(([name, operand]) => ({ [name]: operand })),
  fc.array(scalar, { maxLength: 6 }).map((items) => ({ $in: items })),
  fc.boolean().map((flag) => ({ $exists: flag })),
)
const filter = fc.dictionary(fc.constantFrom('a', 'b', 'a.b', 'b.c', '邻'), condition, {
  minKeys: 1,
  maxKeys: 3,
})

test('matching bytes gives the same answer as matching the decoded document', () => {
  fc.assert(
    fc.property(filter, document, (given: Doc, doc: Doc) => {
      const test = compileRawMatcher(wire(given))
      if (!test) return
      expect(test(encode(doc))).toBe(compileMatcher(wire(given))(wire(doc)))
    }),
    { numRuns: 1000 },
  )
})

test('a filter without a condition on bytes is left to the full matcher', () => {
  expect(compileRawMatcher(wire({ $or: [{ a: 1 }] }))).toBeNull()
  expect(compileRawMatcher(wire({ 'a.0': 1 }))).toBeNull()
  expect(compileRawMatcher(wire({ a: 'x' }), { collation: { locale: 'zh' } })).toBeNull()
})
