import { ABSTAIN, OPTION_KEYS, type PollMethod, type PollQuestion } from './polls.kinds'

/**
 * One answer to one question, in the only form it can have:
 * - `-` 弃权, with every method;
 * - single: the letter of the option, `B`;
 * - multiple, approval: the letters in the order of the paper, `ACD`;
 * - ranked: the letters in the voter's order, best first, `CAB`;
 * - score: one digit an option in the order of the paper, `5032`.
 * One form a meaning: otherwise the spelling could mark a secret ballot.
 */
export type Choice = string

/** What is wrong with a choice; the texts are for the person who filled it in. */
export type BallotFault =
  | 'unknown_option'
  | 'twice'
  | 'order'
  | 'too_few'
  | 'too_many'
  | 'one_only'
  | 'every_option'
  | 'mark'
  | 'empty'

type ChoiceRule = (question: PollQuestion, choice: Choice) => BallotFault | null

const isOption = ({ options }: PollQuestion, key: string): boolean => {
  const index = OPTION_KEYS.indexOf(key)
  return index >= 0 && index < options.length
}

/** Known letters, each once. */
const letters: ChoiceRule = (question, choice) => {
  for (let i = 0; i < choice.length; i += 1) {
    const key = choice.charAt(i)
    if (!isOption(question, key)) return 'unknown_option'
    if (choice.indexOf(key) !== i) return 'twice'
  }
  return null
}

const ascending: ChoiceRule = (_, choice) => {
  for (let i = 1; i < choice.length; i += 1) if (choice.charAt(i) <= choice.charAt(i - 1)) return 'order'
  return null
}

const countBetween: ChoiceRule = ({ min, max }, choice) => {
  if (choice.length < min) return 'too_few'
  return choice.length > max ? 'too_many' : null
}

const all =
  (...rules: readonly ChoiceRule[]): ChoiceRule =>
  (question, choice) => {
    for (const rule of rules) {
      const fault = rule(question, choice)
      if (fault) return fault
    }
    return null
  }

/**
 * One rule a method, by type: leaving one out must never mean that validation is skipped
 * (participation §2.2, the lesson of GHSA-vw3c-8jvc-x67p).
 */
const choiceRules: Readonly<Record<PollMethod, ChoiceRule>> = {
  single: all((_, choice) => (choice.length === 1 ? null : 'one_only'), letters),
  multiple: all(letters, ascending, countBetween),
  approval: all(letters, ascending),
  ranked: all(letters, countBetween),
  score: ({ options, scoreMax }, choice) => {
    if (choice.length !== options.length) return 'every_option'
    for (let i = 0; i < choice.length; i += 1) {
      const mark = choice.charCodeAt(i) - 48
      if (mark < 0 || mark > scoreMax) return 'mark'
    }
    return null
  },
}

/** Why a choice is no answer to the question, or null when it is one. */
export function ballotFault(question: PollQuestion, choice: Choice): BallotFault | null {
  if (choice === ABSTAIN) return null
  if (choice === '') return 'empty'
  return choiceRules[question.method](question, choice)
}

/** The sentence for a fault, for the voter or for whoever enters a paper. */
export function ballotFaultText({ min, max, scoreMax }: PollQuestion, fault: BallotFault): string {
  const texts: Record<BallotFault, string> = {
    unknown_option: '选了这张票上没有的选项，请重新选择',
    twice: '同一个选项选了两次，请重新选择',
    order: '选项的顺序不对，请重新选择',
    too_few: `至少选 ${min} 项`,
    too_many: `最多选 ${max} 项`,
    one_only: '只能选一项',
    every_option: '每一项都要打分',
    mark: `分数是 0 到 ${scoreMax}`,
    empty: '请选择，或者选“弃权”',
  }
  return texts[fault]
}

/** The choice for options ticked in any order: the form's half of {@link Choice}. */
export function composeChoice(method: PollMethod, keys: readonly string[]): Choice {
  if (keys.length === 0) return ''
  return method === 'ranked' ? keys.join('') : [...keys].sort().join('')
}

/** Whether two choices are the same ballot; used where two people enter one paper. */
export const sameChoices = (a: readonly Choice[], b: readonly Choice[]): boolean =>
  a.length === b.length && a.every((choice, index) => choice === b[index])
