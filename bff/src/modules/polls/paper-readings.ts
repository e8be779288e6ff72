import type { PaperEntry } from './poll-roll.model'

/** What each reader of a paper has read last: a reading that was taken back confirms nothing. */
export const lastReadings = (papers: readonly PaperEntry[]): PaperEntry[] => [
  ...new Map(papers.map((entry) => [entry.byAccountId, entry])).values(),
]
