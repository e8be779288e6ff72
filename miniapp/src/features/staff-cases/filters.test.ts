import { daySentence, shownText, type CaseCounts } from './filters'

const counts = (part: Partial<CaseCounts>): CaseCounts => ({
  all: 41,
  urgent: 0,
  'to-accept': 6,
  'to-sign': 2,
  returned: 1,
  mine: 10,
  'due-today': 0,
  overdue: 0,
  paused: 3,
  answered: 8,
  closed: 52,
  ...part,
})

test.each([
  [{}, '今天没有到期的办件'],
  [{ 'due-today': 4 }, '今天 4 件到期'],
  [{ overdue: 1 }, '1 件已逾期'],
  [{ urgent: 1, overdue: 1 }, '1 件紧急，1 件已逾期'],
  [{ 'due-today': 4, overdue: 1 }, '今天 4 件到期，1 件已逾期'],
])('%j reads %s', (part, sentence) => {
  expect(daySentence(counts(part))).toBe(sentence)
})

test.each([
  [20, 66, '共 66 件，显示前 20 件'],
  [16, 16, '共 16 件'],
  [1, undefined, '列出 1 件'],
])('%s listed of %s: the figure of all cases does not stand under a search', (listed, all, words) => {
  expect(shownText(listed, all)).toBe(words)
})
