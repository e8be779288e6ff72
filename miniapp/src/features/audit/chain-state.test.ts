import { brokenText, wholeText } from './chain-state'

it('a chain is whole, or told from where it is not', () => {
  expect(wholeText(41, 0)).toBe('41 条记录完整，没有被改过')
  expect(wholeText(41, 2)).toContain('另有 2 条刚发生')
  expect(brokenText({ seq: 7, reason: 'row_changed' })).toMatch(/^第 7 条起不可信：这一条被改过/)
})
