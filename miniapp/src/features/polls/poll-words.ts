import {
  ABSTAIN,
  leftOutLabel,
  SHORT_CODE_DIGITS,
  type LeftOutReason,
  type PollElectorate,
  type PollQuestion,
} from '@linli/shared/polls/polls.kinds'
import { bindingOf, type Outcome } from '@linli/shared/polls/decision.rules'
import { isCounted, type PollPhase } from '@linli/shared/polls/polls.machine'
import type { MyRowsView, PollListedView, PollView } from '@linli/shared/polls/polls.schema'
import type { FilingView, PollItemView } from '@linli/shared/polls/polls.parts.schema'
import { shareText, type ShareRule } from '@linli/shared/polls/share.rules'
import { areaText } from '@linli/shared/space/space.rules'
import { clockTime, dayOf, dayText, momentText } from '@linli/shared/time'
import type { Tone } from '@/ui/status-pill'

export type MyRow = MyRowsView['rows'][number]

/** How the own row stands, in words. */
export function standingText(
  { phase, isOfficial }: Pick<PollView, 'phase' | 'isOfficial'>,
  { suspended, voted, doubt, isVoter }: Pick<MyRow, 'suspended' | 'voted' | 'doubt' | 'isVoter'>,
): string {
  if (isOfficial) return '在政府的电子投票系统里投，这里没有记录'
  if (suspended) return '共有人意见不一致，这一票先不算'
  if (voted) return phase === 'open' ? '已投票' : '已记录投票'
  if (doubt?.finding?.annulled && phase === 'open') return '不是您投的那一票已经作废，请重新投'
  if (phase === 'open') return isVoter ? '还没有投票' : '由别人投，您不用投'
  return isCounted(phase) || phase === 'closed' || phase === 'sealing' ? '没有投票记录' : '还没有开始'
}

const tones: Partial<Record<PollPhase, Tone>> = {
  open: 'you',
  roll_published: 'run',
  waiting: 'wait',
  closed: 'run',
  sealing: 'run',
  counted: 'run',
  cancelled: 'off',
  discarded: 'off',
}

/** How a poll stands, for its pill; what one has voted in asks for nothing more. */
export const toneOf = ({ phase, voted }: { phase: PollPhase; voted?: boolean | null }): Tone =>
  phase === 'open' && voted === true ? 'run' : (tones[phase] ?? 'done')

type Standing = Pick<PollItemView, 'phase' | 'phaseLabel' | 'closesAt'> & { readonly isOfficial?: boolean }

/** Whether a poll in the city's own system is over there, and its result is still to be entered here. */
export const awaitsOfficial = (
  { phase, closesAt, isOfficial = false }: Pick<Standing, 'phase' | 'closesAt' | 'isOfficial'>,
  now: Date,
): boolean => isOfficial && phase === 'roll_published' && now >= new Date(closesAt)

/** The word of the pill. */
export const phaseText = (poll: Standing, now: Date): string =>
  awaitsOfficial(poll, now) ? '等结果' : poll.phaseLabel

/** `12月10日`, with the hour where it is not the first of the day. */
export function beginning(opensAt: string, now: Date): string {
  const at = new Date(opensAt)
  return clockTime(at) === '00:00' ? dayText(dayOf(at), dayOf(now)) : `${momentText(at, now)} `
}

/** When something happens next, in one sentence. */
export function whenText(
  {
    phase,
    opensAt,
    closesAt,
    isOfficial = false,
  }: Pick<PollItemView, 'phase' | 'opensAt' | 'closesAt'> & { readonly isOfficial?: boolean },
  now: Date,
) {
  const closes = momentText(new Date(closesAt), now)
  // Nobody votes here: the roll is out, and then the result comes from the city's own system.
  if (isOfficial && phase === 'roll_published')
    return awaitsOfficial({ phase, closesAt, isOfficial }, now)
      ? `${closes} 已截止，等登记官方系统的结果`
      : `在政府的电子投票系统投票，${closes} 截止`
  switch (phase) {
    case 'open':
      return `${closes} 截止`
    case 'roll_published':
      return `名册正在公示，${beginning(opensAt, now)}开始投票`
    case 'draft':
    case 'preparing':
    case 'frozen':
    case 'waiting':
      return `${beginning(opensAt, now)}开始，${closes} 截止`
    case 'cancelled':
    case 'discarded':
      return '不再进行'
    default:
      return `${closes} 已截止`
  }
}

