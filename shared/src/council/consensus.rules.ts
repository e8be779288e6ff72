import type { Stance } from './topics.kinds'

/** What one person has said to the statements, by their index; null where nothing was said. */
export type Voice = readonly (Stance | null)[]

/** Fewer people who have spoken to enough statements, and nobody is sorted into a group (participation §1.3 no. 2). */
export const FEWEST_FOR_GROUPS = 15
/** No group smaller than this is shown: in a smaller one a person could be recognised. */
export const SMALLEST_GROUP = 5
/** Statements somebody has to have spoken to before counting, or all of them where there are fewer. */
const ENOUGH_STATEMENTS = 7
const MOST_GROUPS = 5
/** Every group has to agree by this share before something counts as agreed (with add-one smoothing). */
const AGREED = 0.6
/** Two groups this far apart are divided on a statement. */
const APART = 0.4
/** Groups that differ less than this from each other are no groups: mean silhouette of the chosen number. */
const CLEAR = 0.25
const POWER_STEPS = 30
const MEANS_STEPS = 30

export type Finding = 'agreed' | 'rejected' | 'divided' | 'open'

export interface StatementFinding {
  readonly finding: Finding
  /** Product over the groups of (agree + 1) / (seen + 2): high only when every group agrees. */
  readonly score: number
  /** Share that agrees in each group, in the order of the groups, in whole percent; null where too few have spoken. */
  readonly shares: readonly (number | null)[]
}

export interface Consensus {
  readonly people: number
  /** Sizes of the groups, largest first; one entry, everybody, when there are no groups to show. */
  readonly groups: readonly number[]
  readonly statements: readonly StatementFinding[]
}

/**
 * What people of different minds have in common. Works for small numbers: below {@link FEWEST_FOR_GROUPS} everybody is
 * one group. The same voices give the same answer, in any order of people.
 */
export function consensusOf(voices: readonly Voice[], statements: number): Consensus {
  const enough = Math.min(ENOUGH_STATEMENTS, statements)
  const counted = voices.filter((voice) => spokenTo(voice) >= enough)
  const groups = counted.length >= FEWEST_FOR_GROUPS && statements > 1 ? groupsOf(counted, statements) : null
  const parts = groups ?? [voices.filter((voice) => spokenTo(voice) > 0)]
  return {
    people: voices.filter((voice) => spokenTo(voice) > 0).length,
    groups: parts.map((part) => part.length),
    statements: Array.from({ length: statements }, (_, index) => findingOf(parts, index)),
  }
}

const spokenTo = (voice: Voice): number => voice.filter((stance) => stance !== null).length

function findingOf(groups: readonly (readonly Voice[])[], index: number): StatementFinding {
  const counts = groups.map((group) => {
    const stances = group.map((voice) => voice[index] ?? null).filter((stance) => stance !== null)
    const agree = stances.filter((stance) => stance === 'agree').length
    const disagree = stances.filter((stance) => stance === 'disagree').length
    return {
      seen: stances.length,
      yes: (agree + 1) / (stances.length + 2),
      no: (disagree + 1) / (stances.length + 2),
      agree,
    }
  })
  const isHeard = counts.every(({ seen }) => seen >= SMALLEST_GROUP)
  const yes = counts.map((count) => count.yes)
  const finding = ((): Finding => {
    if (!isHeard) return 'open'
    if (yes.every((share) => share >= AGREED)) return 'agreed'
    if (counts.every(({ no }) => no >= AGREED)) return 'rejected'
    return Math.max(...yes) - Math.min(...yes) >= APART ? 'divided' : 'open'
  })()
  return {
    finding,
    score: yes.reduce((product, share) => product * share, 1),
    shares: counts.map(({ seen, agree }) =>
      seen >= SMALLEST_GROUP ? Math.round((agree / seen) * 100) : null,
    ),
  }
}

type Point = readonly [number, number]

/** Groups of people who answer alike, or null when there are none that are clear and large enough. */
function groupsOf(voices: readonly Voice[], statements: number): Voice[][] | null {
  // The order in which people arrive must not decide anything.
  const sorted = voices.toSorted((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1))
  const points = flatten(sorted, statements)
  const most = Math.min(MOST_GROUPS, 2 + Math.floor(sorted.length / 12))
  let best: { members: number[]; k: number; clearness: number } | null = null
  for (let k = 2; k <= most; k += 1) {
    const members = meansOf(points, k)
    const sizes = Array.from({ length: k }, (_, group) => members.filter((member) => member === group).length)
    if (sizes.some((size) => size < SMALLEST_GROUP)) continue
    const clearness = silhouetteOf(points, members, k)
    if (clearness >= CLEAR && clearness > (best?.clearness ?? -1) + 1e-9) best = { members, k, clearness }
  }
  if (best === null) return null
  const { members, k } = best
  return Array.from({ length: k }, (_, group) =>
    sorted.filter((__, index) => members[index] === group),
  ).toSorted((a, b) => b.length - a.length)
}

