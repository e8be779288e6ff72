import { textTokens } from '../opinions.search'
import { categoryLexicon } from './category-lexicon'
import { createLexiconReader } from './category-suggestion'
import { namesSpot, spotsIn } from './spots'

/** What a text says, taken apart for comparing it with others. */
export interface MatterWords {
  /** Pairs of characters and numbers of the clauses that name the thing and the spot. */
  readonly tokens: readonly string[]
  /** Those of what is told beside it: since when, who suffers, what is asked for. */
  readonly asides: readonly string[]
}

/** Pairs that stand in any complaint and tell nothing about its matter. */
const empty = new Set(
  (
    '我们 你们 他们 没有 小区 物业 社区 现在 已经 一直 这个 那个 什么 怎么 可以 能不 不能 请问 希望 谢谢 大家 居民 业主 里的 的人 ' +
    '了一 还是 就是 因为 所以 但是 而且 今天 昨天 早上 晚上 每天 经常 有人 的时 时候 一个 不知 知道 一下 解决 处理 反映 问题 情况 号楼 单元 麻烦'
  ).split(' '),
)
/** Keeps one long text from costing more than the others together. */
const MOST_TOKENS = 80

const clausesOf = (text: string): string[] =>
  text.split(/[，。！？；：,.!?;:\n]+/u).filter((clause) => clause.trim() !== '')

/** Words that only join: a pair over one of them is different in every telling. */
const joints = /您好|你好|反映一下|希望|请|尽快|早点|修好|谢谢|拜托|那里|那儿|[的有在了是和把被]/gu
/** `在篮球场旁边`: a clause that says nothing but where. */
const whereOnly = /^(在|反映一下)?.{1,8}(门|口|边|旁|对面|前|后|后面|下|里|处|角|地方|那里|那儿|附近|楼|层)$/u
const position = /(\d+)(号楼|栋|幢|单元|楼|层)/gu
const sameUnit: Readonly<Record<string, string>> = { 栋: '号楼', 幢: '号楼', 层: '楼' }
const spoken = /[一二三四五六七八九十]+(?=号楼|栋|幢|单元|楼|层)/gu
const digits = '零一二三四五六七八九'

/** `十二` is 12, `二十` 20, `五` 5. */
function numberOf(words: string): number {
  const [tens, ones] = words.includes('十') ? words.split('十') : ['零', words]
  const digit = (word: string | undefined, without: number): number =>
    word === undefined || word === '' ? without : Math.max(0, digits.indexOf(word))
  return 10 * digit(tens, 1) + digit(ones, 0)
}

/** `十二楼` and `12层` are one floor. */
const numbered = (text: string): string => text.replaceAll(spoken, (words) => String(numberOf(words)))

/** Before the name of a spot: no word of a text begins with it. */
const SPOT = '@'

function tokensOf(clauses: readonly string[]): string[] {
  const text = numbered(clauses.join('，').normalize('NFKC').toLowerCase())
  const positions = [...text.matchAll(position)].map(
    ([, number = '', unit = '']) => `${number}${sameUnit[unit] ?? unit}`,
  )
  const { spots, rest } = spotsIn(text.replaceAll(position, ' '))
  const words = textTokens(rest.replaceAll(joints, ' '))
  const telling = words.filter((token) => [...token].length >= 2 && !empty.has(token))
  return [...new Set([...positions, ...spots.map((spot) => `${SPOT}${spot}`), ...telling])].slice(
    0,
    MOST_TOKENS,
  )
}

const speaksOfAThing = createLexiconReader(categoryLexicon)

const floorOrStair = /[\d一二三四五六七八九十](?:单元|楼|层)/u
const saysWhere = (clause: string): boolean => floorOrStair.test(clause) || namesSpot(clause)

/**
 * Which clauses tell the matter: those in which the lexicon of categories knows a thing, those that say where it is,
 * and beside a clause that says nothing else the one it belongs to.
 */
function tellingClauses(clauses: readonly string[]): ReadonlySet<string> {
  const telling = new Set(clauses.filter((clause) => speaksOfAThing(clause) || saysWhere(clause)))
  for (const [at, clause] of clauses.entries()) {
    if (!whereOnly.test(clause.trim())) continue
    const beside = clause.trim().startsWith('在') ? clauses[at - 1] : clauses[at + 1]
    for (const one of [clause, beside ?? clauses[at - 1] ?? clause]) telling.add(one)
  }
  return telling
}

/** Takes a text apart. Where no clause tells more of the matter than the others, all of them do. */
export function matterWords(text: string): MatterWords {
  const clauses = clausesOf(text)
  const telling = tellingClauses(clauses)
  if (telling.size === 0) return { tokens: tokensOf(clauses), asides: [] }
  const tokens = tokensOf(clauses.filter((clause) => telling.has(clause)))
  const asides = tokensOf(clauses.filter((clause) => !telling.has(clause)))
  return { tokens, asides: asides.filter((token) => !tokens.includes(token)) }
}

/** `5楼`, `2单元`: what says on which floor or stair, and is another place when it differs. */
export const isPosition = (token: string): boolean => /^\d+(单元|楼)$/u.test(token)

/** `@东门`: a spot of the grounds, whatever it was called. */
export const isSpot = (token: string): boolean => token.startsWith(SPOT)
