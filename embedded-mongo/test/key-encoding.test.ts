import fc from 'fast-check'
import { rowKey } from '../src/value/key-encoding'
import { compare } from '../src/value/compare'
import { storedValue } from './arbitrary'
import { order } from './model'

const seed = 20261127

const encoded = (value: unknown, descending = false): Buffer =>
  Buffer.from(rowKey([value], [{ descending }]), 'latin1')

test('the bytes of two index keys, and compare, order the values as the model does', () => {
  fc.assert(
    fc.property(storedValue, storedValue, (a, b) => {
      const expected = Math.sign(order(a, b)) + 0 // no negative zero
      expect(compare(a, b) + 0).toBe(expected)
      expect(Math.sign(encoded(a).compare(encoded(b)))).toBe(expected)
      expect(Math.sign(encoded(a, true).compare(encoded(b, true)))).toBe(0 - expected)
    }),
    { numRuns: 5000, seed },
  )
})

test('no key is the beginning of another one, so compound keys cannot run into each other', () => {
  fc.assert(
    fc.property(storedValue, storedValue, (a, b) => {
      const [one, other] = [encoded(a), encoded(b)]
      if (one.length < other.length) expect(other.subarray(0, one.length).equals(one)).toBe(false)
    }),
    { numRuns: 2000, seed },
  )
})