const keyOf = (voice: Voice): string => voice.map((stance) => stance?.charAt(0) ?? '-').join('')

const value: Readonly<Record<Stance, number>> = { agree: 1, pass: 0, disagree: -1 }

/** Each person as a point of the two directions in which people differ most; a missing answer is the average one. */
function flatten(voices: readonly Voice[], statements: number): Point[] {
  const columns = Array.from({ length: statements }, (_, index) => {
    const given = voices.map((voice) => voice[index] ?? null).filter((stance) => stance !== null)
    return given.length === 0 ? 0 : given.reduce((sum, stance) => sum + value[stance], 0) / given.length
  })
  const rows = voices.map((voice) =>
    columns.map((mean, index) => {
      const stance = voice[index] ?? null
      return stance === null ? 0 : value[stance] - mean
    }),
  )
  const first = directionOf(rows, statements, null)
  const second = directionOf(rows, statements, first)
  return rows.map((row) => [along(row, first), along(row, second)])
}

const along = (row: readonly number[], direction: readonly number[]): number =>
  row.reduce((sum, part, index) => sum + part * (direction[index] ?? 0), 0)

/** The direction in which the rows differ most, at right angles to `before`: power iteration from a fixed start. */
function directionOf(
  rows: readonly (readonly number[])[],
  statements: number,
  before: readonly number[] | null,
): number[] {
  let direction = Array.from(
    { length: statements },
    (_, index) => 1 / (index + 1 + (before === null ? 0 : 0.5)),
  )
  for (let step = 0; step < POWER_STEPS; step += 1) {
    if (before !== null) {
      const shared = along(direction, before)
      direction = direction.map((part, index) => part - shared * (before[index] ?? 0))
    }
    const next = new Array<number>(statements).fill(0)
    for (const row of rows) {
      const weight = along(row, direction)
      row.forEach((part, index) => {
        next[index] = (next[index] ?? 0) + weight * part
      })
    }
    const length = Math.hypot(...next)
    if (length < 1e-12) return new Array<number>(statements).fill(0)
    direction = next.map((part) => part / length)
  }
  return direction
}

const distance = (a: Point, b: Point): number => Math.hypot(a[0] - b[0], a[1] - b[1])

/** Index of the nearest centre; the first of equals. */
const nearest = (point: Point, centres: readonly Point[]): number =>
  centres.reduce(
    (best, centre, index) =>
      distance(point, centre) < distance(point, centres[best] as Point) ? index : best,
    0,
  )

/** k-means, begun from the points farthest from each other, so that it needs no chance. */
function meansOf(points: readonly Point[], k: number): number[] {
  const middle = centreOf(points)
  const centres: Point[] = [farthest(points, [middle])]
  while (centres.length < k) centres.push(farthest(points, centres))
  let members = points.map((point) => nearest(point, centres))
  for (let step = 0; step < MEANS_STEPS; step += 1) {
    for (let group = 0; group < k; group += 1) {
      const own = points.filter((_, index) => members[index] === group)
      if (own.length > 0) centres[group] = centreOf(own)
    }
    const next = points.map((point) => nearest(point, centres))
    if (next.every((member, index) => member === members[index])) break
    members = next
  }
  return members
}

const farthest = (points: readonly Point[], from: readonly Point[]): Point => {
  const gap = (point: Point): number => Math.min(...from.map((centre) => distance(point, centre)))
  return points.reduce((best, point) => (gap(point) > gap(best) ? point : best))
}

const centreOf = (points: readonly Point[]): Point => [
  points.reduce((sum, [x]) => sum + x, 0) / points.length,
  points.reduce((sum, [, y]) => sum + y, 0) / points.length,
]

/** How much nearer people are to the own group's centre than to the next one's, -1 to 1, on average. */
function silhouetteOf(points: readonly Point[], members: readonly number[], k: number): number {
  const centres = Array.from({ length: k }, (_, group) =>
    centreOf(points.filter((__, index) => members[index] === group)),
  )
  const one = (point: Point, member: number): number => {
    const own = distance(point, centres[member] as Point)
    const other = Math.min(
      ...centres.filter((_, group) => group !== member).map((centre) => distance(point, centre)),
    )
    const larger = Math.max(own, other)
    return larger === 0 ? 0 : (other - own) / larger
  }
  return points.reduce((sum, point, index) => sum + one(point, members[index] ?? 0), 0) / points.length
}
