/**
 * Outlines of grids: GeoJSON polygons of one ring, [longitude, latitude] in degrees of WGS 84, judged in the plane. A
 * grid is a few hundred metres wide, so the plane is exact enough; areas are compared with each other only.
 */
export type Position = [longitude: number, latitude: number]
export interface Boundary {
  type: 'Polygon'
  coordinates: Position[][]
}

/** China with its islands; what lies outside is a mistake of typing. */
export const chinaBox = { west: 73, east: 136, south: 3, north: 54 } as const
export const MOST_POINTS = 200
/** Two hand-drawn neighbours may overlap by this share of the smaller one before it is worth a word. */
export const OVERLAP_TOLERANCE = 0.02

export type BoundaryFault =
  'one-ring' | 'too-few' | 'too-many' | 'open' | 'swapped' | 'outside' | 'crossing' | 'flat'

export const boundaryFaultText: Record<BoundaryFault, string> = {
  'one-ring': '范围只能是一个没有洞的多边形',
  'too-few': '至少要三个点',
  'too-many': `最多 ${MOST_POINTS} 个点，请画得简单一些`,
  open: '最后一个点要和第一个点相同',
  swapped: '坐标顺序反了，应该先经度后纬度',
  outside: '有的点不在中国范围内，请检查坐标',
  crossing: '边线互相交叉了，请重新画',
  flat: '这些点围不出一块地方',
}

const inBox = ([longitude, latitude]: Position): boolean =>
  longitude >= chinaBox.west &&
  longitude <= chinaBox.east &&
  latitude >= chinaBox.south &&
  latitude <= chinaBox.north

const same = (a: Position, b: Position): boolean => a[0] === b[0] && a[1] === b[1]

/** Twice the signed area of the triangle: which side of `a→b` the point `c` lies on. */
const side = (a: Position, b: Position, c: Position): number =>
  (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])

const between = (a: Position, b: Position, c: Position): boolean =>
  Math.min(a[0], b[0]) <= c[0] &&
  c[0] <= Math.max(a[0], b[0]) &&
  Math.min(a[1], b[1]) <= c[1] &&
  c[1] <= Math.max(a[1], b[1])

/** Whether two segments have a point in common, touching included. */
function meet(a: Position, b: Position, c: Position, d: Position): boolean {
  const [c1, c2, a1, a2] = [side(a, b, c), side(a, b, d), side(c, d, a), side(c, d, b)]
  if (Math.sign(c1) * Math.sign(c2) < 0 && Math.sign(a1) * Math.sign(a2) < 0) return true
  return (
    (c1 === 0 && between(a, b, c)) ||
    (c2 === 0 && between(a, b, d)) ||
    (a1 === 0 && between(c, d, a)) ||
    (a2 === 0 && between(c, d, b))
  )
}

const edgesOf = (ring: readonly Position[]): (readonly [Position, Position])[] =>
  ring.slice(1).map((point, index) => [ring[index] ?? point, point])

/** Neighbouring edges share their corner; a spike that runs back along itself is a crossing too. */
function crosses(ring: readonly Position[]): boolean {
  const edges = edgesOf(ring)
  return edges.some(([a, b], first) =>
    edges.some(([c, d], second) => {
      if (second <= first) return false
      const follows = second === first + 1
      const closes = first === 0 && second === edges.length - 1
      if (follows) return same(a, d) || (side(a, b, d) === 0 && between(a, b, d))
      if (closes) return side(c, d, b) === 0 && between(c, d, b)
      return meet(a, b, c, d)
    }),
  )
}

/** Area in square degrees, without a sign (shoelace). */
export function ringArea(ring: readonly Position[]): number {
  return Math.abs(edgesOf(ring).reduce((sum, [a, b]) => sum + a[0] * b[1] - b[0] * a[1], 0)) / 2
}

