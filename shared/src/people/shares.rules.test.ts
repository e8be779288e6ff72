import fc from 'fast-check'
import { isShare, judgeShares, shareText, sumOfShares } from './shares.rules'

const half = { n: 1, d: 2 }
const third = { n: 1, d: 3 }

test.each([
  ['nobody', [], 'fits'],
  ['one owner, not stated', [null], 'fits'],
  ['two in joint ownership', [null, null], 'fits'],
  ['two halves', [half, half], 'fits'],
  ['three thirds', [third, third, third], 'fits'],
  ['a half, the rest not known', [half], 'fits'],
  ['a half, and one not stated', [half, null], 'fits'],
  ['three halves', [half, half, half], 'exceeds'],
  ['a third too many', [third, third, third, { n: 1, d: 10_000 }], 'exceeds'],
  ['the whole, and one not stated', [half, half, null], 'nothing_left'],
] as const)('%s: %s', (_, shares, expected) => {
  expect(judgeShares(shares)).toBe(expected)
})

test.each([
  [{ n: 1, d: 1 }, true],
  [{ n: 0, d: 2 }, false],
  [{ n: 3, d: 2 }, false],
  [{ n: 1.5, d: 2 }, false],
  [{ n: 1, d: 10_001 }, false],
])('%j is a share: %s', (share, expected) => {
  expect(isShare(share)).toBe(expected)
})

test('a share reads as registers write it', () => {
  expect([shareText(third), shareText({ n: 2, d: 2 })]).toEqual(['1/3', '全部'])
})

test('d parts of 1/d are exactly one, whatever d is', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 200 }), (d) => {
      const parts = Array.from({ length: d }, () => ({ n: 1, d }))
      expect(sumOfShares(parts)).toEqual({ n: 1n, d: 1n })
      expect(judgeShares([...parts, { n: 1, d }])).toBe('exceeds')
    }),
  )
})
