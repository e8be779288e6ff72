import type { QuestionCount, Weights } from './count.rules'
import { decide, type Outcome } from './decision.rules'
import type { PollQuestion } from './polls.kinds'

/** What the city's own system has counted of one question, as its document says. */
export interface OfficialFigures {
  /** What took part; those who abstained are in it. */
  readonly cast: Weights
  /** In the order of the options. */
  readonly options: readonly Weights[]
  /** Reached with proof and without an answer; only where the owners' rules let silence follow the majority. */
  readonly silent?: Weights | undefined
}

/** A figure that cannot be, at the field it stands in. */
export interface FigureFault {
  /** `questions.0.options.1.votes` */
  readonly path: string
  readonly text: string
}

type AskedQuestion = Pick<PollQuestion, 'method'> & { readonly options: readonly unknown[] }

const dimensions = ['votes', 'area'] as const
const words = { votes: '人数', area: '面积' } as const
const none: Weights = { votes: 0, area: 0 }

/** Figures that contradict each other or the roll: more for an option than took part, more took part than there are. */
export function figureFaults(
  questions: readonly AskedQuestion[],
  roll: Weights,
  entered: readonly OfficialFigures[],
): FigureFault[] {
  if (entered.length !== questions.length)
    return [{ path: 'questions', text: `有 ${questions.length} 个问题，每个都要填` }]
  return questions.flatMap(({ method, options }, index): FigureFault[] => {
    const figures = entered[index]
    const at = `questions.${index}`
    if (figures?.options.length !== options.length) return [{ path: `${at}.options`, text: '每个选项都要填' }]
    return dimensions.flatMap((dimension): FigureFault[] => {
      const cast = figures.cast[dimension]
      const word = words[dimension]
      if (cast + (figures.silent?.[dimension] ?? 0) > roll[dimension])
        return [{ path: `${at}.cast.${dimension}`, text: `参加的${word}比名册上的还多，请核对` }]
      const over = figures.options.flatMap((option, place): FigureFault[] =>
        option[dimension] > cast
          ? [{ path: `${at}.options.${place}.${dimension}`, text: `这一项的${word}比参加的还多，请核对` }]
          : [],
      )
      const total = figures.options.reduce((sum, option) => sum + option[dimension], 0)
      if (over.length > 0 || method !== 'single' || total <= cast) return over
      return [{ path: `${at}.cast.${dimension}`, text: `各项的${word}加起来比参加的还多，请核对` }]
    })
  })
}

/** What the figures mean by the frozen rules: the same judge as for a count of our own (民法典 art. 278). */
export function officialOutcomes(
  questions: readonly PollQuestion[],
  roll: Weights,
  entered: readonly OfficialFigures[],
): Outcome[] {
  return questions.map((question, index) => {
    const { cast, options, silent = none } = entered[index] ?? { cast: none, options: [] }
    const sum = (of: 'votes' | 'area') => options.reduce((total, option) => total + option[of], 0)
    const count: QuestionCount = {
      ballots: cast.votes,
      cast,
      // Of several options nobody can tell from sums who chose none.
      abstained:
        question.method === 'single'
          ? { votes: cast.votes - sum('votes'), area: cast.area - sum('area') }
          : none,
      options: question.options.map(({ key }, place) => ({ key, ...(options[place] ?? none), score: 0 })),
      rounds: [],
    }
    return decide(question, count, { ...roll, silent })
  })
}
