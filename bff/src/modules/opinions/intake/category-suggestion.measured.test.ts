import { defaultCatalogue } from '@linli/shared/opinions/opinions.catalogue'
import { emergenciesIn } from '@linli/shared/opinions/emergency.rules'
import texts from '../../../../test/data/opinion-texts.json'
import { categoryLexicon } from './category-lexicon'
import { createCategorySuggester } from './category-suggestion'

const suggest = createCategorySuggester(categoryLexicon)
const urgentCodes = new Set(
  defaultCatalogue.flatMap(({ items }) =>
    items.filter(({ urgent }) => urgent === true).map(({ code }) => code),
  ),
)
const percent = (share: number): string => `${(share * 100).toFixed(1)} %`

test('on a hundred labelled opinions the first level is right where it speaks, and it seldom is silent', () => {
  const spoken = texts.flatMap(({ text, group }) => {
    const suggestion = suggest(text)
    return suggestion ? [{ group, suggestion }] : []
  })
  const right =
    spoken.filter(({ group, suggestion }) => suggestion.groupCode === group).length / spoken.length
  const silent = 1 - spoken.length / texts.length
  process.stdout.write(`first level: right where it speaks ${percent(right)}, silent ${percent(silent)}\n`)
  expect(right).toBeGreaterThanOrEqual(0.8)
  expect(silent).toBeLessThanOrEqual(0.25)
})

test('what must not queue is met by a number to dial or by a category that does not queue', () => {
  const missed = texts.filter(
    ({ text, urgent }) =>
      urgent && emergenciesIn(text).length === 0 && !urgentCodes.has(suggest(text)?.code ?? ''),
  )
  expect(missed.map(({ text }) => text)).toEqual([])
})

test('at most two in a hundred ordinary opinions are asked about an emergency for nothing', () => {
  expect(
    texts.filter(({ text, urgent }) => !urgent && emergenciesIn(text).length > 0).length,
  ).toBeLessThanOrEqual(2)
})
