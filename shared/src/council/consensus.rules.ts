import { FEWEST_REACTIONS, type Finding, type Stance } from './topics.kinds'

/** What one person has said to the statements, by their index; null where nothing was said. */
export type Voice = readonly (Stance | null)[]

/** No group smaller than this is set apart: of fewer, who knows the group could tell what one of them has said. */
export const SMALLEST_GROUP = 8
/** Fewer people who have spoken to enough statements, and nobody is sorted into a group (participation §1.3 no. 2). */
export const FEWEST_FOR_GROUPS = 2 * SMALLEST_GROUP
/** Statements somebody has to have spoken to before counting, or all of them where there are fewer. */
const ENOUGH_STATEMENTS = 7
const MOST_GROUPS = 5
/** So large a share of all has to agree before something counts as agreed (with add-one smoothing). */
const AGREED = 0.6
/** And so large a share of every group. At half, half of a group stays unknown to whoever reads "agreed". */
const AGREED_IN_GROUP = 0.5
/** Two groups this far apart are divided on a statement. */
const APART = 0.4
/** Groups that differ less than this from each other are no groups: mean silhouette of the chosen number. */
const CLEAR = 0.25
const POWER_STEPS = 30
const MEANS_STEPS = 30

export interface Consensus {
  readonly people: number
  /** Sizes of the groups, largest first; one entry, everybody, when there are no groups. */
  readonly groups: readonly number[]
  /** What holds of each statement, in their order. */
  readonly findings: readonly Finding[]
}

/**
 * What people of different minds have in common. Works for small numbers: below {@link FEWEST_FOR_GROUPS} everybody is
 * one group. The same voices give the same answer, in any order of people. When it may be told is for telling.rules.ts.
 */
export function consensusOf(voices: readonly Voice[], statements: number): Consensus {
  const enough = Math.min(ENOUGH_STATEMENTS, statements)
  const heard = voices.filter((voice) => spokenTo(voice) > 0)
  const counted = heard.filter((voice) => spokenTo(voice) >= enough)
  const groups = counted.length >= FEWEST_FOR_GROUPS && statements > 1 ? groupsOf(counted, statements) : null
  return {
    people: heard.length,
    groups: (groups ?? [heard]).map((group) => group.length),
    findings: Array.from({ length: statements }, (_, index) =>
      findingOf(
        sharesOf(heard, index),
        (groups ?? []).map((group) => sharesOf(group, index)),
      ),
    ),
  }
}

const spokenTo = (voice: Voice): number => voice.filter((stance) => stance !== null).length

interface Shares {
  readonly seen: number
  /** (agree + 1) / (seen + 2): of few people no share is extreme (participation §1.3 no. 5). */
  readonly yes: number
  readonly no: number
}

function sharesOf(voices: readonly Voice[], index: number): Shares {
  const stances = voices.map((voice) => voice[index] ?? null).filter((stance) => stance !== null)
  const share = (of: Stance): number =>
    (stances.filter((stance) => stance === of).length + 1) / (stances.length + 2)
  return { seen: stances.length, yes: share('agree'), no: share('disagree') }
}

function findingOf(all: Shares, groups: readonly Shares[]): Finding {
  if (all.seen < FEWEST_REACTIONS || groups.some(({ seen }) => seen < SMALLEST_GROUP)) return 'open'
  const yes = groups.map((group) => group.yes)
  if (all.yes >= AGREED && yes.every((share) => share >= AGREED_IN_GROUP)) return 'agreed'
  if (all.no >= AGREED && groups.every(({ no }) => no >= AGREED_IN_GROUP)) return 'rejected'
  return groups.length > 0 && Math.max(...yes) - Math.min(...yes) >= APART ? 'divided' : 'open'
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
