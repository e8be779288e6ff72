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
  let racing = keys
  while (racing.length > 0) {
    const { votes, resting } = countRound(racing, rankings)
    const counting = racing.reduce((sum, key) => sum + (votes.get(key) ?? 0), 0)
    const leader = racing.find((key) => (votes.get(key) ?? 0) * 2 > counting)
    const shown = racing.map((key) => ({ key, votes: votes.get(key) ?? 0 }))
    if (counting === 0) return [...rounds, { votes: shown, resting, out: [], winners: [] }]
    if (leader !== undefined) return [...rounds, { votes: shown, resting, out: [], winners: [leader] }]
    const out = lowest(racing, votes, rounds)
    if (out.length === racing.length) return [...rounds, { votes: shown, resting, out: [], winners: out }]
    rounds.push({ votes: shown, resting, out, winners: [] })
    racing = racing.filter((key) => !out.includes(key))
  }
  return rounds
}

function countRound(
  racing: readonly string[],
  rankings: ReadonlyMap<string, number>,
): { votes: Map<string, number>; resting: number } {
  const votes = new Map(racing.map((key) => [key, 0]))
  let resting = 0
  for (const [ranking, weight] of rankings) {
    let at = 0
    while (at < ranking.length && !votes.has(ranking.charAt(at))) at += 1
    if (at === ranking.length) resting += weight
    else votes.set(ranking.charAt(at), (votes.get(ranking.charAt(at)) ?? 0) + weight)
  }
  return { votes, resting }
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
