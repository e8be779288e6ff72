import fc from 'fast-check'
import { isSampled, measureCase, measures, ratesOf, rateText, type EndedCase } from './figures.rules'

const at = (hours: number) => new Date(Date.UTC(2026, 10, 23, hours))
const kept = { dueAt: at(10), doneAt: at(9) }
const late = { dueAt: at(10), doneAt: at(11) }
const base: EndedCase = {
  ...{ status: 'closed', categoryCode: 'property.repair', excluded: null },
  ...{ first: kept, answer: kept, rating: { solved: 'yes', score: 5 }, callback: null },
}
const measured = (part: Partial<EndedCase> = {}) => measureCase({ ...base, ...part })

test('a case answered in time and rated well hits every rate', () => {
  expect(measured()).toMatchObject({ response: true, onTime: true, resolution: true, satisfaction: true })
})

test.each([
  ['a late first contact', { first: late }, { response: false, onTime: true }],
  ['a late answer', { answer: late }, { response: true, onTime: false }],
  [
    'partly solved counts as solved',
    { rating: { solved: 'partly', score: 2 } },
    { resolution: true, satisfaction: false },
  ],
  ['not solved', { rating: { solved: 'no', score: 3 } }, { resolution: false, satisfaction: true }],
  [
    'unrated: in no rate and never satisfied',
    { rating: null },
    { resolution: null, satisfaction: null, unheard: true },
  ],
  [
    'unrated, but reached',
    { rating: null, callback: { solved: 'no', score: 1 } },
    { resolution: false, satisfaction: false, unheard: false },
  ],
  [
    'what the resident said beats the callback',
    { callback: { solved: 'no', score: 1 } },
    { satisfaction: true },
  ],
] as const)('%s', (_, part, expected) => {
  expect(measured(part)).toMatchObject(expected)
})

test.each([
  ['merged', { status: 'merged' }],
  ['withdrawn', { status: 'withdrawn' }],
  ['rejected', { status: 'rejected' }],
  ['consult', { categoryCode: 'other.policy' }],
  ['malicious', { excluded: 'malicious' }],
] as const)('what is %s counts for no rate and is named', (excluded, part) => {
  const one = measured(part)
  expect(one.excluded).toBe(excluded)
  expect(measures.map((measure) => one[measure])).toEqual([null, null, null, null])
})

test('a rate says nothing where nothing counts', () => {
  expect(rateText(ratesOf([]).satisfaction)).toBe('—')
  expect(rateText({ hit: 6, of: 7 })).toBe('85.7%')
  expect(rateText({ hit: 1, of: 2 })).toBe('50%')
})

test('whatever is counted, each case is in a rate, unheard or left out', () => {
  const cases = fc.array(
    fc.record({
      status: fc.constantFrom('closed', 'merged', 'withdrawn', 'rejected'),
      categoryCode: fc.constantFrom('property.repair', 'other.policy'),
      excluded: fc.constantFrom(null, 'beyond'),
      first: fc.constantFrom(kept, late, null),
      answer: fc.constantFrom(kept, late, null),
      rating: fc.constantFrom(null, { solved: 'no', score: 1 }, { solved: 'yes', score: 4 }),
      callback: fc.constantFrom(null, { solved: 'yes', score: 5 }),
    }),
  )
  fc.assert(
    fc.property(cases, (all) => {
      const rates = ratesOf(all.map(measureCase))
      expect(rates.satisfaction.of + rates.unheard + rates.excluded).toBe(all.length)
      for (const measure of measures) expect(rates[measure].hit).toBeLessThanOrEqual(rates[measure].of)
    }),
  )
})

test('the sample takes everybody who is not content, and about its share of the rest', () => {
  expect(isSampled('opn_x', { solved: 'no', score: 5 }, 0)).toBe(true)
  expect(isSampled('opn_x', { solved: 'yes', score: 2 }, 0)).toBe(true)
  const drawn = Array.from({ length: 2000 }, (_, n) => isSampled(`opn_${(n * 7919).toString(36)}`, null, 20))
  const share = drawn.filter(Boolean).length / drawn.length
  expect(share).toBeGreaterThan(0.15)
  expect(share).toBeLessThan(0.25)
})
