/**
 * Instant run-off 排序复选. The rules, in the order a round applies them:
 * 1. Each ballot counts for the best of its options still in the race; without one it rests.
 * 2. An option with more than half of the ballots that still count wins.
 * 3. Otherwise the option with the fewest goes out.
 * 4. Several have the fewest: the one with fewer in the round before goes out, then in the one before that, and so
 *    on back to the first ("backwards tie-breaking").
 * 5. They were equal in every round: they go out together. The order of the paper decides nothing.
 * 6. That would leave nobody: nobody wins, and the tied options are named. Who organised the poll decides how to go
 *    on; a program does not draw lots.
 * As every run-off, it is not monotone: more support can hurt an option by changing who goes out first. The set-up
 * page says so.
 */
export interface RankedRound {
  /** Votes of the options still in the race, in the order of the paper. */
  readonly votes: readonly { readonly key: string; readonly votes: number }[]
  /** Ballots none of whose options is in the race any more. */
  readonly resting: number
  /** Who goes out; empty in the last round. */
  readonly out: readonly string[]
  /** In the last round: who won, or everybody in an unbreakable tie; none when no ballot counts. */
  readonly winners: readonly string[]
}

/**
 * @param keys the options in the order of the paper
 * @param rankings votes by ranking (`CAB`); every ranking valid
 */
export function countRounds(
  keys: readonly string[],
  rankings: ReadonlyMap<string, number>,
): readonly RankedRound[] {
  const rounds: RankedRound[] = []
  const piles = sortIntoPiles(keys, rankings)
  let racing = keys
  while (racing.length > 0) {
    const { votes, resting } = piles
    const counting = racing.reduce((sum, key) => sum + (votes.get(key) ?? 0), 0)
    const leader = racing.find((key) => (votes.get(key) ?? 0) * 2 > counting)
    const shown = racing.map((key) => ({ key, votes: votes.get(key) ?? 0 }))
    const last = { votes: shown, resting: resting(), out: [] }
    if (counting === 0) return [...rounds, { ...last, winners: [] }]
    if (leader !== undefined) return [...rounds, { ...last, winners: [leader] }]
    const out = lowest(racing, votes, rounds)
    if (out.length === racing.length) return [...rounds, { ...last, winners: out }]
    rounds.push({ votes: shown, resting: resting(), out, winners: [] })
    racing = racing.filter((key) => !out.includes(key))
    piles.takeOut(out)
  }
  return rounds
}

interface Piles {
  readonly votes: ReadonlyMap<string, number>
  readonly resting: () => number
  /** Moves the ballots of who goes out on to their next option; the others stay where they lie. */
  readonly takeOut: (keys: readonly string[]) => void
}

/** As tellers do by hand: a pile for each option, and only the piles of who goes out are touched again. */
function sortIntoPiles(keys: readonly string[], rankings: ReadonlyMap<string, number>): Piles {
  interface Ranking {
    readonly text: string
    readonly weight: number
    /** Where on the ballot its best option in the race stands. */
    at: number
  }
  const piles = new Map<string, Ranking[]>(keys.map((key) => [key, []]))
  const votes = new Map<string, number>(keys.map((key) => [key, 0]))
  let resting = 0
  const lay = (ranking: Ranking): void => {
    while (ranking.at < ranking.text.length && !piles.has(ranking.text.charAt(ranking.at))) ranking.at += 1
    const key = ranking.text.charAt(ranking.at)
    const pile = piles.get(key)
    if (!pile) {
      resting += ranking.weight
      return
    }
    pile.push(ranking)
    votes.set(key, (votes.get(key) ?? 0) + ranking.weight)
  }
  for (const [text, weight] of rankings) lay({ text, weight, at: 0 })
  return {
    votes,
    resting: () => resting,
    takeOut(out) {
      const freed = out.map((key) => piles.get(key) ?? [])
      // All of them are out before the first ballot moves: none may move to another that goes out with it.
      for (const key of out) piles.delete(key)
      for (const pile of freed) for (const ranking of pile) lay(ranking)
    },
  }
}

/** Rules 3 to 5. */
function lowest(
  racing: readonly string[],
  votes: ReadonlyMap<string, number>,
  rounds: readonly RankedRound[],
): readonly string[] {
  const fewest = (among: readonly string[], of: ReadonlyMap<string, number>): readonly string[] => {
    const least = Math.min(...among.map((key) => of.get(key) ?? 0))
    return among.filter((key) => (of.get(key) ?? 0) === least)
  }
  let tied = fewest(racing, votes)
  for (let i = rounds.length - 1; i >= 0 && tied.length > 1; i -= 1) {
    const before = new Map((rounds[i] as RankedRound).votes.map(({ key, votes: had }) => [key, had]))
    tied = fewest(tied, before)
  }
  return tied
}
