import { MOST_QUERY_TOKENS, pairsOf, pairsOrSingle, runsOf } from '../../platform/search-text'

/** Characters of why and wish that can be searched for. */
const SEARCHED_TEXT = 500
/** Keeps one long text from costing more than the others together. */
const MOST_COMPARED = 40
/** Two topics share this much of the shorter title's pairs before they are shown as similar. */
const ALIKE = 0.4
const SHOWN_WORDS = 3

/** What a topic is found by: single characters of the title, pairs of everything. */
export function topicTokens({ title, why, wish }: { title: string; why: string; wish: string }): string[] {
  const pairs = runsOf(`${title} ${why.slice(0, SEARCHED_TEXT)} ${wish.slice(0, SEARCHED_TEXT)}`).flatMap(
    pairsOf,
  )
  return [...new Set([...pairs, ...runsOf(title).flatMap((run) => [...run])])]
}

/** What a typed query asks for; a topic carries every token. Empty when there is nothing to look for. */
export const topicQuery = (query: string): string[] =>
  [...new Set(runsOf(query).flatMap(pairsOrSingle))].slice(0, MOST_QUERY_TOKENS)

/** Pairs of a title that say something. */
export const comparedTokens = (title: string): string[] =>
  [...new Set(runsOf(title).flatMap(pairsOf))].slice(0, MOST_COMPARED)

/** How much one title says that the other topic says too, and the words both have; null when that is little. */
export function likenessOf(
  title: string,
  other: { readonly title: string },
): { score: number; reason: string } | null {
  const mine = comparedTokens(title)
  const theirs = new Set(comparedTokens(other.title))
  const shared = mine.filter((token) => theirs.has(token))
  const smaller = Math.min(mine.length, theirs.size)
  const score = smaller === 0 ? 0 : shared.length / smaller
  if (score < ALIKE) return null
  return {
    score,
    reason: `都写到${shared
      .slice(0, SHOWN_WORDS)
      .map((word) => `“${word}”`)
      .join('')}`,
  }
}
