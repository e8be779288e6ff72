import type { OptionCount, QuestionCount, Weights } from './count.rules'
import { AGAINST, IN_FAVOUR, type DecisionRule, type Dimension, type PollQuestion } from './polls.kinds'
import { meetsShare } from './share.rules'

/** Whether one option has what it needs. `majority` is null when there is nothing a share could be taken of (V19). */
export interface OptionJudgement {
  readonly key: string
  readonly majority: boolean | null
  readonly chosen: boolean
}

/** How a question ended by one way of counting who takes part. */
export interface Verdict {
  readonly participating: Weights
  readonly inFavour: readonly { readonly key: string; readonly votes: number; readonly area: number }[]
  /** True where no quorum is asked for. */
  readonly quorum: boolean
  readonly options: readonly OptionJudgement[]
  /** What was chosen, best first; empty when nothing was. */
  readonly winners: readonly string[]
  /** Options that share the last place and so got none. */
  readonly tied: readonly string[]
  /** A motion: it passed. A choice: something was chosen. */
  readonly passed: boolean
}

export interface Outcome {
  readonly questionId: string
  readonly count: QuestionCount
  /** Only who handed in a ballot takes part (民法典 art. 278 by its letter). */
  readonly strict: Verdict
  /** With the silent ones, where the rules of the owners say so; null otherwise. Both are always shown (§1.4). */
  readonly agreed: Verdict | null
  /** The one that binds. */
  readonly binding: 'strict' | 'agreed'
  /** Why the silent ones could not follow a majority although the rule says they do. */
  readonly notFollowed: 'no_majority' | 'dimensions_differ' | null
}

/** What is valid of the two ways of counting. */
export const bindingOf = ({
  binding,
  strict,
  agreed,
}: Pick<Outcome, 'binding' | 'strict' | 'agreed'>): Verdict =>
  binding === 'agreed' && agreed !== null ? agreed : strict

export interface RollTotals extends Weights {
  /** Rows that were reached, with proof, and did not answer; counts only under FOLLOW_MAJORITY. */
  readonly silent: Weights
}

const everyDimension = ({ dimensions }: DecisionRule, test: (dimension: Dimension) => boolean): boolean =>
  dimensions.length > 0 && dimensions.every(test)

/** Judges a question that has been added up, against its own frozen rule. Pure: no law is looked up here. */
export function decide(question: PollQuestion, count: QuestionCount, roll: RollTotals): Outcome {
  const strict = verdictOf(question, count, roll)
  const base = { questionId: question.id, count, strict }
  if (question.decision.silent !== 'follow_majority' || question.kind !== 'motion')
    return { ...base, agreed: null, binding: 'strict', notFollowed: null }
  const direction = majorityDirection(question.decision, count)
  if (direction.key === null)
    return { ...base, agreed: null, binding: 'strict', notFollowed: direction.reason }
  const { key } = direction
  const options = count.options.map((option) =>
    option.key === key ? withSilent(option, roll.silent) : option,
  )
  const agreed = verdictOf(question, { ...count, options, cast: sum(count.cast, roll.silent) }, roll)
  return { ...base, agreed, binding: 'agreed', notFollowed: null }
}

const sum = (a: Weights, b: Weights): Weights => ({ votes: a.votes + b.votes, area: a.area + b.area })
const withSilent = (option: OptionCount, silent: Weights): OptionCount => ({
  ...option,
  ...sum(option, silent),
})

/** Which way the cast ballots lean, in every dimension at once. A tie leans nowhere. */
function majorityDirection(
  { dimensions }: DecisionRule,
  { options }: QuestionCount,
): { key: string; reason: null } | { key: null; reason: 'no_majority' | 'dimensions_differ' } {
  const of = (key: string) => options.find((option) => option.key === key)
  const leanings = dimensions.map((dimension) => {
    const difference = (of(IN_FAVOUR)?.[dimension] ?? 0) - (of(AGAINST)?.[dimension] ?? 0)
    return difference === 0 ? null : difference > 0 ? IN_FAVOUR : AGAINST
  })
  const [first = null] = leanings
  if (first === null || leanings.includes(null)) return { key: null, reason: 'no_majority' }
  if (leanings.some((leaning) => leaning !== first)) return { key: null, reason: 'dimensions_differ' }
  return { key: first, reason: null }
}

function verdictOf(question: PollQuestion, count: QuestionCount, roll: Weights): Verdict {
  const { decision } = question
  const { options, cast: participating } = count
  const { quorum: quorumRule } = decision
  const quorum =
    quorumRule === null ||
    everyDimension(decision, (dimension) => meetsShare(quorumRule, participating[dimension], roll[dimension]))
  const whole = decision.majorityOf === 'cast' ? participating : roll
  const majorities = new Map(options.map((option) => [option.key, majorityOf(decision, option, whole)]))
  const { winners, tied } = winnersOf(question, count, majorities)
  const chosen = quorum ? winners : []
  return {
    participating,
    inFavour: options.map(({ key, votes, area }) => ({ key, votes, area })),
    quorum,
    options: options.map(({ key }) => ({
      key,
      majority: majorities.get(key) ?? null,
      chosen: chosen.includes(key),
    })),
    winners: chosen,
    tied: quorum ? tied : [],
    passed: question.kind === 'motion' ? chosen.includes(IN_FAVOUR) : chosen.length > 0,
  }
}

function majorityOf(decision: DecisionRule, option: Weights, whole: Weights): boolean | null {
  const { majority } = decision
  if (majority === null || decision.dimensions.some((dimension) => whole[dimension] === 0)) return null
  return everyDimension(decision, (dimension) => meetsShare(majority, option[dimension], whole[dimension]))
}

/** How options are ordered: by marks where there are marks, else by votes and then, for owners, by area. */
const standing =
  ({ method, decision }: PollQuestion) =>
  (a: OptionCount, b: OptionCount): number => {
    if (method === 'score') return b.score - a.score
    return b.votes - a.votes || (decision.dimensions.includes('area') ? b.area - a.area : 0)
  }

/**
 * Who has a seat. Those without the majority are out; the rest take seats by their standing, and who would share the
 * last seat gets none: a program does not draw lots.
 */
function winnersOf(
  question: PollQuestion,
  { options, rounds }: QuestionCount,
  majorities: ReadonlyMap<string, boolean | null>,
): { winners: readonly string[]; tied: readonly string[] } {
  if (question.kind === 'motion' && question.decision.majority !== null)
    return { winners: majorities.get(IN_FAVOUR) === true ? [IN_FAVOUR] : [], tied: [] }
  if (question.method === 'ranked') {
    const last = rounds.at(-1)?.winners ?? []
    return last.length === 1 ? { winners: last, tied: [] } : { winners: [], tied: last }
  }
  const byStanding = standing(question)
  const able = options
    .filter((option) =>
      question.decision.majority === null ? option.votes > 0 : majorities.get(option.key) === true,
    )
    .sort(byStanding)
  const seats = question.kind === 'motion' ? 1 : question.seats
  if (able.length <= seats) return { winners: able.map(({ key }) => key), tied: [] }
  const [last, next] = [able[seats - 1], able[seats]]
  if (last === undefined || next === undefined || byStanding(last, next) !== 0)
    return { winners: able.slice(0, seats).map(({ key }) => key), tied: [] }
  return {
    winners: able.filter((option) => byStanding(option, last) < 0).map(({ key }) => key),
    tied: able.filter((option) => byStanding(option, last) === 0).map(({ key }) => key),
  }
}
