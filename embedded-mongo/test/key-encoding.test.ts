import fc from 'fast-check'
import { ByteSink } from '../src/storage/byte-sink'
import { encodeValue } from '../src/storage/key-encoding'
import { compare } from '../src/value/compare'
import { anyValue } from './arbitrary'

function encoded(value: unknown, descending = false): Buffer {
  const sink = new ByteSink()
  encodeValue(sink, value)
  if (descending) sink.complement(0)
  return sink.copy()
}

test('the bytes of two index keys compare as the values do', () => {
  fc.assert(
    fc.property(anyValue, anyValue, (a, b) => {
      const order = Math.sign(compare(a, b)) + 0 // no negative zero
      expect(Math.sign(encoded(a).compare(encoded(b)))).toBe(order)
      expect(Math.sign(encoded(a, true).compare(encoded(b, true)))).toBe(0 - order)
    }),
    { numRuns: 5000 },
  )
})

test('no key is the beginning of another one, so compound keys cannot run into each other', () => {
  fc.assert(
    fc.property(anyValue, anyValue, (a, b) => {
      const [one, other] = [encoded(a), encoded(b)]
      if (one.length < other.length) expect(other.subarray(0, one.length).equals(one)).toBe(false)
    }),
    { numRuns: 2000 },
  )
})
