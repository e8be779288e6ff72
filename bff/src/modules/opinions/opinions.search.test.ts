import { numberTokens, queryTokens, textTokens } from './opinions.search'

const finds = (text: string, query: string, number = 'QH-20261123-0042'): boolean => {
  const tokens = new Set([...numberTokens(number), ...textTokens(text)])
  const asked = queryTokens(query)
  return asked.length > 0 && asked.every((token) => tokens.has(token))
}

test.each(['QH-20261123-0042', 'qh-20261123-0042', '0042', '1123 0042', '1123-0042', 'ＱＨ 0042'])(
  'a case is found by its number as people type it: %s',
  (query) => {
    expect(finds('楼道堆物', query)).toBe(true)
  },
)

test.each(['轮椅', '堆了旧柜子', '5 楼', '消火栓 轮椅', '挡'])('and by words of its text: %s', (query) => {
  expect(finds('5 楼到 6 楼堆了旧柜子，轮椅过不去，也挡住了消火栓。', query)).toBe(true)
})

test.each(['轮船', '0043', '，。', ''])('and not by what is not in it: %j', (query) => {
  expect(finds('楼道堆了旧柜子，轮椅过不去', query)).toBe(false)
})

test('a query enters the index by its longest token and stays small', () => {
  expect(queryTokens('灯 20261123 柜子')[0]).toBe('20261123')
  expect(queryTokens('一二三四五六七八九十'.repeat(4).split('').join(' 甲')).length).toBeLessThanOrEqual(20)
})
