import { Int32 } from 'bson'
import { compareKeys } from '../src/value/key-encoding'
import fc from 'fast-check'
import { compileMatcher } from '../src/matcher/compile'
import { compileUpdatePipeline } from '../src/pipeline/transform'
import { compileProjection } from '../src/projection/compile'
import { compileSorter } from '../src/sorter/compile'
import { compare } from '../src/value/compare'
import { topLevel } from '../src/value/path'
import { computedFields, document, elementFilter, keptBesides, listing } from './arbitrary'
import { projection, richFilter, sort, storedValue } from './arbitrary'
import { canonical, errorCode, wire } from './canonical'
import { evaluate, matches, order, project, sortOrder, withComputed } from './model'

const run = <T>(property: fc.IProperty<T>, numRuns: number) =>
  fc.assert(property, { numRuns, seed: 20261125 })

test('any two values are in the order of the model', () => {
  run(
    fc.property(storedValue, storedValue, (a, b) => {
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

test('of the elements of an array $elemMatch sees what the model sees, at any depth and negated', () => {
  const seen = { passed: 0, failed: 0 }
  run(
    fc.property(elementFilter, fc.array(listing, { minLength: 1, maxLength: 6 }), (filter, documents) => {
      const test = compileMatcher(wire(filter))
      for (const doc of documents.map(wire)) {
        const passes = test(doc)
        expect(passes).toBe(matches(doc, wire(filter)))
        seen[passes ? 'passed' : 'failed']++
      }
    }),
    2500,
  )
  // The generator must not spend itself on filters that decide nothing.
  expect(seen.passed).toBeGreaterThan(1000)
  expect(seen.failed).toBeGreaterThan(1000)
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

test('computed fields stand beside the kept ones, in every document of an array, and read the document as it was', () => {
  run(
    fc.property(keptBesides, computedFields, fc.boolean(), listing, (kept, computed, inStage, given) => {
      const doc = wire(given)
      const fields = wire(computed)
      // What a computed field stands in is kept too, as far as it is there.
      const parts = [...kept, ...Object.keys(fields)].map((path) => path.split('.'))
      const start = inStage ? doc : project(doc, parts, true)
      // New fields are added in the order in which the specification first names what holds them.
      const holders = [...(inStage ? [] : kept), ...Object.keys(fields)].map(topLevel)
      const inTurn = Object.entries(fields).toSorted(
        ([a], [b]) => holders.indexOf(topLevel(a)) - holders.indexOf(topLevel(b)),
      )
      const wanted = inTurn.reduce<unknown>(
        (shown, [path, expression]) => withComputed(shown, path.split('.'), evaluate(expression, doc)),
        start,
      )
      const named = Object.fromEntries(kept.map((path) => [path, new Int32(1)]))
      const shown = inStage
        ? compileUpdatePipeline([{ $set: fields }])(doc)
        : compileProjection({ _id: new Int32(0), ...named, ...fields })(doc)
      expect(canonical(shown)).toBe(canonical(wanted))
    }),
    2000,
  )
})
