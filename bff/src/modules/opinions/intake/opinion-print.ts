import type { OpinionRow } from '../opinion.model'
import { matterWords } from './matter-words'
import type { OpinionPrintRow, OpinionWordRow } from './opinion-print.model'

/** Raised when the words of a text are taken apart in another way, with a migration that draws the prints anew. */
export const PRINT_DRAWN = 2

/** The print of a case at its places, the narrowest first. */
export function printOf(
  row: Pick<OpinionRow, '_id' | 'communityId' | 'category' | 'text'>,
  placeIds: readonly string[],
): OpinionPrintRow {
  const { tokens, asides } = matterWords(row.text)
  return {
    _id: row._id,
    communityId: row.communityId,
    groupCode: row.category.code.split('.', 1)[0] ?? '',
    placeIds: [...placeIds],
    tokens: [...tokens],
    asides: [...asides],
    keys: [...new Set(tokens.flatMap((token) => [null, ...placeIds].map((place) => printKey(token, place))))],
    drawn: PRINT_DRAWN,
  }
}

const FNV_START = 0x81_1c_9d_c5
const FNV_PRIME = 0x01_00_01_93

/**
 * A word within a place (null: anywhere) as a number of 32 bits (FNV-1a). Two that meet in one number only bring a
 * candidate that its words then refuse.
 */
export function printKey(token: string, placeId: string | null): number {
  let hash = FNV_START
  for (const unit of `${placeId ?? ''}/${token}`)
    hash = Math.imul(hash ^ (unit.codePointAt(0) ?? 0), FNV_PRIME)
  return hash | 0
}

/** The row that counts a word; without one, the row that counts the open cases. */
export const wordId = (communityId: string, token = ''): string => `${communityId}/${token}`

/** By how much each count changes when a print takes the place of another. */
export function countChanges(
  before: OpinionPrintRow | null,
  after: OpinionPrintRow | null,
): Map<string, number> {
  const changes = new Map<string, number>()
  const add = (print: OpinionPrintRow | null, by: number): void => {
    if (print === null) return
    const tokens = new Set(['', ...print.tokens, ...print.asides])
    for (const token of tokens) changes.set(token, (changes.get(token) ?? 0) + by)
  }
  // A print of the release before was counted nowhere.
  add(before?.keys ? before : null, -1)
  add(after, 1)
  return new Map([...changes].filter(([, by]) => by !== 0))
}

/** The rows that count the words of many prints of one community, for stores that begin empty. */
export function wordRowsOf(communityId: string, prints: readonly OpinionPrintRow[]): OpinionWordRow[] {
  const counts = new Map<string, number>()
  for (const print of prints)
    for (const [token, by] of countChanges(null, print)) counts.set(token, (counts.get(token) ?? 0) + by)
  return [...counts].map(([token, count]) => ({ _id: wordId(communityId, token), communityId, count }))
}
