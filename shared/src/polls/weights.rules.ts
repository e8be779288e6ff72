import type { PollSetup, SetupRefusal } from './setup.rules'

/** Votes of somebody whose row counts more than one. */
export interface PersonVotes {
  readonly personId: string
  /** A whole number of at least 1. */
  readonly votes: number
}

/** Votes that are listed one by one; who is not in the list has one. */
export interface ListedVotes {
  /** What they follow from, read by every voter: `每位代表按所代表的户数`. */
  readonly basis: string
  readonly people: readonly PersonVotes[]
}

/** The most votes one row may have: sums over a roll stay far below what is exact (docs/voting.md). */
export const MOST_VOTES_OF_A_ROW = 9999
/** More would be a list for an import, not for a form. */
export const MOST_LISTED = 500

/** Whether it is a number of votes a row can have. */
export const isVotes = ({ votes }: PersonVotes): boolean =>
  Number.isInteger(votes) && votes >= 1 && votes <= MOST_VOTES_OF_A_ROW

type Weighed = Pick<PollSetup, 'isWeighted' | 'electorate' | 'weights'>

/**
 * How many votes a row of the roll has. Listed: the most that is listed for one of its people, so that two of one
 * household do not add up. Without a list a household has as many as it has adults.
 */
export function votesOfRow({ isWeighted, weights }: Weighed, personIds: readonly string[]): number {
  if (!isWeighted) return 1
  if (weights === undefined) return Math.max(1, personIds.length)
  return Math.max(
    1,
    ...weights.people.flatMap(({ personId, votes }) => (personIds.includes(personId) ? [votes] : [])),
  )
}

/** What decides the votes of a row, as the voter reads it and as it is frozen; null where every row has one. */
export function weighingText({ isWeighted, weights }: Weighed): string | null {
  if (!isWeighted) return null
  return weights === undefined
    ? '一户有几个成年人，这一票就算几票'
    : `票数不一样，依据是：${weights.basis.trim()}。没有另外登记的都是一票`
}

/** Why votes cannot be weighed like this, beside secrecy and pack; empty where nothing is weighed. */
export function weightRefusals({ isWeighted, electorate, weights }: PollSetup): SetupRefusal[] {
  if (!isWeighted) return []
  const refuse = (text: string): SetupRefusal => ({ path: 'weights', text, source: null })
  if (weights === undefined)
    return electorate === 'household' ? [] : [refuse('请登记谁有几票，或者改成每行一票')]
  const people = new Set(weights.people.map(({ personId }) => personId))
  return [
    ...(weights.basis.trim() === '' ? [refuse('请写明票数的依据，大家投票前会读到')] : []),
    ...(weights.people.every(isVotes) ? [] : [refuse(`票数要是 1 到 ${MOST_VOTES_OF_A_ROW} 的整数`)]),
    ...(people.size === 0 ? [refuse('请至少登记一位的票数')] : []),
    ...(people.size < weights.people.length ? [refuse('同一个人登记了两次')] : []),
  ]
}
