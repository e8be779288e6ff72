import {
  boundaryFault,
  boundaryFaultText,
  type Boundary,
  type Position,
} from '@linli/shared/space/boundary.rules'

/** Corners as an outline: the ring is closed by itself. */
export const outlineOf = (points: readonly Position[]): Boundary => {
  const [first] = points
  return { type: 'Polygon', coordinates: [first === undefined ? [] : [...points, first]] }
}

/** The corners of an outline, without the closing one. */
export const cornersOf = (boundary: Boundary | null): readonly Position[] =>
  boundary?.coordinates[0]?.slice(0, -1) ?? []

export type ReadOutline = { readonly boundary: Boundary } | { readonly fault: string }

const isNumbers = (value: unknown): value is Position =>
  Array.isArray(value) && value.length >= 2 && typeof value[0] === 'number' && typeof value[1] === 'number'

/** What somebody pasted: a GeoJSON polygon, alone or as a feature. */
export function readOutline(text: string): ReadOutline {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    return { fault: '这不是 GeoJSON，请从地图工具里复制整段内容' }
  }
  const inner = value as { type?: unknown; geometry?: unknown; coordinates?: unknown } | null
  const polygon = (inner?.type === 'Feature' ? inner.geometry : inner) as typeof inner
  const rings = polygon?.type === 'Polygon' ? polygon.coordinates : undefined
  if (!Array.isArray(rings) || !rings.every((ring) => Array.isArray(ring) && ring.every(isNumbers)))
    return { fault: '里面没有多边形（Polygon）' }
  const coordinates = rings.map((ring) => ring.map(([x, y]): Position => [x, y]))
  const boundary: Boundary = { type: 'Polygon', coordinates }
  const fault = boundaryFault(boundary)
  return fault === null ? { boundary } : { fault: boundaryFaultText[fault] }
}
