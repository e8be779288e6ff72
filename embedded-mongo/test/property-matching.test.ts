import { compareKeys } from '../src/value/key-encoding'
import fc from 'fast-check'
import { compileMatcher } from '../src/matcher/compile'
import { compileProjection } from '../src/projection/compile'
import { compileSorter } from '../src/sorter/compile'
import { compare } from '../src/value/compare'
import { anyValue, document, projection, richFilter, sort } from './arbitrary'
import { canonical, errorCode, wire } from './canonical'
import { matches, order, project, sortOrder } from './model'

const run = <T>(property: fc.IProperty<T>, numRuns: number) =>
  fc.assert(property, { numRuns, seed: 20261125 })

test('any two values are in the order of the model', () => {
  run(
    fc.property(anyValue, anyValue, (a, b) => {
      expect(compare(a, b)).toBe(Math.sign(order(a, b)) + 0)
    }),
    2000,
  )
})

test('a filter passes the documents that the model passes', () => {
  run(
    fc.property(richFilter, fc.array(document, { minLength: 1, maxLength: 8 }), (filter, documents) => {
      const test = compileMatcher(wire(filter))
      for (const doc of documents.map(wire)) expect(test(doc)).toBe(matches(doc, wire(filter)))
    }),
    2000,
  )
})

test('a sort puts any two documents in the order of the model', () => {
  run(
    fc.property(sort, document, document, (given, first, second) => {
      const spec = given ?? { a: 1 }
      const keyOf = compileSorter(wire(spec))
      const [a, b] = [wire(first), wire(second)]
      // Two arrays in one key are refused; the model does not know them.
      fc.pre(errorCode(() => [keyOf(a), keyOf(b)]) === undefined)
      expect(compareKeys(keyOf(a), keyOf(b))).toBe(sortOrder(a, b, spec) + 0)
    }),
    2000,
  )
})

test('a projection shows what the model shows, in the order of the document', () => {
  run(
    fc.property(projection, fc.boolean(), document, (paths, keep, doc) => {
      const spec = Object.fromEntries(paths.map((path) => [path, keep ? 1 : 0]))
      const shown = compileProjection(wire({ _id: 0, ...spec }))(wire(doc))
      const parts = paths.map((path) => path.split('.'))
      expect(canonical(shown)).toBe(canonical(project(wire(doc), parts, keep)))
    }),
    2000,
  )
})
