/** What one query may ask for, so that nobody's sentence walks an index a hundred times. */
export const MOST_QUERY_TOKENS = 20

/** Runs of letters, digits and Han characters, in one case and one width; everything else separates. */
export const runsOf = (text: string): string[] =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .match(/[\p{L}\p{N}]+/gu) ?? []

/** Every pair of neighbouring characters; what has one character has none. */
export function pairsOf(run: string): string[] {
  const letters = [...run]
  return letters.slice(1).map((letter, index) => `${letters[index] ?? ''}${letter}`)
}

/** Pairs, or the character itself where there is but one: what a typed run asks for. */
export const pairsOrSingle = (run: string): string[] => ([...run].length === 1 ? [run] : pairsOf(run))
