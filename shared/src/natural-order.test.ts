import fc from 'fast-check'
import { naturalOrder } from './natural-order'

test('houses stand in the order of their numbers', () => {
  const sorted = ['10 号楼', '2 号楼', '1 号楼 12-2', '1 号楼 12-10', '1 号楼 3-1', '锦和苑 2 号楼', '']
  expect([...sorted].sort(naturalOrder)).toEqual([
    ...['', '1 号楼 3-1', '1 号楼 12-2', '1 号楼 12-10', '2 号楼', '10 号楼', '锦和苑 2 号楼'],
  ])
})

test('it is an order: the other way round is the opposite, and only the same text is equal', () => {
  const label = fc.string({ unit: fc.constantFrom(...'0129 -楼号苑'), maxLength: 8 })
  fc.assert(
    fc.property(label, label, label, (a, b, c) => {
      expect(Math.sign(naturalOrder(a, b))).toBe(-Math.sign(naturalOrder(b, a)) + 0)
      expect(naturalOrder(a, b) === 0).toBe(a === b)
      if (naturalOrder(a, b) <= 0 && naturalOrder(b, c) <= 0)
        expect(naturalOrder(a, c)).toBeLessThanOrEqual(0)
    }),
  )
})
