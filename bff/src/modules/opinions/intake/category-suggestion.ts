import { phrasePattern, readable } from '@linli/shared/opinions/phrases'
import type { LexiconEntry } from './category-lexicon'

/** A category somebody's words point to, and those words: a person decides, and sees why it was proposed. */
export interface CategorySuggestion {
  readonly groupCode: string
  /** The second level, when the words tell; otherwise the group alone is proposed. */
  readonly code: string | null
  /** As they stand in the text, the weightiest first. */
  readonly words: readonly string[]
}

interface Term {
  readonly code: string
  readonly groupCode: string
  readonly weight: number
  readonly pattern: RegExp
}
interface Hit extends Term {
  readonly from: number
  readonly to: number
  readonly word: string
}

const WEIGHTS = { certain: 3, likely: 1.5, weak: 0.5 } as const
/** Below this the words are too thin to say anything. */
const SPEAKS_FROM = 1.5
/** The first must lead the second by this share of its score. */
const LEAD = 0.15
const MOST_WORDS = 4

const groupOf = (code: string): string => code.split('.', 1)[0] ?? code

function termsOf({ code, ...words }: LexiconEntry): Term[] {
  return (['certain', 'likely', 'weak'] as const).flatMap((strength) =>
    (words[strength] ?? '')
      .split(' ')
      .filter((word) => word !== '')
      .map((word) => ({
        code,
        groupCode: groupOf(code),
        weight: WEIGHTS[strength],
        pattern: phrasePattern(word),
      })),
  )
}

/**
 * Reads a text for the category it belongs to. Silent (null) when its words say too little or two first levels are
 * about equally likely: a wrong guess costs the reader more than none.
 */
export function createCategorySuggester(
  lexicon: readonly LexiconEntry[],
): (text: string) => CategorySuggestion | null {
  const terms = lexicon.flatMap(termsOf)

  return (text) => {
    const read = readable(text)
    const hits = outermost(terms.flatMap((term) => hitOf(term, read)))
    const groups = ranked(hits, ({ groupCode }) => groupCode)
    const [best, second] = groups
    if (!best || best.score < SPEAKS_FROM) return null
    if (second && best.score - second.score < best.score * LEAD) return null
    const own = best.hits.toSorted((a, b) => b.weight - a.weight || a.from - b.from)
    const [item, other] = ranked(
      own.filter(({ code }) => code.includes('.')),
      ({ code }) => code,
    )
    const clear = item !== undefined && item.score > (other?.score ?? 0)
    return {
      groupCode: best.name,
      code: clear ? item.name : null,
      words: [...new Set(own.map(({ word }) => word))].slice(0, MOST_WORDS),
    }
  }
}

/** Whether a clause names a thing some category is about; what only hints at one does not count. */
export function createLexiconReader(lexicon: readonly LexiconEntry[]): (clause: string) => boolean {
  const terms = lexicon.flatMap(termsOf).filter(({ weight }) => weight >= SPEAKS_FROM)
  return (clause) => {
    const read = readable(clause)
    return terms.some(({ pattern }) => pattern.test(read))
  }
}

function hitOf(term: Term, text: string): Hit[] {
  const found = term.pattern.exec(text)
  if (!found) return []
  return [{ ...term, from: found.index, to: found.index + found[0].length, word: found[0] }]
}

/** `电动车` inside `电动车充电桩` says nothing of its own; a word two rows share counts for both. */
function outermost(hits: readonly Hit[]): Hit[] {
  return hits.filter(
    (hit) =>
      !hits.some(
        (wider) => wider.from <= hit.from && wider.to >= hit.to && wider.to - wider.from > hit.to - hit.from,
      ),
  )
}

function ranked(hits: readonly Hit[], nameOf: (hit: Hit) => string) {
  const groups = new Map<string, Hit[]>()
  for (const hit of hits) groups.set(nameOf(hit), [...(groups.get(nameOf(hit)) ?? []), hit])
  return [...groups]
    .map(([name, own]) => ({ name, hits: own, score: own.reduce((sum, { weight }) => sum + weight, 0) }))
    .toSorted((a, b) => b.score - a.score)
}