/** Whether a vote of one's own is recorded, where the server has said anything about it. */
export function votedText({ phase, voted }: Pick<PollListedView, 'phase' | 'voted'>): string | undefined {
  if (voted === null) return phase === 'open' ? '您不在这次的名册上' : undefined
  if (phase === 'open') return voted ? '您已投票' : '您还没有投票'
  if (phase === 'roll_published' || phase === 'waiting') return '您在名册上'
  return voted ? '已记录您的投票' : '没有您的投票记录'
}

const unitWord: Record<PollElectorate, string> = {
  person: '人',
  household: '户',
  owner: '位业主',
  representative: '位代表',
}

/** So many rows of the roll, as people count them: `168 户`, `631 位业主`. */
export const rowsText = ({ electorate }: { readonly electorate: PollElectorate }, rows: number): string =>
  `${rows} ${unitWord[electorate]}`

/**
 * How many took part, and of how many. The city's own system counts heads, and an owner of two homes is one head on two
 * rows; here rows are counted. Every page and sheet that tells a result says it in these words.
 */
export function tookPart({ electorate, roll, result }: Pick<PollView, 'electorate' | 'roll' | 'result'>): {
  readonly voted: string
  readonly all: string
  readonly share: string
} {
  const voted = result?.voted ?? 0
  const isOfficial = result?.official != null
  const all = (isOfficial ? roll?.votes : roll?.rows) ?? 0
  const text = (count: number): string => (isOfficial ? `${count} 人` : rowsText({ electorate }, count))
  return { voted: text(voted), all: text(all), share: percentText(voted, all) }
}

/** What one row counts: `1 票`, `1 票，89.42 ㎡`. */
export const weightText = ({ votes, area }: { votes: number; area: number }): string =>
  area > 0 ? `${votes} 票，${areaText(area)}` : `${votes} 票`

/** `64.1%`, cut and never rounded up: a share just below its line must not look as if it had reached it. */
export function percentText(part: number, whole: number): string {
  if (whole === 0) return '0%'
  const tenths = Math.floor((part * 1000) / whole)
  return `${Math.floor(tenths / 10)}.${tenths % 10}%`
}

/** How to answer, before the options. */
export function howToAnswer({ method, min, max, scoreMax }: PollQuestion): string {
  switch (method) {
    case 'single':
      return '选一项'
    case 'multiple':
      return min === max ? `选 ${min} 项` : `选 ${min} 到 ${max} 项`
    case 'approval':
      return '赞成几项就选几项'
    case 'score':
      return `每一项打分，0 到 ${scoreMax} 分，分高的更好`
    case 'ranked':
      return min === max ? '按喜欢的先后，点一遍' : `按喜欢的先后点，至少 ${min} 项`
  }
}

/** A ballot's answer as its voter reads it. */
export function answerText({ method, options, scoreMax }: PollQuestion, choice: string): string {
  if (choice === ABSTAIN) return '弃权'
  if (method === 'score')
    return options
      .map(({ text }, index) => `${text} ${choice.charAt(index)} 分（满分 ${scoreMax}）`)
      .join('，')
  const names = [...choice].map((key) => options.find((option) => option.key === key)?.text ?? key)
  return method === 'ranked' ? names.map((name, at) => `${at + 1}. ${name}`).join('，') : names.join('、')
}

