import { ballotFault, ballotFaultText, composeChoice } from '@linli/shared/polls/ballot.rules'
import { ABSTAIN, type PollQuestion } from '@linli/shared/polls/polls.kinds'

/** What is ticked so far for one question: letters in the order they were chosen, or marks by option. */
export interface Answer {
  readonly abstains: boolean
  readonly keys: readonly string[]
  /** One mark an option; null where none has been given. */
  readonly marks: readonly (number | null)[]
}

export const blankAnswer = ({ options }: PollQuestion): Answer => ({
  abstains: false,
  keys: [],
  marks: options.map(() => null),
})

/** The ballot's text as a form shows it again, for changing a named ballot. */
export function answerOf(question: PollQuestion, choice: string | undefined): Answer {
  const blank = blankAnswer(question)
  if (choice === undefined || choice === '') return blank
  if (choice === ABSTAIN) return { ...blank, abstains: true }
  if (question.method === 'score') return { ...blank, marks: [...choice].map(Number) }
  return { ...blank, keys: [...choice] }
}

/** One tap on an option: chosen, or chosen no more. Whatever is chosen ends an abstention. */
export function tapped(question: PollQuestion, answer: Answer, key: string): Answer {
  const has = answer.keys.includes(key)
  const keys =
    question.method === 'single'
      ? [key]
      : has
        ? answer.keys.filter((known) => known !== key)
        : [...answer.keys, key]
  return { ...answer, abstains: false, keys }
}

export const marked = (answer: Answer, index: number, mark: number): Answer => ({
  ...answer,
  abstains: false,
  marks: answer.marks.map((known, at) => (at === index ? mark : known)),
})

export const abstained = (question: PollQuestion, answer: Answer): Answer =>
  answer.abstains ? { ...answer, abstains: false } : { ...blankAnswer(question), abstains: true }

/** The answer in the one form a ballot can have; empty when nothing is chosen. */
export function choiceOf({ method }: PollQuestion, { abstains, keys, marks }: Answer): string {
  if (abstains) return ABSTAIN
  if (method === 'score')
    return marks.every((mark) => mark === null) ? '' : marks.map((mark) => mark ?? '?').join('')
  return composeChoice(method, keys)
}

/** Why it cannot be cast yet, as the voter reads it. */
export function faultOf(question: PollQuestion, answer: Answer): string | undefined {
  const fault = ballotFault(question, choiceOf(question, answer))
  if (fault === null) return undefined
  return ballotFaultText(question, fault === 'mark' ? 'every_option' : fault)
}

/** The answers to all questions in the form a ballot has; empty where nothing is chosen. */
export const choicesOf = (questions: readonly PollQuestion[], answers: readonly Answer[]): string[] =>
  questions.map((question, index) => choiceOf(question, answers[index] ?? blankAnswer(question)))

/** Question by question why it cannot be cast yet. */
export const faultsOf = (
  questions: readonly PollQuestion[],
  answers: readonly Answer[],
): (string | undefined)[] =>
  questions.map((question, index) => faultOf(question, answers[index] ?? blankAnswer(question)))
