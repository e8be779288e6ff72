import type { NodeKind } from '@linli/shared/space/space.kinds'
import { pinyin } from 'pinyin-pro'
import { pairsOf, pairsOrSingle } from '../../platform/search-text'

/**
 * How places are found. A place has a number line (`锦和苑 3 号楼 2 单元 501` → 3-2-501) and words (锦和苑). Every node
 * is found by its number line and by any part of it that ends with its own number; words are found on the node that
 * bears them, and a query with both looks for the numbers under the places its words mean. So a room carries a handful
 * of tokens, and renaming an estate touches none of them.
 */

/** Stand before tokens of a kind, so that the initials of a name are no word, and a number line no number. */
const NUMBERS = '#'
const INITIALS = '~'
/** Longer number lines are nobody's address. */
const MOST_NUMBERS = 5
const MOST_WORD_TOKENS = 12

/** Words that only say what the number before them counts. */
const measure = '号楼|号院|号|栋|幢|座|单元|门|室|房|层|楼|弄|#'
const numberItem = new RegExp(
  `(?:(?<![a-z])[a-z])?\\d+[a-z]?(?:\\s*(?:${measure}))?|[a-z](?=\\s*(?:栋|座|幢|号楼|单元))`,
  'g',
)
const measureAlone = new RegExp(`^(?:${measure})+$`)

const normalise = (text: string): string => text.normalize('NFKC').toLowerCase()

/** `锦和苑 3 号楼 A 座 501` → `3`, `a`, `501`. */
export const numbersOf = (text: string): string[] =>
  [...normalise(text).matchAll(numberItem)].map(([item]) => item.replace(/[^a-z\d]/g, ''))

/** What is left without the numbers: runs of letters that name something. */
const wordsOf = (text: string): string[] =>
  (
    normalise(text)
      .replace(numberItem, ' ')
      .match(/[\p{Script=Han}]+|[a-z]+/gu) ?? []
  ).filter((run) => !measureAlone.test(run))

const initialsOf = (run: string): string =>
  pinyin(run, { pattern: 'first', toneType: 'none', type: 'array' }).join('').toLowerCase()

/** Every line of these numbers that ends with the last one. */
function linesTo(numbers: readonly string[]): string[] {
  const line = numbers.slice(-MOST_NUMBERS)
  const own = line.at(-1)
  if (own === undefined) return []
  return line
    .slice(0, -1)
    .reduceRight<string[]>((lines, number) => [...lines, ...lines.map((tail) => `${number}-${tail}`)], [own])
}

/** What a node is found by: `label` gives the number line, the own name the words. */
export function nodeTokens(node: { kind: NodeKind; name: string; label: string }): string[] {
  const ownNumbers = numbersOf(node.name)
  const lines =
    ownNumbers.length === 0 ? [] : linesTo(numbersOf(node.label)).map((line) => `${NUMBERS}${line}`)
  const words = wordsOf(node.name).flatMap((run) => [
    ...run,
    ...pairsOf(run),
    ...pairsOf(initialsOf(run)).map((pair) => `${INITIALS}${pair}`),
  ])
  return [...new Set([...lines, ...words])]
}

export interface PlaceQuery {
  /** The ways the words may match, each a set of tokens that a place must bear; Latin letters may be initials. */
  readonly words: readonly (readonly string[])[]
  /** The token of the number line, or null without one. */
  readonly numbers: string | null
}

/** Reads what somebody typed. Both parts are empty when there is nothing to look for. */
export function readQuery(typed: string): PlaceQuery {
  const numbers = numbersOf(typed).slice(-MOST_NUMBERS)
  const runs = wordsOf(typed)
  const literal = runs.flatMap(pairsOrSingle)
  const initials = runs.flatMap((run) =>
    /^[a-z]{2,}$/.test(run) ? pairsOf(run).map((pair) => `${INITIALS}${pair}`) : pairsOf(run),
  )
  const ways = [literal, ...(runs.some((run) => /^[a-z]{2,}$/.test(run)) ? [initials] : [])]
  return {
    words: literal.length === 0 ? [] : ways.map((way) => [...new Set(way)].slice(0, MOST_WORD_TOKENS)),
    numbers: numbers.length === 0 ? null : `${NUMBERS}${numbers.join('-')}`,
  }
}
