import { ballotFault } from '@linli/shared/polls/ballot.rules'
import type { PollMethod, PollQuestion } from '@linli/shared/polls/polls.kinds'
import fc from 'fast-check'
import { abstained, answerOf, blankAnswer, choiceOf, faultOf, marked, tapped, type Answer } from './answers'

const question = (method: PollMethod, more: Partial<PollQuestion> = {}): PollQuestion => ({
  ...{ id: 'q', kind: 'choice', text: '选哪个', method, min: 1, max: 4, scoreMax: 5, seats: 1 },
  options: ['A', 'B', 'C', 'D'].map((key) => ({ key, text: key })),
  decision: {
    ...{ dimensions: ['votes'], quorum: null, majority: null },
    ...{ majorityOf: 'cast', silent: 'not_participating' },
  },
  ...more,
})

const taps = (asked: PollQuestion, keys: string): Answer =>
  [...keys].reduce((answer, key) => tapped(asked, answer, key), blankAnswer(asked))

test.each([
  ['single', 'AC', 'C'],
  ['multiple', 'CA', 'AC'],
  ['multiple', 'CAC', 'A'],
  ['approval', 'DB', 'BD'],
  ['ranked', 'CAB', 'CAB'],
  ['ranked', 'CABA', 'CB'],
] as const)('%s: the taps %s make the ballot %s', (method, keys, choice) => {
  expect(choiceOf(question(method), taps(question(method), keys))).toBe(choice)
})

test('marks make a ballot only when every option has one', () => {
  const asked = question('score')
  const half = marked(marked(blankAnswer(asked), 0, 5), 2, 0)
  expect(faultOf(asked, half)).toBe('每一项都要打分')
  const whole = [0, 1, 2, 3].reduce((answer, index) => marked(answer, index, index), blankAnswer(asked))
  expect([choiceOf(asked, whole), faultOf(asked, whole)]).toEqual(['0123', undefined])
})

test('nothing chosen is no ballot, too many are refused with the number', () => {
  const asked = question('multiple', { max: 2 })
  expect(faultOf(asked, blankAnswer(asked))).toBe('请选择，或者选“弃权”')
  expect(faultOf(asked, taps(asked, 'ABC'))).toBe('最多选 2 项')
})

test('abstaining empties the ballot, and choosing ends it', () => {
  const asked = question('approval')
  const without = abstained(asked, taps(asked, 'AB'))
  expect(choiceOf(asked, without)).toBe('-')
  expect(choiceOf(asked, tapped(asked, without, 'C'))).toBe('C')
  expect(choiceOf(asked, abstained(asked, without))).toBe('')
})

test('whatever is tapped, the form casts a ballot of the one form or says why not; and shows it again as it was', () => {
  const methods = fc.constantFrom<PollMethod>('single', 'multiple', 'approval', 'ranked')
  fc.assert(
    fc.property(methods, fc.array(fc.constantFrom('A', 'B', 'C', 'D')), (method, keys) => {
      const asked = question(method)
      const answer = taps(asked, keys.join(''))
      const choice = choiceOf(asked, answer)
      expect(faultOf(asked, answer) === undefined).toBe(ballotFault(asked, choice) === null)
      expect(choiceOf(asked, answerOf(asked, choice))).toBe(choice)
    }),
  )
})
