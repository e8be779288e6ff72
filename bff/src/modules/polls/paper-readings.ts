import { sameChoices } from '@linli/shared/polls/ballot.rules'
import type { PaperEntry, PollRollRow } from './poll-roll.model'

/** What each reader of a paper has read last: a reading that was taken back confirms nothing. */
export const lastReadings = (papers: readonly PaperEntry[]): PaperEntry[] => [
  ...new Map(papers.map((entry) => [entry.byAccountId, entry])).values(),
]

/** The ballot that stands is this paper, and this is one of the two who have read it: sent again after a lost answer. */
export function isRecorded(
  row: Pick<PollRollRow, 'voted' | 'dissentBy' | 'casts'> | null,
  accountId: string,
  answers: readonly string[],
): boolean {
  const last = row?.casts.at(-1)
  const stands = row?.voted === true && row.dissentBy === null && last !== undefined
  return stands && last.readBy?.includes(accountId) === true && sameChoices(last.answers, answers)
}