/** The first thing wrong with an outline, or null when it is a closed, simple ring inside China. */
export function boundaryFault(boundary: Boundary): BoundaryFault | null {
  const [ring, ...holes] = boundary.coordinates
  if (ring === undefined || holes.length > 0) return 'one-ring'
  const [first, last] = [ring[0], ring.at(-1)]
  if (first === undefined || last === undefined || ring.length < 4) return 'too-few'
  if (ring.length > MOST_POINTS + 1) return 'too-many'
  if (!same(first, last)) return 'open'
  if (!ring.every(inBox)) return ring.every(([x, y]) => inBox([y, x])) ? 'swapped' : 'outside'
  if (crosses(ring)) return 'crossing'
  return ringArea(ring) === 0 ? 'flat' : null
}

/** The first of the outlined areas that a point lies in: which grid a spot belongs to. */
export const areaAt = <Area extends { readonly boundary: Boundary | null }>(
  areas: readonly Area[],
  point: Position,
): Area | undefined =>
  areas.find(({ boundary }) => boundary !== null && holdsPoint(boundary.coordinates[0] ?? [], point))

export function holdsPoint(ring: readonly Position[], [x, y]: Position): boolean {
  return edgesOf(ring).reduce((inside, [[ax, ay], [bx, by]]) => {
    const crossed = ay > y !== by > y && x < ((bx - ax) * (y - ay)) / (by - ay) + ax
    return crossed ? !inside : inside
  }, false)
}

/**
 * A spot well inside an outline, degrees: its middle, or where that falls outside a bent outline the middle of its
 * widest row. Null for an outline of no area.
 */
export function middleOf({ coordinates }: Boundary): Position | null {
  const ring = coordinates[0] ?? []
  const { west, east, south, north } = boxOf(ring)
  const middle: Position = [(west + east) / 2, (south + north) / 2]
  if (holdsPoint(ring, middle)) return middle
  let widest: Position | null = null
  let most = 0
  for (let row = 0; row < SAMPLES; row++) {
    const y = south + ((row + 0.5) / SAMPLES) * (north - south)
    const crossings = edgesOf(ring)
      .filter(([[, ay], [, by]]) => ay > y !== by > y)
      .map(([[ax, ay], [bx, by]]) => ((bx - ax) * (y - ay)) / (by - ay) + ax)
      .toSorted((a, b) => a - b)
    for (let at = 0; at + 1 < crossings.length; at += 2) {
      const [from = 0, to = 0] = crossings.slice(at, at + 2)
      if (to - from > most) [most, widest] = [to - from, [(from + to) / 2, y]]
    }
  }
  return widest
}

/** Sampled along rows of the smaller outline's box: plenty for a warning, and it takes any simple shape. */
const SAMPLES = 48

/** The share of the smaller of two outlines that lies in the other, from 0 to 1. */
export function overlapShare(one: Boundary, other: Boundary): number {
  const rings = [one.coordinates[0] ?? [], other.coordinates[0] ?? []] as const
  const [small, large] = ringArea(rings[0]) <= ringArea(rings[1]) ? rings : [rings[1], rings[0]]
  const box = boxOf(small)
  let inside = 0
  let both = 0
  for (let column = 0; column < SAMPLES; column++) {
    for (let row = 0; row < SAMPLES; row++) {
      const point: Position = [
        box.west + ((column + 0.5) / SAMPLES) * (box.east - box.west),
        box.south + ((row + 0.5) / SAMPLES) * (box.north - box.south),
      ]
      if (!holdsPoint(small, point)) continue
      inside += 1
      if (holdsPoint(large, point)) both += 1
    }
  }
  return inside === 0 ? 0 : both / inside
}

export interface Box {
  readonly west: number
  readonly east: number
  readonly south: number
  readonly north: number
}

export function boxOf(points: readonly Position[]): Box {
  const [longitudes, latitudes] = [points.map(([x]) => x), points.map(([, y]) => y)]
  return {
    west: Math.min(...longitudes),
    east: Math.max(...longitudes),
    south: Math.min(...latitudes),
    north: Math.max(...latitudes),
  }
}
