import { freeNumber } from './limits.rules'

test.each([
  ['nobody', [], 2, 0],
  ['one', [0], 2, 1],
  ['one from before there was a limit', [undefined], 2, 0],
  ['a gap', [0, 2], 3, 1],
  ['as many as may', [0, 1], 2, undefined],
  ['more than may, after the limit was lowered', [0, 1, 2], 2, undefined],
])('the next number after %s', (_, taken, limit, number) => {
  expect(freeNumber(taken, limit)).toBe(number)
})
