import type { NamedRow } from '@linli/shared/polls/board'
import type { Standing } from '@linli/shared/polls/board.tree'
import type { PollRollRow } from './poll-roll.model'

type SealedRow = Pick<
  PollRollRow,
  | 'serial'
  | 'label'
  | 'votes'
  | 'area'
  | 'voted'
  | 'dissentBy'
  | 'served'
  | 'answers'
  | 'via'
  | 'casts'
  | 'notMe'
>

/**
 * A sealed row of a named poll as it stands on the board.
 * @throws Error when what is to be counted is not what its last cast says: each ballot is written twice, and whoever edits
 *   one of the two in the database has not cast it
 */
export function namedRow(row: SealedRow): NamedRow {
  if (!isAsCast(row)) throw new Error(`row ${row.serial} is not as it was cast`)
  const { serial, label, votes, area, voted, dissentBy, served, answers } = row
  const standing: Standing =
    dissentBy !== null ? 'suspended' : voted ? 'voted' : served ? 'reached' : 'absent'
  return { serial, label, votes, area, standing, answers: standing === 'voted' ? [...answers] : [] }
}

function isAsCast({ voted, via, answers, casts, notMe }: SealedRow): boolean {
  const last = casts.at(-1)
  // A ballot that was annulled leaves its cast behind, and the finding says so.
  if (!voted) return last === undefined || notMe?.finding?.annulled === true
  return (
    last?.via === via &&
    last.answers.length === answers.length &&
    last.answers.every((answer, at) => answer === answers[at])
  )
}
