import { isPosition, isSpot, type MatterWords } from './matter-words'

export interface Compared extends MatterWords {
  /** Where it lies, the narrowest first: building (or common part), then estate. */
  readonly placeIds: readonly string[]
  readonly groupCode: string | null
}

export interface Likeness {
  /** 0 to about 1: how much of what the two say is the same, rare words weighing more. */
  readonly score: number
  readonly nearness: 'same-spot' | 'same-place' | 'same-estate' | null
  /** Shared words, the rarest first. */
  readonly words: readonly string[]
}

/** From here on the two are shown side by side. */
export const ALIKE = 0.4

/** What is told beside the matter says little about whether it is the same. */
const ASIDE = 0.25
const SAME_PLACE = 0.15
const SAME_ESTATE = 0.1
const ELSEWHERE = -0.2
/** A floor, a stair or a spot that both name. */
const SAME_POSITION = 0.1
const OTHER_POSITION = -0.3
const SAME_GROUP = 0.05
/**
 * Two that name the very same floor or spot tell of the same thing even in other words, as soon as they share letters
 * (声控灯, 过道的灯): so much to begin with, and so much more the more letters they share.
 */
const SAME_SPOT = 0.3
const SHARED_LETTERS = 0.5
const LEAST_LETTERS = 0.2
/** Below it place and category lift nothing: they never stand alone. */
const LEAST_WORDS = 0.15
const MOST_WORDS = 3

/**
 * How much two texts tell of the same matter: the cosine of their words, each weighed by `weightOf` (its rarity), moved
 * by where they lie and by what floor or stair they name.
 */
export function likeness(text: Compared, other: Compared, weightOf: (token: string) => number): Likeness {
  const [own, theirs] = [weighed(text, weightOf), weighed(other, weightOf)]
  const shared = [...own].filter(([token]) => theirs.has(token))
  const both = shared.reduce((sum, [token, weight]) => sum + Math.min(weight, theirs.get(token) ?? 0), 0)
  // What both suffer from brings nothing together that is not also told as the matter by one of them.
  const sharesMatter = shared.some(([token]) => text.tokens.includes(token) || other.tokens.includes(token))
  const words = both === 0 ? 0 : both / Math.sqrt(total(own) * total(theirs))
  const nearness = nearnessOf(text.placeIds, other.placeIds)
  const lift = nearnessLift(text, other, nearness) + positionLift(whereOf(text), whereOf(other))
  const group = text.groupCode !== null && text.groupCode === other.groupCode ? SAME_GROUP : 0
  const score = words < LEAST_WORDS || !sharesMatter ? words : Math.max(0, words + lift + group)
  const letters = isSameSpot(text, other) ? sharedLetters(text, other) : 0
  const isSame = letters >= LEAST_LETTERS
  return {
    score: isSame ? Math.max(score, SAME_SPOT) + SHARED_LETTERS * letters : score,
    nearness: isSame ? 'same-spot' : nearness,
    words: shared
      .toSorted(([, a], [, b]) => b - a)
      .slice(0, MOST_WORDS)
      .map(([token]) => token),
  }
}

function weighed({ tokens, asides }: Compared, weightOf: (token: string) => number): Map<string, number> {
  const words = new Map<string, number>()
  for (const token of tokens) if (!isWhere(token)) words.set(token, weightOf(token))
  for (const token of asides)
    if (!isWhere(token) && !words.has(token)) words.set(token, ASIDE * weightOf(token))
  return words
}

const total = (words: ReadonlyMap<string, number>): number =>
  [...words.values()].reduce((sum, weight) => sum + weight, 0)

function nearnessOf(one: readonly string[], other: readonly string[]): Likeness['nearness'] {
  const [place] = one
  if (place === undefined || other.length === 0) return null
  if (place === other[0]) return 'same-place'
  return one.some((id) => other.includes(id)) ? 'same-estate' : null
}

/** The fifth floor of another house is elsewhere; the gate of the estate is the same from whichever house. */
function nearnessLift(text: Compared, other: Compared, nearness: Likeness['nearness']): number {
  if (nearness === 'same-place') return SAME_PLACE
  if (nearness === null) return text.placeIds.length > 0 && other.placeIds.length > 0 ? ELSEWHERE : 0
  return [...text.tokens, ...other.tokens].some(isPosition) ? OTHER_POSITION : SAME_ESTATE
}

/** It is weighed for itself, not among the words. */
const isWhere = (token: string): boolean => isPosition(token) || isSpot(token)
const wheres: readonly ((token: string) => boolean)[] = [
  (token) => isPosition(token) && token.endsWith('单元'),
  (token) => isPosition(token) && token.endsWith('楼'),
  isSpot,
]

/** A spot is one in whatever clause it is named. */
const whereOf = ({ tokens, asides }: Compared): readonly string[] => [...tokens, ...asides.filter(isSpot)]

/** The same floor of the same stair of a building, or the same spot of an estate. */
function isSameSpot(text: Compared, other: Compared): boolean {
  const [own, theirs] = [text.tokens.filter(isPosition), other.tokens.filter(isPosition)]
  if (own.length > 1 && theirs.length > 1)
    return isAt(text.placeIds[0], other.placeIds[0]) && own.every((token) => theirs.includes(token))
  const spots = whereOf(other).filter(isSpot)
  return (
    isAt(text.placeIds.at(-1), other.placeIds.at(-1)) &&
    whereOf(text).some((token) => isSpot(token) && spots.includes(token))
  )
}

/** Who has not said where yet is nowhere. */
const isAt = (one: string | undefined, other: string | undefined): boolean =>
  one !== undefined && one === other

/** Letters of any complaint, whatever it is about: 坏, 不, 没. */
const idle = new Set('坏不没很太大小上下有人一直到处好多老总又还再')

/** The cosine of the letters of both matters, from 0 to 1. */
function sharedLetters(text: Compared, other: Compared): number {
  const [own, theirs] = [lettersOf(text), lettersOf(other)]
  const both = [...own].filter((letter) => theirs.has(letter)).length
  return both === 0 ? 0 : both / Math.sqrt(own.size * theirs.size)
}

const lettersOf = ({ tokens }: Compared): ReadonlySet<string> =>
  new Set([...tokens.filter((token) => !isWhere(token)).join('')].filter((letter) => !idle.has(letter)))

/** Stairs, floors and spots that both name, each for itself. */
function positionLift(one: readonly string[], other: readonly string[]): number {
  return wheres.reduce((sum, isOne) => {
    const [own, theirs] = [one.filter(isOne), other.filter(isOne)]
    if (own.length === 0 || theirs.length === 0) return sum
    return sum + (own.some((token) => theirs.includes(token)) ? SAME_POSITION : OTHER_POSITION)
  }, 0)
}

const nearWords = { 'same-spot': '同一处', 'same-place': '同一个地方', 'same-estate': '同一个小区' } as const

/** `同一个地方，都写到“旧柜”“纸箱”`: why the two are shown side by side. */
export function reasonText({ nearness, words }: Likeness): string {
  return [
    ...(nearness === null ? [] : [nearWords[nearness]]),
    ...(words.length === 0 ? [] : [`都写到${words.map((word) => `“${word}”`).join('')}`]),
  ].join('，')
}
