import { pinyin } from 'pinyin-pro'
import { MOST_QUERY_TOKENS, pairsOf, pairsOrSingle, runsOf } from '../../platform/search-text'

/** Characters of the body that can be searched for; title and summary always can. Keeps the index small. */
const SEARCHED_TEXT = 1_000
/** Stands before the initials of a title, so that `ts` for 停水 is not the `ts` of an English word. */
const INITIALS = '~'

function initialsOf(text: string): string {
  return pinyin(text, { pattern: 'first', toneType: 'none', type: 'array' }).join('').toLowerCase()
}

/**
 * What a notice is found by: every pair of neighbouring characters, single characters of the title, and the
 * pinyin initials of the title. A multikey index over these works alike on every MongoDB (architecture §4).
 */
export function searchTokens(notice: { title: string; summary: string; text: string }): string[] {
  const tokens = new Set<string>()
  for (const run of runsOf(`${notice.title} ${notice.summary} ${notice.text.slice(0, SEARCHED_TEXT)}`)) {
    for (const pair of pairsOf(run)) tokens.add(pair)
  }
  for (const run of runsOf(notice.title)) {
    for (const letter of run) tokens.add(letter)
    for (const pair of pairsOf(initialsOf(run))) tokens.add(`${INITIALS}${pair}`)
  }
  return [...tokens]
}

/**
 * The ways a query may match: a notice carries every token of at least one of them. Latin letters may be a
 * word or pinyin initials, so they give two ways. Empty when the query holds nothing to search for.
 */
export function searchWays(query: string): readonly (readonly string[])[] {
  const runs = runsOf(query)
  const literal = runs.flatMap(pairsOrSingle)
  if (literal.length === 0) return []
  const ways = [literal]
  const letters = runs.join('')
  if (/^[a-z]{2,}$/.test(letters)) ways.push(pairsOf(letters).map((pair) => `${INITIALS}${pair}`))
  return ways.map((way) => [...new Set(way)].slice(0, MOST_QUERY_TOKENS))
}
