import fc from 'fast-check'
import { candidateRefusals, drawnOrder, isCandidate, type Candidate } from './candidates.rules'
import { frozenQuestions } from './freezing.rules'
import { setupRefusals, type PollSetup } from './setup.rules'
import { ownersSetup, strawSetup } from './setup.samples'

const stands = (personId: string, more: Partial<Candidate> = {}): Candidate => ({
  ...{ personId, about: '', consentOn: '2026-12-01' },
  ...more,
})
const election = (candidates: readonly Candidate[], more: Partial<PollSetup> = {}): PollSetup => ({
  ...strawSetup,
  questions: [
    {
      ...{
        kind: 'choice',
        text: '推选谁当楼组长？',
        method: 'single',
        min: 1,
        max: 1,
        scoreMax: 0,
        seats: 1,
      },
      options: ['周玉兰', '吴桂英', '沈月英'],
      candidates,
    },
  ],
  ...more,
})
const three = [stands('per_a', { about: '退休教师' }), stands('per_b'), stands('per_c')]
const texts = (setup: PollSetup) => candidateRefusals(setup).map(({ text }) => text)

test('persons stand where the pack lets them, each with consent, each once, one for every option', () => {
  expect(setupRefusals(election(three))).toEqual([])
  expect(texts(election(three.slice(1)))).toEqual(['选人的问题，每个选项都要是一位候选人'])
  expect(texts(election([stands('per_a'), stands('per_a'), stands('per_c')]))).toEqual([
    '同一个人不能当两次候选人',
  ])
  expect(texts(election([stands('per_a', { consentOn: null }), ...three.slice(1)]))).toEqual([
    '还没有登记本人同意：周玉兰',
  ])
  // Before a name is written the place stands for it.
  const [question] = election(three.map((one) => ({ ...one, consentOn: null }))).questions
  const blank = election(three, {
    questions: question ? [{ ...question, options: ['', '  ', '王德海'] }] : [],
  })
  expect(texts(blank)).toEqual(['还没有登记本人同意：候选人 1、候选人 2、王德海'])
})

test('owners elect by item 3 alone, and a committee of residents is elected on paper', () => {
  const owners = election(three, { ...ownersSetup, questions: election(three).questions })
  expect(texts({ ...owners, ownerItem: 3 })).toEqual([])
  expect(texts({ ...owners, ownerItem: 4 })).toEqual(['业主共同决定里这类事项不能选人'])
  expect(setupRefusals(election(three, { matter: 'committee_election' }))).not.toEqual([])
})

test('the order is a lot of the roll’s fingerprint that anybody draws again, and nobody is left out', () => {
  fc.assert(
    fc.property(fc.string({ maxLength: 64 }), fc.array(fc.string(), { maxLength: 20 }), (root, names) => {
      const order = drawnOrder(root, names)
      expect([...order].sort((a, b) => a - b)).toEqual(names.map((_, place) => place))
      expect(drawnOrder(root, names)).toEqual(order)
    }),
  )
  const roll = 'ab'.repeat(32)
  const [question] = frozenQuestions(election(three), ['q'], roll)
  const names = ['周玉兰', '吴桂英', '沈月英']
  expect(question?.options.map(({ text }) => text)).toEqual(drawnOrder(roll, names).map((at) => names[at]))
  expect(question?.options.map(({ key }) => key)).toEqual(['A', 'B', 'C'])
  expect(question?.options.find(({ text }) => text === '周玉兰')?.about).toBe('退休教师')
  const first = frozenQuestions(election(three), ['q'])[0]?.options.map(({ text }) => text)
  expect(first).toEqual(names)
})

test('a poll about things freezes to the very same text as before', () => {
  expect(JSON.stringify(frozenQuestions(strawSetup, ['q'], 'ab'.repeat(32)))).toBe(
    JSON.stringify(frozenQuestions(strawSetup, ['q'])),
  )
  expect(isCandidate(strawSetup, 'per_a')).toBe(false)
  expect(isCandidate(election(three), 'per_a')).toBe(true)
  expect(isCandidate(election(three), null)).toBe(false)
})
