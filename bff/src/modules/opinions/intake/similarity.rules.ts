import { textTokens } from '../opinions.search'

/** Pairs that stand in any complaint and tell nothing about its matter. */
const empty = new Set(
  (
    '我们 你们 他们 没有 小区 物业 社区 现在 已经 一直 这个 那个 什么 怎么 可以 能不 不能 请问 希望 谢谢 大家 居民 业主 里的 的人 ' +
    '了一 还是 就是 因为 所以 但是 而且 今天 昨天 早上 晚上 每天 经常 有人 的时 时候 一个 不知 知道 一下 解决 处理 反映 问题 情况 号楼 单元 麻烦'
  ).split(' '),
)
/** Keeps one long text from costing more than the others together. */
const MOST_TOKENS = 80

/** What a text is compared by: pairs of neighbouring characters and longer numbers, without those that say nothing. */
export function matterTokens(text: string): string[] {
  return textTokens(text)
    .filter((token) => [...token].length >= 2 && !empty.has(token))
    .slice(0, MOST_TOKENS)
}

export interface Compared {
  readonly tokens: readonly string[]
  /** Where it lies, the narrowest first: building (or common part), then estate. */
  readonly placeIds: readonly string[]
  readonly groupCode: string | null
}

export interface Likeness {
  /** 0 to 1: the share of what one says that the other says too, rare words weighing more. */
  readonly score: number
  readonly nearness: 'same-place' | 'same-estate' | null
  /** Shared words, the rarest first. */
  readonly words: readonly string[]
}

/** From here on the two are shown side by side. */
export const ALIKE = 0.34
/** From here on they very probably tell of the same thing. */
export const SAME = 0.72

const SAME_PLACE = 0.15
const SAME_ESTATE = 0.05
const SAME_GROUP = 0.08
const MOST_WORDS = 3

/**
 * How much two texts tell of the same matter. `weightOf` gives a token its rarity; nearness and category lift what the
 * words already suggest and never stand alone.
 */
export function likeness(text: Compared, other: Compared, weightOf: (token: string) => number): Likeness {
  const theirs = new Set(other.tokens)
  const shared = text.tokens.filter((token) => theirs.has(token))
  const sum = (tokens: readonly string[]) => tokens.reduce((total, token) => total + weightOf(token), 0)
  const own = sum(text.tokens)
  const smaller = Math.min(own, sum(other.tokens))
  // Between "what I say is in it" and "the shorter lies in the longer": a short report of the same thing is found too.
  const words = own === 0 ? 0 : (sum(shared) / own + sum(shared) / Math.max(1, smaller)) / 2
  const nearness = nearnessOf(text.placeIds, other.placeIds)
  const lift =
    (nearness === 'same-place' ? SAME_PLACE : nearness === 'same-estate' ? SAME_ESTATE : 0) +
    (text.groupCode !== null && text.groupCode === other.groupCode ? SAME_GROUP : 0)
  return {
    score: words === 0 ? 0 : Math.min(1, words + (words >= 0.15 ? lift : 0)),
    nearness,
    words: shared.toSorted((a, b) => weightOf(b) - weightOf(a)).slice(0, MOST_WORDS),
  }
}

function nearnessOf(one: readonly string[], other: readonly string[]): Likeness['nearness'] {
  const [place] = one
  if (place === undefined || other.length === 0) return null
  if (place === other[0]) return 'same-place'
  return one.some((id) => other.includes(id)) ? 'same-estate' : null
}

const nearWords = { 'same-place': '同一个地方', 'same-estate': '同一个小区' } as const

/** `同一个地方，都写到“旧柜”“纸箱”`: why the two are shown side by side. */
export function reasonText({ nearness, words }: Likeness): string {
  return [
    ...(nearness === null ? [] : [nearWords[nearness]]),
    ...(words.length === 0 ? [] : [`都写到${words.map((word) => `“${word}”`).join('')}`]),
  ].join('，')
}
