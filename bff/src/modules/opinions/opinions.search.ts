import { MOST_QUERY_TOKENS, pairsOrSingle, runsOf } from '../../platform/search-text'

/** Numbers and latin words are looked for as they are; Han text by pairs of neighbours. */
const tokensOfRun = (run: string): string[] =>
  (run.match(/[a-z0-9]+|[^a-z0-9]+/g) ?? []).flatMap((part) =>
    /^[a-z0-9]/.test(part) ? [part] : pairsOrSingle(part),
  )

/** What a text is found by: pairs of Han characters, whole numbers and words, single Han characters. */
export function textTokens(...texts: readonly string[]): string[] {
  const runs = texts.flatMap(runsOf)
  const singles = runs.flatMap((run) => [...run].filter((letter) => !/[a-z0-9]/.test(letter)))
  return [...new Set([...runs.flatMap(tokensOfRun), ...singles])]
}

/** `QH-20261123-0042` is found by `0042`, `1123` and `20261123`, however much of it somebody types. */
export function numberTokens(number: string): string[] {
  const parts = number.toLowerCase().split('-')
  const [, day = ''] = parts
  return [...parts, day.slice(4)].filter((part) => part !== '')
}

/**
 * What a typed query asks for; a row must carry every token. The longest first, because an index is entered by
 * the first and long ones are rare. Empty when there is nothing to look for.
 */
export function queryTokens(query: string): string[] {
  const tokens = [...new Set(runsOf(query).flatMap(tokensOfRun))]
  return tokens.toSorted((a, b) => b.length - a.length).slice(0, MOST_QUERY_TOKENS)
}
