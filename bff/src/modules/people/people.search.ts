import { pinyin } from 'pinyin-pro'

/** Longest part of a name that is a token of its own: nearly every name is found by one look-up. */
const LONGEST_PART = 4
/** Stands before pinyin initials, so that `li` of 王丽 is not the `li` of a name in latin letters. */
const INITIALS = '~'

/** Letters and digits of any script, and nothing else: `买买提·艾力` is found with and without its dot. */
const lettersOf = (text: string): string[] =>
  [...text.normalize('NFKC').toLowerCase()].filter((letter) => /[\p{L}\p{N}]/u.test(letter))

function partsOf(letters: readonly string[], shortest: number): string[] {
  const parts: string[] = []
  for (let length = shortest; length <= Math.min(LONGEST_PART, letters.length); length += 1) {
    for (let start = 0; start + length <= letters.length; start += 1) {
      parts.push(letters.slice(start, start + length).join(''))
    }
  }
  return parts
}

const initialsOf = (name: string): string[] =>
  lettersOf(pinyin(name, { pattern: 'first', toneType: 'none', type: 'array', surname: 'head' }).join(''))

/**
 * What a name is found by: its first character (the surname), every part of two to four characters, and the same
 * of its pinyin initials. `周玉兰` is found by 周, 玉兰, `zyl` and `yl`.
 */
export function nameTokens(name: string): string[] {
  const letters = lettersOf(name)
  const initials = /\p{Script=Han}/u.test(name) ? initialsOf(letters.join('')) : []
  return [
    ...new Set([
      ...letters.slice(0, 1),
      ...partsOf(letters, 2),
      ...partsOf(initials, 2).map((part) => `${INITIALS}${part}`),
    ]),
  ]
}

/**
 * The ways a typed name may match: a person carries every token of at least one of them. Latin letters may be a
 * name or initials. Empty when there is nothing to look for.
 */
export function nameWays(typed: string): readonly (readonly string[])[] {
  const letters = lettersOf(typed)
  if (letters.length === 0) return []
  const literal = longest(letters)
  return /^[a-z]{2,}$/.test(letters.join(''))
    ? [literal, literal.map((token) => `${INITIALS}${token}`)]
    : [literal]
}

/** The fewest tokens that cover the letters: one, or overlapping parts of the longest length. */
const longest = (letters: readonly string[]): string[] =>
  letters.length <= LONGEST_PART ? [letters.join('')] : partsOf(letters, LONGEST_PART)

/** What somebody typed into the one search box. */
export type RollQuery =
  | { readonly by: 'phone'; readonly phone: string }
  | { readonly by: 'phone_tail'; readonly tail: string }
  | { readonly by: 'room'; readonly text: string }
  | { readonly by: 'name'; readonly ways: readonly (readonly string[])[] }

/**
 * Tells a phone, the last four digits of one, a room (`3-2-501`, `3 号楼 501`) and a name apart. Three digits or
 * a room of four are both possible for bare digits: four are taken as the end of a phone and as a room.
 */
export function readQuery(typed: string): readonly RollQuery[] {
  const text = typed.normalize('NFKC').trim()
  const digits = text.replaceAll(/[\s-]/g, '')
  if (/^1\d{10}$/.test(digits)) return [{ by: 'phone', phone: digits }]
  if (/^\d{4}$/.test(text))
    return [
      { by: 'phone_tail', tail: text },
      { by: 'room', text },
    ]
  if (/\d/.test(text)) return [{ by: 'room', text }]
  const ways = nameWays(text)
  return ways.length === 0 ? [] : [{ by: 'name', ways }]
}