/** Whether the published rules let a ballot be changed until closing. */
export const saysChangeable = ({ rules }: { readonly rules: readonly string[] }): boolean =>
  rules.some((rule) => rule.includes('截止前可以改'))

/** `方案一` of `方案一：人车分流`, for a button; the colon of a time of day (`20:30`) ends nothing. */
export const shortAnswer = (text: string): string => text.split(/：|:(?!\d)/)[0] ?? text

/** A code as people compare it: `3f2a 91bc 04de`. The first twelve of its 32 digits. */
export const codeText = (code: string): string =>
  code.slice(0, SHORT_CODE_DIGITS).replace(/(.{4})(?=.)/g, '$1 ')

/** All of a fingerprint in groups of four. */
export const fingerprintText = (hex: string): string => hex.replace(/(.{4})(?=.)/g, '$1 ')

const nameOf = ({ options }: PollQuestion, key: string): string =>
  options.find((option) => option.key === key)?.text ?? key

/** Persons are elected, things are chosen. */
export const wonWord = ({ options }: PollQuestion): string =>
  options.some(({ about }) => about !== undefined) ? '当选' : '选中'

interface Totals {
  readonly votes: number
  readonly area: number
}

const dimensionWord = { votes: '人数', area: '面积' } as const

/** The first line that was missed, with its figure: `按面积参与的只有 64.1%，要达到三分之二以上`. */
function missed(
  rule: ShareRule,
  parts: Totals,
  whole: Totals,
  dimensions: readonly ('votes' | 'area')[],
  verb: string,
  meets: (part: number, all: number) => boolean,
): string | undefined {
  const failing = dimensions.find((dimension) => !meets(parts[dimension], whole[dimension]))
  if (failing === undefined) return undefined
  const by = dimensions.length > 1 ? `按${dimensionWord[failing]}` : ''
  return `${by}${verb}的只有 ${percentText(parts[failing], whole[failing])}，要${shareText(rule)}`
}

/**
 * How a question ended, in one sentence (design §5 no. 28). `roll` is the whole roll.
 * @param meets the share rule itself, so that words and figures cannot differ
 */
export function outcomeText(
  question: PollQuestion,
  outcome: Outcome,
  roll: Totals,
  meets: (rule: ShareRule, part: number, whole: number) => boolean,
): { readonly passed: boolean; readonly headline: string; readonly reason: string | undefined } {
  const verdict = bindingOf(outcome)
  const { decision } = question
  const { dimensions, quorum, majority } = decision
  if (quorum !== null && !verdict.quorum) {
    const reason = missed(quorum, verdict.participating, roll, dimensions, '参与', (part, whole) =>
      meets(quorum, part, whole),
    )
    return { passed: false, headline: question.kind === 'motion' ? '没有通过' : '没有选出结果', reason }
  }
  if (question.kind === 'motion') {
    const inFavour = verdict.inFavour[0] ?? { votes: 0, area: 0 }
    const base = decision.majorityOf === 'cast' ? verdict.participating : roll
    const reason =
      verdict.passed || majority === null
        ? undefined
        : missed(majority, inFavour, base, dimensions, '同意', (part, whole) => meets(majority, part, whole))
    return { passed: verdict.passed, headline: verdict.passed ? '通过' : '没有通过', reason }
  }
  const winners = verdict.winners.map((key) => nameOf(question, key))
  const tied = verdict.tied.map((key) => nameOf(question, key))
  if (winners.length === 0)
    return {
      passed: false,
      headline: '没有选出结果',
      reason: tied.length > 0 ? `${tied.join('、')}得票一样` : '没有选项达到要求',
    }
  return {
    passed: true,
    headline: `${wonWord(question)}：${winners.join('、')}`,
    reason: tied.length > 0 ? `${tied.join('、')}得票一样，没有选入` : undefined,
  }
}

