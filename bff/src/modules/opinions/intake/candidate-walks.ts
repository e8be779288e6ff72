import { isPosition, isSpot } from './matter-words'
import { printKey } from './opinion-print'

/** One short walk along the index of prints: the newest `most` that have all of the keys. */
export interface CandidateWalk {
  readonly keys: readonly number[]
  readonly most: number
}

/** The rarest words of the matter are followed, two by two: what shares one word alone is seldom the same. */
const FOLLOWED = 5
const PAIRS = 5
const PER_PAIR = 20
/** What is told of the same floor of the same stair is looked through whole. */
const PER_POSITION = 40
/** A spot of the grounds has many things, so each of the rarest words is looked for there. */
const AT_SPOT = 3
const MOST_SPOTS = 2
/** A word that so few say is followed by itself, wherever it is said, as long as all of these are few together. */
const RARE = 60
const MOST_RARE = 8
const FEW_TOGETHER = 3 * RARE

/**
 * Where to look for cases that may tell of the same. Who names floor and stair means them, so that the building is
 * enough; a spot of the grounds is told of from every building of the estate; and what is rare is found anywhere.
 * `countOf` tells in how many other open cases a word stands.
 */
export function candidateWalks(
  said: { readonly tokens: readonly string[]; readonly placeIds: readonly string[] },
  countOf: (token: string) => number,
): CandidateWalk[] {
  const { tokens, placeIds } = said
  const known = tokens.filter((token) => countOf(token) > 0)
  const positions = known.filter(isPosition)
  const spots = known.filter(isSpot)
  const words = known
    .filter((token) => !isPosition(token) && !isSpot(token))
    .toSorted((a, b) => countOf(a) - countOf(b))
  const [narrowest = null] = placeIds
  const widest = placeIds.at(-1) ?? null
  const at = (place: string | null, ...some: readonly string[]) => some.map((token) => printKey(token, place))
  const placesOfPairs = [
    ...new Set(positions.length > 1 ? [narrowest] : spots.length > 0 ? [widest] : [narrowest, widest]),
  ]
  const pairs = pairsOf([...words.slice(0, FOLLOWED), ...(positions.length === 1 ? positions : [])], tokens)
  return [
    ...(positions.length > 1 ? [{ keys: at(narrowest, ...positions), most: PER_POSITION }] : []),
    ...spots
      .slice(0, MOST_SPOTS)
      .flatMap((spot) =>
        words.slice(0, AT_SPOT).map((word) => ({ keys: at(widest, spot, word), most: PER_PAIR })),
      ),
    ...pairs.flatMap((pair) => placesOfPairs.map((place) => ({ keys: at(place, ...pair), most: PER_PAIR }))),
    ...rarest(words, countOf).map((word) => ({ keys: at(null, word), most: RARE })),
  ]
}

/** The first of the words, the rarest first, that few say even together. */
function rarest(words: readonly string[], countOf: (token: string) => number): string[] {
  let left = FEW_TOGETHER
  return words.slice(0, MOST_RARE).filter((word) => {
    const count = countOf(word)
    left -= count
    return count <= RARE && left >= 0
  })
}

/** The first pairs of words, the rarest words first; neighbours in the text share a letter and are as good as one. */
function pairsOf(followed: readonly string[], tokens: readonly string[]): [string, string][] {
  const placeOf = new Map(tokens.map((token, at) => [token, at]))
  const apart = (one: string, other: string): boolean =>
    [one, other].some(isPosition) || Math.abs((placeOf.get(one) ?? 0) - (placeOf.get(other) ?? 0)) > 1
  return followed
    .flatMap((one, at) =>
      followed
        .slice(at + 1)
        .flatMap((other): [string, string][] => (apart(one, other) ? [[one, other]] : [])),
    )
    .slice(0, PAIRS)
}
