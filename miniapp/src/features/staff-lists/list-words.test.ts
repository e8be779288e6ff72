import { groupedText } from '@/ui/count-text'
import { outcomeText, progressText, refusalOfName } from './list-words'

const counts = { created: 19_700, changed: 142, same: 0, bad: 6 }

test.each([
  [0, '0'],
  [999, '999'],
  [19_842, '19,842'],
  [1_234_567, '1,234,567'],
])('%i is written %s', (count, text) => {
  expect(groupedText(count)).toBe(text)
})

test('what runs says how far it is', () => {
  expect(progressText({ status: 'reading', done: 0, rows: 0 })).toBe('正在读取文件')
  expect(progressText({ status: 'checking', done: 8000, rows: 19_848 })).toBe('正在核对 8,000 / 19,848 行')
})

test.each([
  ['checked', '核对好了，确认后写入 19,842 条'],
  ['done', '已写入 19,842 条'],
  ['stopped', '已经停下，停下之前写入了 19,842 条，其余没有写入'],
  ['cancelled', '已取消，名册没有改动'],
] as const)('%s: %s', (status, text) => {
  expect(outcomeText({ status, kind: 'owners', counts })).toBe(text)
})

test('a list that changes nothing says so', () => {
  const same = { created: 0, changed: 0, same: 3, bad: 0 }
  expect(outcomeText({ status: 'checked', kind: 'owners', counts: same })).toBe(
    '和名册里的内容一样，没有要写入的',
  )
})

test.each([
  [0, '5 行有问题，没有一行能导入。请改好再传'],
  [3, '5 行有问题，其余的和名册里一样，没有要写入的。请改好再传'],
])('a list of which nothing can be written says why: %i the same', (same, text) => {
  const none = { created: 0, changed: 0, same, bad: 5 }
  expect(outcomeText({ status: 'checked', kind: 'owners', counts: none })).toBe(text)
})

test.each([
  ['业主.xlsx', undefined],
  ['业主.CSV', undefined],
  ['业主.xls', '这是旧版表格（.xls），请在表格软件里另存为 XLSX 后再选'],
  ['业主.pdf', '请选择 XLSX 或 CSV 文件'],
])('%s: %s', (name, refusal) => {
  expect(refusalOfName(name)).toBe(refusal)
})