/** How a motion is decided: it has no winner, it passes or not. */
function motionText({ dimensions, majority, majorityOf }: PollQuestion['decision']): string {
  if (majority === null) return '同意的比反对的多就通过，一样多不通过。弃权算参加，不算同意。'
  const whole = majorityOf === 'cast' ? '参加的' : '名册上的'
  const among = dimensions.includes('area') ? `${whole}面积和人数里，都` : `${whole}里面，`
  return `${among}要有${shareText(majority)}同意才通过。弃权算参加，不算同意。`
}

/** How the method comes to its result, for who wants to check it. */
export function methodText({ kind, method, decision }: PollQuestion): string {
  if (kind === 'motion') return motionText(decision)
  const both = decision.dimensions.includes('area') ? '面积和人数都' : ''
  const least = decision.majority === null ? '' : `，而且${both}要有${shareText(decision.majority)}选它`
  switch (method) {
    case 'single':
      return `每张票选一项，票数最多的胜出${least}。弃权算参加，不算给谁。`
    case 'multiple':
    case 'approval':
      return `每张票可以选几项，每选一项算一票，票数最多的胜出${least}。弃权算参加，不算给谁。`
    case 'score':
      return `把每一项得到的分数加起来，总分最高的胜出${least}。`
    case 'ranked':
      return '先数每张票排在第一的。没有一项过半数，就去掉最少的一项，那些票转给排在后面的，直到有一项过半数。'
  }
}

/** What a whole is counted by, before its figures: `按户数` where a home has one vote, `按票数` where votes are weighed. */
export const headsText = (
  electorate: PollElectorate,
  { rows, votes }: { readonly rows?: number; readonly votes: number },
): string =>
  rows !== undefined && rows !== votes ? '按票数' : electorate === 'household' ? '按户数' : '按人数'

/** `12月29日报街道备案，文号街备〔2026〕12 号`. */
export const filingText = ({ filedOn, reference }: FilingView, now = new Date()): string =>
  `${dayText(filedOn, dayOf(now))}报街道备案${reference === '' ? '' : `，文号 ${reference}`}`

/**
 * How long the bar of an option is: a full one is everybody who took part (for scores, giving it the most), so that its
 * length is the share that is printed beside it and two polls can be compared.
 */
export function barWidth(
  { method, scoreMax }: Pick<PollQuestion, 'method' | 'scoreMax'>,
  cast: number,
  amount: number,
): string {
  const whole = Math.max(1, cast * (method === 'score' ? scoreMax : 1))
  return `${((Math.min(amount, whole) / whole) * 100).toFixed(2)}%`
}

/** Why there is no row of one's own, and what can still be done about it. */
export function absentText(
  { leftOut, abilities, objections }: Pick<MyRowsView, 'leftOut' | 'abilities' | 'objections'>,
  { electorate, phase }: Pick<PollView, 'electorate' | 'phase'>,
): string {
  if (electorate === 'household' && leftOut !== null) return householdText(leftOut, phase)
  const why = leftOut === null ? '' : `：${leftOutLabel[leftOut]}`
  if (objections.some(({ decision }) => decision === null))
    return `您不在这次的名册上${why}。您提的异议社区正在核对，答复后会告诉您`
  if (!abilities.object) return `您不在这次的名册上${why}。名册在投票前公示过，开始后不再改`
  return leftOut === null
    ? '您不在这次的名册上。如果应该有您，公示期内可以提异议'
    : `您不在这次的名册上${why}。带证件到社区核对，公示期内可以提异议`
}

/** The home is on the roll and has its one vote; who of it casts is another matter. */
function householdText(leftOut: LeftOutReason, phase: PollPhase): string {
  if (leftOut === 'minor') return '您家在这次的名册上，一户一票，由家里的成年人投'
  const why = `您家在这次的名册上，一户一票，但您不能在手机上替家里投：${leftOutLabel[leftOut]}`
  const isOver = isCounted(phase) || phase === 'closed' || phase === 'sealing' || phase === 'cancelled'
  return isOver ? why : `${why}。请家里核对过身份的人投，或者带证件到社区投纸票`
}
