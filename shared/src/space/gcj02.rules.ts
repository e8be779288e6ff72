import type { Position } from './boundary.rules'

/**
 * Maps published in mainland China (高德, 腾讯, WeChat's own) show every place some hundred metres aside: GCJ-02. Linli
 * keeps WGS 84, as GeoJSON (RFC 7946 §4) and Open311 demand; 天地图 is CGCS2000, centimetres away from it. The shift is
 * the formula that the open implementations agree on (eviltransform, coordtransform).
 */
const A = 6_378_245
/** Of the Krasovsky ellipsoid: its first eccentricity, squared. */
const EE = 0.006_693_421_622_965_943
const RADIAN = Math.PI / 180

/** Sines of the published sizes; a period of 1 is half a turn in one degree. */
const waves = (x: number, parts: readonly (readonly [size: number, period: number])[]): number =>
  parts.reduce((sum, [size, period]) => sum + size * Math.sin((x / period) * Math.PI), 0) * (2 / 3)

const ripples = [
  [20, 1 / 6],
  [20, 1 / 2],
] as const

/** How far GCJ-02 lies from a place of WGS 84, degrees. */
function shiftAt([longitude, latitude]: Position): Position {
  const [x, y] = [longitude - 105, latitude - 35]
  const east =
    300 +
    x +
    2 * y +
    0.1 * x * x +
    0.1 * x * y +
    0.1 * Math.sqrt(Math.abs(x)) +
    waves(x, [...ripples, [20, 1], [40, 3], [150, 12], [300, 30]])
  const north =
    -100 +
    2 * x +
    3 * y +
    0.2 * y * y +
    0.1 * x * y +
    0.2 * Math.sqrt(Math.abs(x)) +
    waves(x, ripples) +
    waves(y, [
      [20, 1],
      [40, 3],
      [160, 12],
      [320, 30],
    ])
  const bent = 1 - EE * Math.sin(latitude * RADIAN) ** 2
  const metresEast = (A / Math.sqrt(bent)) * Math.cos(latitude * RADIAN)
  const metresNorth = (A * (1 - EE)) / (bent * Math.sqrt(bent))
  return [east / (metresEast * RADIAN), north / (metresNorth * RADIAN)]
}

/** A place of WGS 84 as a map of mainland China shows it. */
export function toGcj02(position: Position): Position {
  const [east, north] = shiftAt(position)
  return [position[0] + east, position[1] + north]
}

/** Each round is some hundred times nearer: after four nothing is left that anybody could measure. */
const ROUNDS = 4

/** A place read from such a map, in WGS 84: the place whose shifted one it is, within a millimetre. */
export function fromGcj02(shown: Position): Position {
  let found = shown
  for (let round = 0; round < ROUNDS; round++) {
    const [east, north] = shiftAt(found)
    found = [shown[0] - east, shown[1] - north]
  }
  return found
}
