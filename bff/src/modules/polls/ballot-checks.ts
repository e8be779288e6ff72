import { ballotFault, ballotFaultText, sameChoices } from '@linli/shared/polls/ballot.rules'
import type { PollQuestion } from '@linli/shared/polls/polls.kinds'
import type { FieldIssue } from '@linli/shared/errors'
import { AppError } from '../../platform/problem-error'
import type { PollRollRow } from './poll-roll.model'
import type { PollRow } from './poll.model'

/** Every answer judged by its method's rule. Throws `validation_failed` with each that is none. */
export function refuseFaults(
  questions: readonly PollQuestion[],
  answers: readonly string[],
  pathOf: (index: number) => string,
): void {
  if (answers.length !== questions.length)
    throw new AppError('validation_failed', {
      errors: [{ path: pathOf(answers.length), message: `有 ${questions.length} 个问题，每个都要回答` }],
    })
  const errors = questions.flatMap((question, index): FieldIssue[] => {
    const fault = ballotFault(question, answers[index] ?? '')
    return fault ? [{ path: pathOf(index), message: ballotFaultText(question, fault) }] : []
  })
  if (errors.length > 0) throw new AppError('validation_failed', { errors })
}

export const questionsOf = (row: PollRow): readonly PollQuestion[] => row.frozen?.questions ?? []

/**
 * The ballot that stands was cast by this very person with these very answers: sent again after a lost answer it is no
 * change, and nobody who shares the row is told a second time. Answers how many casts came before it; null otherwise.
 */
export function sameCast(
  { voted, dissentBy, papers, casts }: PollRollRow,
  personId: string,
  answers: readonly string[],
): number | null {
  const last = casts.at(-1)
  const stands = voted && dissentBy === null && papers.length === 0
  return stands && last?.byPersonId === personId && sameChoices(last.answers, answers)
    ? casts.length - 1
    : null
}

/** A secret ballot by the named way would name it; a named one by the secret way would be lost. */
export function refuseWrongSecrecy(row: PollRow, wanted: 'named' | 'secret'): void {
  if (row.draft.setup.secrecy !== wanted) throw new AppError('not_found')
}
