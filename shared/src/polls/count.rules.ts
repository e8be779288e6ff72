import type { Choice } from './ballot.rules'
import { ABSTAIN, type PollMethod, type PollQuestion } from './polls.kinds'
import { countRounds, type RankedRound } from './ranked.rules'
import { MOST_WHOLE } from './share.rules'

/** What a ballot counts: heads (or their integer weight) and area in 0.01 m². */
export interface Weights {
  readonly votes: number
  readonly area: number
}

export interface OptionCount extends Weights {
  readonly key: string
  /** Sum of the marks times the weight; 0 for methods without marks. */
  readonly score: number
}

/** A question added up; nothing is decided yet. */
export interface QuestionCount {
  readonly ballots: number
  /** Everybody who handed in a valid ballot, those who abstain included. */
  readonly cast: Weights
  readonly abstained: Weights
  readonly options: readonly OptionCount[]
  /** Rounds of the instant run-off; empty for other methods. */
  readonly rounds: readonly RankedRound[]
}

/** Adds ballots one by one, so that a million of them need not be held at once. */
export interface Counter {
  /** The choice must have passed `ballotFault`; weights are whole numbers of at least 0. */
  add(choice: Choice, votes: number, area: number): void
  result(): QuestionCount
}

interface Sums {
  readonly votes: Float64Array
  readonly area: Float64Array
  readonly score: Float64Array
  readonly rankings: Map<string, number>
}

type Add = (sums: Sums, choice: Choice, votes: number, area: number) => void

const A = 65
const ZERO = 48
const plus = (sums: Float64Array, index: number, amount: number): void => {
  sums[index] = (sums[index] as number) + amount
}

const addLetters: Add = (sums, choice, votes, area) => {
  for (let i = 0; i < choice.length; i += 1) {
    const index = choice.charCodeAt(i) - A
    plus(sums.votes, index, votes)
    plus(sums.area, index, area)
  }
}

/** One way of adding a method, by type. */
const adders: Readonly<Record<PollMethod, Add>> = {
  single: addLetters,
  multiple: addLetters,
  approval: addLetters,
  // Marks are added; an option "has" the ballots that give it any mark at all.
  score: (sums, choice, votes, area) => {
    for (let i = 0; i < choice.length; i += 1) {
      const mark = choice.charCodeAt(i) - ZERO
      plus(sums.score, i, mark * votes)
      if (mark === 0) continue
      plus(sums.votes, i, votes)
      plus(sums.area, i, area)
    }
  },
  // First preferences; the run-off works on rankings, of which there are far fewer kinds than ballots.
  ranked: (sums, choice, votes, area) => {
    addLetters(sums, choice.charAt(0), votes, area)
    sums.rankings.set(choice, (sums.rankings.get(choice) ?? 0) + votes)
  },
}

const isCount = (value: number): boolean => Number.isInteger(value) && value >= 0

export function createCounter(question: PollQuestion): Counter {
  const keys = question.options.map(({ key }) => key)
  const sums: Sums = {
    votes: new Float64Array(keys.length),
    area: new Float64Array(keys.length),
    score: new Float64Array(keys.length),
    rankings: new Map(),
  }
  const add = adders[question.method]
  let ballots = 0
  let castVotes = 0
  let castArea = 0
  let abstainedVotes = 0
  let abstainedArea = 0
  return {
    add(choice, votes, area) {
      if (!isCount(votes) || !isCount(area)) throw new RangeError(`no weight: ${votes}, ${area}`)
      ballots += 1
      castVotes += votes
      castArea += area
      // Marks go up to nine: ten times the sum must stay a whole number too.
      if (castVotes * 10 > MOST_WHOLE || castArea > MOST_WHOLE)
        throw new RangeError('more than can be added exactly')
      if (choice === ABSTAIN) {
        abstainedVotes += votes
        abstainedArea += area
      } else add(sums, choice, votes, area)
    },
    result: () => ({
      ballots,
      cast: { votes: castVotes, area: castArea },
      abstained: { votes: abstainedVotes, area: abstainedArea },
      options: keys.map((key, index) => ({
        key,
        votes: sums.votes[index] as number,
        area: sums.area[index] as number,
        score: sums.score[index] as number,
      })),
      rounds: question.method === 'ranked' ? countRounds(keys, sums.rankings) : [],
    }),
  }
}
