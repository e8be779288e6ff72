import { Int32 } from 'bson'
import fc from 'fast-check'
import { compileUpdate, upsertDocument } from '../src/updater/compile'
import { encode, type Doc } from '../src/value/document'
import { document, elementBound, equalities, updatable, update } from './arbitrary'
import { wire } from './canonical'
import { matches, passes } from './model'
import { updated } from './update-model'

const run = <T>(property: fc.IProperty<T>, numRuns: number) =>
  fc.assert(property, { numRuns, seed: 20261125 })

const bytesOf = (doc: Doc): string => Buffer.from(encode(doc)).toString('latin1')

/** The bytes that came out, or the code of the refusal: either can be compared. */
function outcome(act: () => Doc): string {
  try {
    return bytesOf(act())
  } catch (error) {
    const { code } = error as { code?: unknown }
    if (typeof code !== 'number') throw error
    return `refused ${code}`
  }
}

const onElement = ([operator, bound]: [string, number]) => ({ [operator]: new Int32(bound) })

test('an update makes of any document what the model makes of it, and touches nothing else', () => {
  const seen = { changed: 0, same: 0, refused: 0 }
  run(
    fc.property(updatable, update, (given, raw) => {
      const [doc, change] = [wire({ _id: 1, ...given }), wire(raw)]
      const before = encode(doc)
      const real = outcome(() => compileUpdate(change, {}).apply(doc))
      expect(real).toBe(outcome(() => updated(doc, change, () => false)))
      expect(encode(doc)).toEqual(before)
      seen[real.startsWith('refused') ? 'refused' : real === bytesOf(doc) ? 'same' : 'changed']++
    }),
    2500,
  )
  // The generator must not spend itself on refusals.
  expect(seen.changed).toBeGreaterThan(1000)
  expect(seen.same).toBeGreaterThan(100)
  expect(seen.refused).toBeGreaterThan(250)
})

test('the position $ is the first element that meets the query', () => {
  run(
    fc.property(document, elementBound, fc.constantFrom('a', 'b'), (given, bound, path) => {
      const doc = wire({ _id: 1, ...given })
      const filter = wire({ [path]: onElement(bound) })
      fc.pre(matches(doc, filter))
      const change = wire({ $set: { [`${path}.$`]: 'here' } })
      const matched = (item: unknown) => passes(item, bound[0], new Int32(bound[1]))
      expect(outcome(() => compileUpdate(change, filter).apply(doc))).toBe(
        outcome(() => updated(doc, change, matched)),
      )
    }),
    1000,
  )
})

test('an upsert starts from the equalities of its filter', () => {
  run(
    fc.property(equalities, update, (given, raw) => {
      const [filter, change] = [wire({ _id: 1, ...given }), wire(raw)]
      const base: Doc = { _id: 1 }
      for (const [path, value] of Object.entries(given)) {
        const [name = '', inner] = path.split('.')
        base[name] = inner === undefined ? value : { ...(base[name] as Doc | undefined), [inner]: value }
      }
      expect(outcome(() => upsertDocument(filter, change))).toBe(
        outcome(() => updated(wire(base), change, () => false, true)),
      )
    }),
    1000,
  )
})

test('a replacement keeps nothing but the _id', () => {
  run(
    fc.property(document, document, (before, after) => {
      const doc = wire({ _id: 1, ...before })
      const result = compileUpdate(wire(after), {}).apply(doc)
      expect(bytesOf(result)).toBe(bytesOf(wire({ _id: 1, ...after })))
    }),
    1000,
  )
})
