import { limitText, ownPapers, readyText } from './guide-words'

const papers = [
  { name: '身份证', need: 'required' },
  { name: '照片', need: 'later' },
  { name: '低保情况', need: 'checked' },
] as const

test('a limit is said in days people count in, and its absence points to the guide', () => {
  expect(limitText({ unit: 'workdays', amount: 5, source: '', confirmed: true })).toBe(
    '材料齐全后 5 个工作日内',
  )
  expect(limitText({ unit: 'at-once', amount: 0, source: '', confirmed: true })).toBe('材料齐全，当场办好')
  expect(limitText(null)).toBe('以当地办事指南为准')
})

test('what the office checks itself is never counted among the papers to bring', () => {
  const own = ownPapers(papers)
  expect(own.map(({ name }) => name)).toEqual(['身份证', '照片'])
  expect(readyText(own, [])).toBe('共 2 样')
  expect(readyText(own, ['身份证'])).toBe('备好 1 样，还差 1 样')
  expect(readyText(own, ['身份证', '照片', '别的'])).toBe('2 样都备好了')
  expect(readyText([], [])).toBe('')
})
